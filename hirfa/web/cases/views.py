"""The officer's desk: what waits, and one case with its pieces, its clock and what may be done."""

import datetime as dt
import uuid
from typing import Any

from django.forms import BaseForm
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hirfa.accounts.choices import Permission
from hirfa.accounts.models import User
from hirfa.accounts.permissions import may
from hirfa.accounts.queries import find_delegation
from hirfa.audit.queries import list_lines_about
from hirfa.casework.choices import CaseState
from hirfa.casework.models import Case, Decision, Piece
from hirfa.casework.operations import open_case_file, open_case_piece
from hirfa.casework.permissions import (
    can_assign_case,
    can_prepare_case,
    can_receive_appeal,
    can_receive_case,
    can_see_identity_pieces,
    can_sign_case,
    can_view_cases,
)
from hirfa.casework.queries import find_standing_decision, list_late, list_queue, shows_cin
from hirfa.core.dates import legal_day
from hirfa.documents.pieces import page_png
from hirfa.processes.appealing import may_be_appealed
from hirfa.processes.deciding import hearing_is_due
from hirfa.reference.choices import Body
from hirfa.reference.queries import list_grounds
from hirfa.register.models import Paper
from hirfa.web.diary import happenings
from hirfa.web.doors import SignedInRequest, paginate, require
from hirfa.web.papers import pdf_answer
from hirfa.web.parts import Crumb

from . import showing
from .forms import (
    QUEUES,
    AppealForm,
    AskForm,
    AssignForm,
    HearingForm,
    NoteForm,
    ProposeForm,
    QueueForm,
    ReadPageForm,
    SitForm,
)

DIARY_LINES = 100


def find(request: SignedInRequest, case_id: uuid.UUID) -> Case:
    """Return a case of the user's territory; 404 for another. Raises PermissionDenied for who sees no cases."""
    require(can_view_cases(request.user))
    cases = Case.objects.visible_to(request.user).select_related("chamber", "assigned_to", "appeal_of")
    return get_object_or_404(cases, pk=case_id)


@require_safe
def queue(request: SignedInRequest) -> HttpResponse:
    require(can_view_cases(request.user))
    form = QueueForm(request.GET or None)
    chosen: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    today = legal_day(timezone.now())
    cases = list_queue(
        user=request.user,
        states=QUEUES.get(chosen.get("which", ""), ()),
        act=chosen.get("act", ""),
        mine=bool(chosen.get("mine")),
        number=chosen.get("number", ""),
    )
    if chosen.get("which") == "late":
        cases = cases.late_on(today)
    page = paginate(request, cases)
    late = list_late(user=request.user, on=today).count()
    table = showing.queue_table(page.object_list, on=today, page=page, number=chosen.get("number", ""))
    return render(request, "cases/queue.html", {"form": form, "table": table, "late": late, "crumbs": crumbs()})


@require_safe
def case(request: SignedInRequest, case_id: uuid.UUID) -> HttpResponse:
    found, now = find(request, case_id), timezone.now()
    open_case_file(case=found, by=request.user, at=now)
    return render(request, "cases/case.html", page_of(request, found, now))


