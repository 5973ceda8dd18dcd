"""What an officer does with a case: each a door that finds, asks, calls one operation and answers once."""

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hirfa.casework.choices import Outcome, PageRemark, PieceState
from hirfa.casework.models import Case, Piece
from hirfa.casework.operations import (
    assign_case,
    judge_piece,
    leave_note,
    note_pieces_complete,
    propose_decision,
    put_before_sitting,
    return_proposal,
    review_page,
    take_up_case,
)
from hirfa.casework.permissions import can_assign_case, can_prepare_case, can_sign_case
from hirfa.core.errors import Refusal
from hirfa.processes.deciding import decide_case
from hirfa.processes.telling import ask_person_for_pieces
from hirfa.web.doors import SignedInRequest, refusals_shown_on, require

from .forms import AskForm, AssignForm, JudgeForm, NoteForm, ProposeForm, ReadPageForm, SitForm
from .views import find, page_of


def pressed(request: SignedInRequest, case: Case, act: Callable[[], object], said: str) -> HttpResponse:
    """Do what a button alone asks for; a refusal is said at the head of the page, which shows the case as it stands."""
    try:
        act()
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said)
    return redirect("web:case", case_id=case.pk)


def sent(
    request: SignedInRequest, case: Case, name: str, form: BaseForm, act: Callable[[], object], said: str
) -> HttpResponse:
    """Do what a form asks for; what was typed stays on the page with what is wrong."""
    if form.is_valid():
        with refusals_shown_on(form):
            act()
    if form.errors:
        page = page_of(request, case, timezone.now(), **{name: form})
        return render(request, "cases/case.html", page | {"form": form}, status=422)
    messages.success(request, said)
    return redirect("web:case", case_id=case.pk)


@require_POST
def take_up(request: SignedInRequest, case_id: uuid.UUID) -> HttpResponse:
    case, now = find(request, case_id), timezone.now()
    require(can_prepare_case(request.user, case))
    return pressed(request, case, lambda: take_up_case(case=case, by=request.user, at=now), _("The case is yours."))


@require_POST
def assign(request: SignedInRequest, case_id: uuid.UUID) -> HttpResponse:
    case, now = find(request, case_id), timezone.now()
    require(can_assign_case(request.user, case))
    form = AssignForm(request.POST, case=case)
    return sent(
        request,
        case,
        "assign_form",
        form,
        lambda: assign_case(case=case, to=form.cleaned_data["to"], by=request.user, at=now),
        _("The case is given to them."),
    )


@require_POST
def ask(request: SignedInRequest, case_id: uuid.UUID) -> HttpResponse:
    case, now = find(request, case_id), timezone.now()
    require(can_prepare_case(request.user, case))
    form = AskForm(request.POST, case=case)
    return sent(
        request,
        case,
        "ask_form",
        form,
        lambda: ask_person_for_pieces(
            case=case, codes=form.cleaned_data["codes"], words=form.cleaned_data["words"], by=request.user, at=now
        ),
        _("The person is asked. The clock stands still until the pieces come."),
    )


@require_POST
def go_on(request: SignedInRequest, case_id: uuid.UUID) -> HttpResponse:
    case, now = find(request, case_id), timezone.now()
    require(can_prepare_case(request.user, case))
    return pressed(
        request,
        case,
        lambda: note_pieces_complete(case=case, by=request.user, at=now),
        _("The pieces have come: the clock runs again."),
    )


def find_piece(case: Case, piece_id: uuid.UUID) -> Piece:
    return get_object_or_404(Piece.objects.select_related("case"), pk=piece_id, case=case)


@require_POST
def read_page(request: SignedInRequest, case_id: uuid.UUID, piece_id: uuid.UUID) -> HttpResponse:
    case, now = find(request, case_id), timezone.now()
    require(can_prepare_case(request.user, case))
    piece, form = find_piece(case, piece_id), ReadPageForm(request.POST)
    return sent(
        request,
        case,
        "read_form",
        form,
        lambda: review_page(
            piece=piece,
            page=form.cleaned_data["page"],
            remark=PageRemark(form.cleaned_data["remark"]),
            by=request.user,
            at=now,
        ),
        _("Noted."),
    )


@require_POST
def judge(request: SignedInRequest, case_id: uuid.UUID, piece_id: uuid.UUID) -> HttpResponse:
    case, now = find(request, case_id), timezone.now()
    require(can_prepare_case(request.user, case))
    piece, form = find_piece(case, piece_id), JudgeForm(request.POST)
    return sent(
        request,
        case,
        "judge_form",
        form,
        lambda: judge_piece(piece=piece, state=PieceState(form.cleaned_data["state"]), by=request.user, at=now),
        _("Noted."),
    )


@require_POST
def sit(request: SignedInRequest, case_id: uuid.UUID) -> HttpResponse:
    case, now = find(request, case_id), timezone.now()
    require(can_prepare_case(request.user, case))
    form = SitForm(request.POST, case=case)
    return sent(
        request,
        case,
        "sit_form",
        form,
        lambda: put_before_sitting(case=case, sitting=form.cleaned_data["sitting"], by=request.user, at=now),
        _("The case is on the list of the sitting."),
    )


@require_POST
def propose(request: SignedInRequest, case_id: uuid.UUID) -> HttpResponse:
    case, now = find(request, case_id), timezone.now()
    require(can_prepare_case(request.user, case))
    form = ProposeForm(request.POST, case=case)
    return sent(
        request,
        case,
        "propose_form",
        form,
        lambda: propose_decision(
            case=case,
            outcome=Outcome(form.cleaned_data["outcome"]),
            ground=form.cleaned_data["ground"],
            reasons_ar=form.cleaned_data["reasons_ar"],
            reasons_fr=form.cleaned_data["reasons_fr"],
            by=request.user,
            at=now,
        ),
        _("Proposed: another person signs it."),
    )


@require_POST
def send_back(request: SignedInRequest, case_id: uuid.UUID) -> HttpResponse:
    case, now = find(request, case_id), timezone.now()
    require(can_sign_case(request.user, case))
    return pressed(
        request, case, lambda: return_proposal(case=case, by=request.user, at=now), _("The proposal is sent back.")
    )


@require_POST
def sign(request: SignedInRequest, case_id: uuid.UUID) -> HttpResponse:
    case, now = find(request, case_id), timezone.now()
    require(can_sign_case(request.user, case))
    return pressed(
        request,
        case,
        lambda: decide_case(case=case, by=request.user, at=now),
        _("Signed: it holds from now on, and the person is told."),
    )


@require_POST
def note(request: SignedInRequest, case_id: uuid.UUID) -> HttpResponse:
    case, now = find(request, case_id), timezone.now()
    form = NoteForm(request.POST)
    return sent(
        request,
        case,
        "note_form",
        form,
        lambda: leave_note(case=case, text=form.cleaned_data["text"], by=request.user, at=now),
        _("Noted."),
    )
