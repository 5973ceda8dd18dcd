"""The screens of a draft, the page on which everything is read again, and the sending: the same at both doors."""

import datetime as dt
from typing import Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from hirfa.core.dates import legal_day
from hirfa.core.errors import Refusal
from hirfa.processes.applying import send_application
from hirfa.register.choices import ApplicationState
from hirfa.register.models import Application
from hirfa.register.operations import ApplicationRefused
from hirfa.web.fields import PageForm
from hirfa.web.parts import Stepper

from . import showing
from .door import Door
from .forms import form_of
from .keeping import keep, note_faults
from .steps import TERMS, TRADE, Draft, Step, draft_of
from .terms import terms_of

FROM_CHECK: Final = "check"


def answer_step(request: HttpRequest, door: Door, slug: str) -> HttpResponse:
    """Show a screen, or keep what it sends and lead on. Once the application is sent there is only its file."""
    now = timezone.now()
    if door.application.state != ApplicationState.DRAFT:
        return redirect(door.address("file"))
    draft = draft_of(door.application, on=legal_day(now))
    step = draft.find(slug)
    if step is None:
        raise Http404
    if request.method != "POST":
        form = form_of(step, draft)
        return show_step(request, door, draft, step, form, faults=from_check(request))
    if step.slug == TRADE and request.POST.get("go") == "search":
        form = form_of(step, draft, request.POST)
        form.is_valid()
        return show_step(request, door, draft, step, form, faults=False)
    try:
        form = keep(request, door, draft, step, now)
    except ApplicationRefused as refusal:
        messages.warning(request, str(refusal))
        return redirect(door.address("file"))
    return lead_on(request, door, draft, step, form)


def lead_on(request: HttpRequest, door: Door, draft: Draft, step: Step, form: PageForm) -> HttpResponse:
    """Go where the button leads. Back, and leaving for later, are open whatever is wrong: what was typed is kept."""
    button = request.POST.get("go", "next")
    if button == "later":
        return redirect(door.address("file"))
    if button == "back":
        before = draft.before(step)
        return redirect(door.step(before) if before else door.address("file"))
    if form.errors:
        return show_step(request, door, draft, step, form, faults=True, status=422)
    if from_check(request):
        return redirect(door.address("check"))
    # an answer may bring another step with it (a diploma, its copy): the steps are counted anew
    draft = draft_of(read_again(door.application), on=draft.on)
    here = draft.find(step.slug)
    after = draft.after(here) if here else draft.first_lacking()
    return redirect(door.step(after) if after else door.address("check"))


def read_again(application: Application) -> Application:
    return Application.objects.select_related("chamber__region", "holder").get(pk=application.pk)


def from_check(request: HttpRequest) -> bool:
    return (request.POST.get("from") or request.GET.get("from")) == FROM_CHECK


def show_step(
    request: HttpRequest,
    door: Door,
    draft: Draft,
    step: Step,
    form: PageForm,
    *,
    faults: bool,
    status: int = 200,
) -> HttpResponse:
    if faults and not form.is_bound and step.fields:
        form = bound_to_what_is_kept(draft, step)
    after = draft.after(step)
    page: dict[str, object] = {
        "door": door,
        "draft": draft,
        "step": step,
        "form": form,
        "stepper": Stepper(draft.place_of(step), len(draft.steps), draft.application.get_kind_display()),
        "from_check": from_check(request),
        "go_on": door.address("check") if after is None or from_check(request) else door.step(after),
        "later": door.address("file"),
        "chamber": draft.application.chamber,
    }
    if step.slug == TRADE:
        text, chosen = showing.trade_asked(form)
        page["branches"] = showing.branches(text, chosen=chosen)
        page["text"] = text
    if step.piece is not None:
        page["in_hand"] = showing.in_hand(draft.held.get(step.piece.code))
    if step.slug == TERMS:
        page["terms"] = terms_of(draft.application.kind, draft.application.channel, draft.known)
    partial = request.headers.get("HX-Target") == "trades" and step.slug == TRADE
    template = "applications/trades.html" if partial else "applications/step.html"
    return render(request, template, page, status=status)


def bound_to_what_is_kept(draft: Draft, step: Step) -> PageForm:
    """Return the form of a step as if what is kept had just been sent, with what is wrong with it."""
    form = form_of(step, draft, showing.as_sent(step, draft.content))
    form.is_valid()
    note_faults(form, step, draft, draft.content)
    return form


def check(request: HttpRequest, door: Door, *, refusal: str = "", status: int = 200) -> HttpResponse:
    """Show all that was typed, each with its way to change it, and the one button that sends it."""
    if door.application.state != ApplicationState.DRAFT:
        return redirect(door.address("file"))
    draft = draft_of(door.application, on=legal_day(timezone.now()))
    page = {
        "door": door,
        "draft": draft,
        "parts": showing.parts_of(draft, door),
        "lacking": draft.first_lacking(),
        "refusal": refusal,
        "chamber": draft.application.chamber,
        "send": door.address("send"),
        "later": door.address("file"),
    }
    return render(request, "applications/check.html", page, status=status)


def send(request: HttpRequest, door: Door, at: dt.datetime) -> HttpResponse:
    """Send the draft; a second press on the button finds it sent, and sees the same page as the first."""
    try:
        draft = draft_of(door.application, on=legal_day(at))
        if door.application.state == ApplicationState.DRAFT and draft.first_lacking() is not None:
            return check(request, door, status=422)
        send_application(application=door.application, by=door.by, at=at)
    except ApplicationRefused as refusal:
        if read_again(door.application).state != ApplicationState.DRAFT:
            return redirect(door.address("file"))
        return check(request, door, refusal=str(refusal), status=422)
    except Refusal as refusal:
        return check(request, door, refusal=str(refusal), status=422)
    messages.success(request, _("Sent. Keep the number of your case: it stands below."))
    return redirect(door.address("file"))