def page_of(request: SignedInRequest, found: Case, now: dt.datetime, **bound: BaseForm) -> dict[str, Any]:
    """Return all that the page of a case shows. `bound` are forms sent with something wrong: what was typed stays."""
    user, state = request.user, found.state
    decision = find_standing_decision(found)
    prepares, signs = can_prepare_case(user, found), can_sign_case(user, found)
    reviewing = prepares and state == CaseState.UNDER_REVIEW
    may_propose = prepares and state in {CaseState.UNDER_REVIEW, CaseState.BEFORE_SITTING}
    pieces, first = showing.pieces_of(found, user=user), found.appeal_of
    hands_in = can_receive_case(user) and found.is_open and state != CaseState.PROPOSED
    if first:  # judged on the pieces of the first case; others may be added, none is asked for
        pieces = [each for each in pieces if each.pages or hands_in]
    unsigned = why_not_signed(user, found, decision, on=legal_day(now))
    grounds = {ground.code: ground.label for ground in list_grounds(found.act, on=found.received_on)}
    return {
        "case": found,
        "act": showing.act_labels().get(found.act, found.act),
        "tone": showing.TONES.get(CaseState(state), "neutral"),
        "late": found.due_on is not None and found.due_on < legal_day(now),
        "next": showing.NEXT[CaseState(state)],
        "subject": showing.subject_of(found, user=user),
        "pieces": pieces,
        "first": first,
        "first_pieces": [each for each in showing.pieces_of(first, user=user) if each.pages] if first else [],
        "first_decision": find_standing_decision(first) if first else None,
        "first_letter": Paper.objects.filter(case=first).exists() if first else False,
        "read_form": ReadPageForm(),
        "requests": found.requests.order_by("-pk"),
        "notes": showing.notes_of(found),
        "opinions": [
            (each, showing.OPINIONS.get(each.outcome, _("not given yet")))
            for each in found.opinions.select_related("sitting").order_by("-pk")
        ],
        "decision": decision,
        "proposal": showing.PROPOSALS[decision.outcome] if decision else "",
        "ground": grounds.get(decision.ground, "") if decision else "",
        "letter": Paper.objects.filter(case=found).first(),
        "may_take_up": prepares and state == CaseState.RECEIVED,
        "may_go_on": prepares and state == CaseState.PIECES_AWAITED,
        "reviewing": reviewing,
        "all_fit": all(not each.asked.is_missing and each.is_judged for each in pieces),
        "may_sign": signs and state == CaseState.PROPOSED and not unsigned,
        "may_return": signs and state == CaseState.PROPOSED,
        "unsigned": unsigned if signs and state == CaseState.PROPOSED else "",
        "ask_form": bound.get("ask_form") or (AskForm(case=found) if reviewing else None),
        "propose_form": bound.get("propose_form") or (ProposeForm(case=found) if may_propose else None),
        "sit_form": bound.get("sit_form")
        or (SitForm(case=found) if reviewing and found.body == Body.COMMISSION else None),
        "may_hand_in": hands_in,
        "hearing_form": bound.get("hearing_form")
        or (HearingForm() if prepares and found.is_open and hearing_is_due(found) else None),
        "appeal_form": bound.get("appeal_form")
        or (AppealForm() if can_receive_appeal(user) and may_be_appealed(found, on=legal_day(now)) else None),
        "assign_form": bound.get("assign_form")
        or (AssignForm(case=found) if found.is_open and can_assign_case(user, found) else None),
        "note_form": bound.get("note_form") or NoteForm(),
        "timeline": happenings(list_lines_about(found, *found.pieces.all())[:DIARY_LINES]),
        "crumbs": [*crumbs(), Crumb(found.number)],
    }


def why_not_signed(user: User, found: Case, decision: Decision | None, *, on: dt.date) -> str:
    """Return why this person cannot sign what is proposed, in words; "" when they can, or must ask to know."""
    if decision is not None and decision.proposed_by_id == user.pk and found.needs_two:
        return _("You proposed this decision: another person signs it.")
    if not may(user, Permission.CASE_SIGN) and find_delegation(taker=user, act=found.act, on=on) is None:
        return _("No delegation lets you sign this act today. Ask the signatory for one.")
    return ""


@require_safe
def piece_page(request: SignedInRequest, case_id: uuid.UUID, piece_id: uuid.UUID, page: int) -> HttpResponse:
    """Return one page of a piece as a picture; recorded unless the case was opened that day, which was."""
    found = find(request, case_id)
    piece = get_object_or_404(Piece.objects.select_related("file", "case"), pk=piece_id, case=found)
    require(not shows_cin(piece) or can_see_identity_pieces(request.user, found))
    if not 1 <= page <= piece.pages:
        raise Http404
    open_case_piece(case=found, by=request.user, at=timezone.now())
    return HttpResponse(page_png(piece.file, page), content_type="image/png")


@require_safe
def letter(request: SignedInRequest, case_id: uuid.UUID) -> HttpResponse:
    """Return the letter of a decision as PDF; its reading is recorded as that of the case."""
    found = find(request, case_id)
    paper = get_object_or_404(Paper.objects.select_related("credential"), case=found)
    open_case_file(case=found, by=request.user, at=timezone.now())
    return pdf_answer(paper)


def crumbs() -> list[Crumb]:
    return [Crumb(_("Cases"), reverse("web:cases"))]
