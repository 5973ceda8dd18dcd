"""The page of one's own file: where it stands, and the few things that one may do about it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hirfa.audit.queries import list_lines_about
from hirfa.cards.queries import list_cards_of
from hirfa.casework.choices import Channel
from hirfa.core.dates import legal_day
from hirfa.core.errors import Refusal
from hirfa.issuing.choices import PaperKind
from hirfa.processes.applying import (
    appeal_refusal,
    find_case,
    withdraw_application,
)
from hirfa.processes.papers import give_certificate
from hirfa.processes.personal_data.holdings import trail_of
from hirfa.processes.personal_data.reads import list_reads
from hirfa.register.choices import ApplicationKind, ApplicationState, EntryKind
from hirfa.register.models import Application, Entry, Paper
from hirfa.register.operations import renew_code
from hirfa.register.queries import file_of
from hirfa.web.diary import happenings
from hirfa.web.doors import refusals_shown_on
from hirfa.web.papers import pdf_answer
from hirfa.web.privacy.showing import reads_table
from hirfa.web.register import showing as register
from hirfa.web.register.part import part_table

from . import handing_in
from .following import follow
from .forms import AppealForm, SureForm
from .own import BY, with_own_file
from .steps import draft_of
from .views import door_of, show_code

DIARY_LINES = 100


@with_own_file
@require_safe
def file(request: HttpRequest, application: Application) -> HttpResponse:
    today, door = legal_day(timezone.now()), door_of(application)
    page: dict[str, object] = {
        "application": application,
        "door": door,
        "followed": follow(application, on=today),
        "letters": letters_of(application),
        "certified": [ApplicationKind.ARTISAN, ApplicationKind.MAALEM],
    }
    if application.state == ApplicationState.DRAFT:
        draft = draft_of(application, on=today)
        lacking = draft.first_lacking()
        page |= {
            "go_on": door.step(lacking) if lacking else door.address("check"),
            "done": sum(not draft.lacks(step) for step in draft.steps),
            "count": len(draft.steps),
        }
    return render(request, "applications/file.html", page)


def letters_of(application: Application) -> dict[str, Paper]:
    """Return the letters by their word in an address: of the last decision, and of the first one when it was appealed."""
    case = find_case(application)
    cases = {"letter": case.pk, "first-letter": case.appeal_of_id} if case else {}
    papers = Paper.objects.select_related("credential").filter(case__in=[each for each in cases.values() if each])
    by_case = {paper.case_id: paper for paper in papers}
    return {kind: by_case[each] for kind, each in cases.items() if each in by_case}


@with_own_file
@require_http_methods(["GET", "POST"])
def pieces(request: HttpRequest, application: Application) -> HttpResponse:
    """Hand in what was asked for, one piece after the other; with the last the case goes on."""
    return handing_in.answer_pieces(request, door_of(application))


@with_own_file
@require_safe
def paper(request: HttpRequest, application: Application, kind: str) -> HttpResponse:
    """Return the letter of a decision, or the certificate of practice of whoever was admitted and is in force."""
    if kind in {"letter", "first-letter"}:
        found = letters_of(application).get(kind)
        if found is None:
            raise Http404
        return pdf_answer(found)
    papers = Paper.objects.select_related("credential").filter(kind=PaperKind.PRACTICE, entry=entry_of(application))
    newest = papers.order_by("-recorded_at").first()
    if newest is None:
        raise Http404
    return pdf_answer(newest)


def entry_of(application: Application) -> Entry:
    """Return the entry of whoever was admitted; 404 before.

    One that is bound to a person of the register was perhaps written by another: it opens none of their papers.
    """
    if application.state != ApplicationState.ADMITTED:
        raise Http404
    return get_object_or_404(Entry.objects.select_related("holder__person"), holder=application.holder_id)


@with_own_file
@require_safe
def entry(request: HttpRequest, application: Application) -> HttpResponse:
    """Show whoever was admitted what the register holds of them, and who looked at it: the same that an officer sees."""
    held = entry_of(application)
    if held.kind != EntryKind.ARTISAN:
        raise Http404
    cards, own = list_cards_of(holder=held.holder), file_of(held)
    page = {
        "file": own,
        "identity": register.identity_of(own, full=True),
        "state": register.state_badge(own.now.state),
        "facts": register.facts_table(own),
        "cards": register.cards_table(cards, purpose="", shown=False),
        "part": part_table(held.holder),
        "timeline": happenings(list_lines_about(held, held.holder, *cards)[:DIARY_LINES]),
        "reads": reads_table(list_reads(trail_of(own.person))[:DIARY_LINES]),
    }
    return render(request, "applications/entry.html", page)


@with_own_file
@require_POST
def certificate(request: HttpRequest, application: Application) -> HttpResponse:
    """Give the certificate of practice that the person asks for, and lead to it."""
    entry = entry_of(application)
    try:
        give_certificate(entry=entry, by=BY, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("web:apply_file")
    return redirect("web:apply_paper", kind="certificate")


@with_own_file
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, application: Application) -> HttpResponse:
    """Take the request back, after saying that one is sure."""
    followed = follow(application, on=legal_day(timezone.now()))
    if not followed.may_withdraw:
        return redirect("web:apply_file")
    form = SureForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_shown_on(form):
            withdraw_application(application=application, by=BY, at=timezone.now())
        if not form.errors:
            return redirect("web:apply_file")
    page = {"followed": followed, "form": form}
    return render(request, "applications/withdraw.html", page, status=422 if form.errors else 200)


@with_own_file
@require_http_methods(["GET", "POST"])
def appeal(request: HttpRequest, application: Application) -> HttpResponse:
    """Appeal against a refusal, in one's own words."""
    followed = follow(application, on=legal_day(timezone.now()))
    if followed.asks != "appeal":
        return redirect("web:apply_file")
    form = AppealForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_shown_on(form):
            appeal_refusal(
                application=application,
                channel=Channel.SELF,
                words=form.cleaned_data["words"],
                by=BY,
                at=timezone.now(),
            )
        if not form.errors:
            messages.success(request, _("Your appeal has arrived. Others than those who decided first will decide it."))
            return redirect("web:apply_file")
    page = {"followed": followed, "form": form}
    return render(request, "applications/appeal.html", page, status=422 if form.errors else 200)


@with_own_file
@require_http_methods(["GET", "POST"])
def code(request: HttpRequest, application: Application) -> HttpResponse:
    """Show a new code, this once; the one before opens nothing any more."""
    if request.method != "POST":
        return redirect("web:apply_file")
    fresh = renew_code(application=application, by=BY, at=timezone.now())
    return show_code(request, door_of(application), fresh)
