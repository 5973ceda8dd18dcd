"""Sittings of a qualification commission: called, opinions noted case by case, closed with their minutes."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hirfa.casework.choices import Outcome
from hirfa.casework.models import Opinion, Sitting
from hirfa.casework.operations import call_sitting, close_sitting, give_opinion
from hirfa.casework.permissions import can_keep_sittings, can_view_cases
from hirfa.core.errors import Refusal
from hirfa.reference.models import Chamber
from hirfa.web.applications.uploads import keep_piece
from hirfa.web.doors import SignedInRequest, refusals_shown_on, require
from hirfa.web.formats import day_text
from hirfa.web.parts import Crumb

from .forms import MinutesForm, OpinionForm, SittingForm
from .showing import OPINIONS, act_labels
from .views import crumbs


@require_http_methods(["GET", "POST"])
def sittings(request: SignedInRequest) -> HttpResponse:
    """List the sittings of one's territory; those who keep them call one."""
    require(can_view_cases(request.user))
    keeps = can_keep_sittings(request.user) and request.user.chamber_code is not None
    form = SittingForm(request.POST or None, keeper=request.user) if keeps else None
    if request.method == "POST":
        require(keeps)
    if form is not None and form.is_valid():
        told = form.cleaned_data
        with refusals_shown_on(form):
            made = call_sitting(
                chamber=Chamber.objects.get(pk=request.user.chamber_code),
                held_on=told["held_on"],
                members=list(told["members"]),
                by=request.user,
                at=timezone.now(),
            )
        if not form.errors:
            messages.success(request, _("The sitting is called."))
            return redirect("web:sitting", sitting_id=made.pk)
    found = Sitting.objects.visible_to(request.user).select_related("chamber").order_by("-held_on")
    page = {"form": form, "sittings": found[:100], "crumbs": sitting_crumbs()}
    return render(request, "cases/sittings.html", page, status=422 if form is not None and form.errors else 200)


def find(request: SignedInRequest, sitting_id: uuid.UUID) -> Sitting:
    require(can_view_cases(request.user))
    return get_object_or_404(Sitting.objects.visible_to(request.user).select_related("chamber"), pk=sitting_id)


@require_safe
def sitting(request: SignedInRequest, sitting_id: uuid.UUID) -> HttpResponse:
    found = find(request, sitting_id)
    return render(request, "cases/sitting.html", page_of(request, found, MinutesForm()))


def page_of(request: SignedInRequest, found: Sitting, form: MinutesForm) -> dict[str, object]:
    acts = act_labels()
    return {
        "sitting": found,
        "members": found.members.order_by("username"),
        "opinions": [
            (each, acts.get(each.case.act, each.case.act), OPINIONS.get(each.outcome, ""))
            for each in found.opinions.select_related("case").order_by("case__number")
        ],
        "outcomes": [*OPINIONS.items()],
        "keeps": can_keep_sittings(request.user) and found.closed_at is None,
        "form": form,
        "crumbs": [*sitting_crumbs(), Crumb(day_text(found.held_on))],
    }


@require_POST
def opinion(request: SignedInRequest, sitting_id: uuid.UUID, opinion_id: int) -> HttpResponse:
    found = find(request, sitting_id)
    require(can_keep_sittings(request.user))
    given, form = get_object_or_404(Opinion, pk=opinion_id, sitting=found), OpinionForm(request.POST)
    if form.is_valid():
        with refusals_shown_on(form):
            outcome = Outcome(form.cleaned_data["outcome"])
            give_opinion(opinion=given, outcome=outcome, by=request.user, at=timezone.now())
    if form.errors:
        messages.error(request, " ".join(map(str, form.non_field_errors())) or _("Choose the opinion."))
    return redirect("web:sitting", sitting_id=found.pk)


@require_POST
def close(request: SignedInRequest, sitting_id: uuid.UUID) -> HttpResponse:
    """Close a sitting with its signed minutes, made anew before they are kept."""
    found = find(request, sitting_id)
    require(can_keep_sittings(request.user))
    form, now = MinutesForm(request.POST, request.FILES), timezone.now()
    if form.is_valid():
        try:
            kept, _pages = keep_piece(form.cleaned_data["minutes"], request.user, now)
            close_sitting(sitting=found, minutes=kept, by=request.user, at=now)
        except Refusal as refusal:
            form.add_error("minutes", str(refusal))
    if form.errors:
        return render(request, "cases/sitting.html", page_of(request, found, form), status=422)
    messages.success(request, _("The sitting is closed with its minutes."))
    return redirect("web:sitting", sitting_id=found.pk)


def sitting_crumbs() -> list[Crumb]:
    return [*crumbs(), Crumb(_("Sittings of the commission"), reverse("web:sittings"))]
