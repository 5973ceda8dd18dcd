"""From one's own file: what people ask for themselves of their entry, its pieces, and what became of it."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hirfa.casework.choices import CaseState, Channel
from hirfa.casework.models import Case
from hirfa.casework.queries import find_standing_decision, list_pieces_asked
from hirfa.core import throttle
from hirfa.core.dates import legal_day
from hirfa.core.errors import Refusal
from hirfa.processes.answering import answer_case
from hirfa.processes.appealing import appeal_decision, may_be_appealed
from hirfa.processes.requesting import request_change
from hirfa.reference.queries import list_acts_of_people
from hirfa.register.choices import EntryKind
from hirfa.register.models import Application, Entry, EntryRequest, Paper
from hirfa.web.cases.requests import ChangeForm
from hirfa.web.cases.showing import TONES, act_labels
from hirfa.web.doors import refusals_shown_on
from hirfa.web.formats import day_text
from hirfa.web.papers import pdf_answer
from hirfa.web.parts import Cell, Column, Table

from .following import seen_state
from .forms import AppealForm, PieceForm
from .keeping import UPLOADS_AN_HOUR
from .own import BY, with_own_file
from .tracking import entry_of
from .uploads import keep_piece


@with_own_file
@require_safe
def changes(request: HttpRequest, application: Application) -> HttpResponse:
    """Show what may be asked for, and what was."""
    entry, today = _entry(application), legal_day(timezone.now())
    page = {"asks": list_acts_of_people(on=today), "table": _table(list(_cases(entry)))}
    return render(request, "applications/changes.html", page)


@with_own_file
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, application: Application, act: str) -> HttpResponse:
    """Ask for a change of one's entry: the same form and the same rules as at the counter."""
    entry, now = _entry(application), timezone.now()
    asked = next((each for each in list_acts_of_people(on=legal_day(now)) if each.code == act), None)
    if asked is None:
        raise Http404
    form = ChangeForm(request.POST if request.method == "POST" else None, act=act, entry=entry, on=legal_day(now))
    if form.is_valid():
        with refusals_shown_on(form):
            case = request_change(
                entry=entry, act=act, after=form.after(), ground="", channel=Channel.SELF, by=BY, at=now
            )
        if not form.errors:
            messages.success(request, _("Your request has arrived. Send its pieces here."))
            return redirect("web:apply_change_case", case_id=case.pk)
    page = {"form": form, "act": asked.label}
    return render(request, "applications/change.html", page, status=422 if form.errors else 200)


@with_own_file
@require_http_methods(["GET", "POST"])
def change_case(request: HttpRequest, application: Application, case_id: uuid.UUID) -> HttpResponse:
    """Show where one's request stands, and take in its pieces."""
    case, form, code = _case(application, case_id), PieceForm(), request.POST.get("code", "")
    if request.method == "POST":
        form = PieceForm(request.POST, request.FILES)
        if _hand_in(application, case, code, form):
            messages.success(request, _("The piece is in hand."))
            return redirect("web:apply_change_case", case_id=case.pk)
    page = _page(case) | {"form": form, "code": code}
    return render(request, "applications/change_case.html", page, status=422 if form.errors else 200)


@with_own_file
@require_POST
def change_appeal(request: HttpRequest, application: Application, case_id: uuid.UUID) -> HttpResponse:
    """Appeal against what was decided of one's request, in one's own words."""
    case, form = _case(application, case_id), AppealForm(request.POST)
    if form.is_valid():
        with refusals_shown_on(form):
            made = appeal_decision(
                case=case, channel=Channel.SELF, words=form.cleaned_data["words"], by=BY, at=timezone.now()
            )
    if form.errors:
        page = _page(case) | {"form": PieceForm(), "appeal_form": form}
        return render(request, "applications/change_case.html", page, status=422)
    messages.success(request, _("Your appeal has arrived. Others than those who decided first will decide it."))
    return redirect("web:apply_change_case", case_id=made.pk)


@with_own_file
@require_safe
def change_letter(request: HttpRequest, application: Application, case_id: uuid.UUID) -> HttpResponse:
    """Return the letter of the decision on one's request."""
    papers = Paper.objects.select_related("credential")
    return pdf_answer(get_object_or_404(papers, case=_case(application, case_id)))


def _entry(application: Application) -> Entry:
    entry = entry_of(application)
    if entry.kind != EntryKind.ARTISAN:
        raise Http404
    return entry


def _cases(entry: Entry) -> list[Case]:
    requests = EntryRequest.objects.filter(entry=entry).values_list("pk", flat=True)
    subjects = [f"register.entryrequest:{pk}" for pk in requests]
    return list(Case.objects.filter(subject__in=subjects).select_related("chamber").order_by("-recorded_at"))


def _case(application: Application, case_id: uuid.UUID) -> Case:
    """Return a case about one's own entry; 404 for another's."""
    found = next((case for case in _cases(_entry(application)) if case.pk == case_id), None)
    if found is None:
        raise Http404
    return found


def _page(case: Case) -> dict[str, object]:
    today = legal_day(timezone.now())
    decision = find_standing_decision(case) if case.state in {CaseState.ACCEPTED, CaseState.REFUSED} else None
    takes = case.is_open and case.state != CaseState.PROPOSED
    state = CaseState(seen_state(case.state))
    return {
        "case": case,
        "act": act_labels().get(case.act, case.act),
        "tone": TONES.get(state, "neutral"),
        "state": state.label,
        "pieces": [each for each in list_pieces_asked(case) if each.held or (takes and not case.appeal_of_id)],
        "takes": takes,
        "asked": case.requests.filter(answered_on__isnull=True).first(),
        "decision": decision,
        "letter": decision is not None and Paper.objects.filter(case=case).exists(),
        "appeal_form": AppealForm() if may_be_appealed(case, on=today) else None,
    }


def _hand_in(application: Application, case: Case, code: str, form: PieceForm) -> bool:
    """Hand in a piece; False after noting on the form what is wrong with it."""
    if not form.is_valid() or form.upload is None:
        form.add_error("file", _("Take a picture of this piece, or choose a file."))
        return False
    if not throttle.allows(what="application-piece", who=str(application.pk), limit=UPLOADS_AN_HOUR, seconds=3600):
        form.add_error("file", _("Too many pieces were sent within an hour. Wait a while, then go on."))
        return False
    at = timezone.now()
    try:
        stored, pages = keep_piece(form.upload, BY, at)
        answer_case(case=case, code=code, file=stored, pages=pages, by=BY, at=at)
    except Refusal as refusal:
        form.add_error("file", str(refusal))
    return not form.errors


def state_cell(case: Case) -> Cell:
    state = CaseState(seen_state(case.state))
    return Cell(state.label, state=TONES.get(state, "neutral"))


def _table(cases: list[Case]) -> Table:
    labels = act_labels()
    rows = [
        [
            Cell(case.number, url=reverse("web:apply_change_case", args=[case.pk]), ltr=True),
            Cell(labels.get(case.act, case.act), second=_("Appeal") if case.appeal_of_id else ""),
            Cell(day_text(case.received_on)),
            state_cell(case),
        ]
        for case in cases
    ]
    columns = [_("Number"), _("Act"), _("Received on"), _("State")]
    return Table(
        caption=_("What was asked for of your entry"),
        columns=[Column(label) for label in columns],
        rows=rows,
        empty=_("Nothing was asked for yet."),
        stacked=True,
    )
