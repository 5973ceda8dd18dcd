"""The page of a women's space: whom it serves, what became of their applications, and the way to begin one."""

import uuid

from django.db.models import F, Max, Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from hirfa.cooperatives.models import MemberApplication, SpaceBeneficiary, WomenSpace
from hirfa.cooperatives.operations import begin_member_application
from hirfa.cooperatives.permissions import can_apply_for_members
from hirfa.cooperatives.queries import find_holder
from hirfa.cooperatives.rules import member_kind
from hirfa.core.dates import legal_day
from hirfa.register.choices import ApplicationState
from hirfa.register.models import holding_on
from hirfa.web.doors import SignedInRequest, paginate, refusals_shown_on, require
from hirfa.web.formats import day_text
from hirfa.web.parts import Cell, Column, Crumb, Table

from .counter import name_in
from .door import Door
from .forms import MemberForm
from .views import show_code

TONES = {
    ApplicationState.DRAFT: "warning",
    ApplicationState.SENT: "neutral",
    ApplicationState.ADMITTED: "valid",
    ApplicationState.REFUSED: "refused",
    ApplicationState.WITHDRAWN: "neutral",
    ApplicationState.ABANDONED: "neutral",
}


@never_cache
@require_safe
def members(request: SignedInRequest) -> HttpResponse:
    """List those whom the manager's space serves today, whoever applied last first, with what became of it."""
    require(can_apply_for_members(request.user))
    space = WomenSpace.objects.managed_by(request.user).first()
    if space is None:
        return render(request, "applications/no_space.html", {"crumbs": [Crumb(_("My space"))]})
    applied = MemberApplication.objects.select_related("application").order_by("-application__recorded_at")
    served = (
        SpaceBeneficiary.objects.managed_by(request.user)
        .filter(holding_on(legal_day(timezone.now())))
        .select_related("holder", "trade")
        .prefetch_related(Prefetch("applications", applied))
        .annotate(last=Max("applications__application__touched_on"))
    )
    page = paginate(request, served.order_by(F("last").desc(nulls_last=True), "-valid_from", "pk"))
    table = Table(
        caption=_("Whom the space serves"),
        columns=[Column(_("Name")), Column(_("Trade")), Column(_("Since")), Column(_("Application"))],
        rows=[_row(member) for member in page.object_list],
        page=page,
        empty=_("Nobody is recorded as served by this space."),
        stacked=True,
    )
    return render(
        request, "applications/space.html", {"space": space, "table": table, "crumbs": [Crumb(_("My space"))]}
    )


def _row(member: SpaceBeneficiary) -> list[Cell]:
    """Her name as she wrote it in her application; else her number in the register, or that she is not in it."""
    last = next((each.application for each in member.applications.all()), None)
    address = reverse("web:member_begin", kwargs={"member_id": member.pk})
    name: str = name_in(last) if last else ""
    if last and last.state in {ApplicationState.DRAFT, ApplicationState.SENT}:
        address = reverse("web:application_file", kwargs={"application_id": last.pk})
    if not name and member.holder is not None:
        name = member.holder.nia or ""
    return [
        Cell(name or _("Not in the register yet"), url=address, ltr=bool(name) and name.isdigit()),
        Cell(member.trade.label if member.trade else _("Not told"), second=member.get_kind_display()),
        Cell(day_text(member.valid_from)),
        Cell(last.get_state_display(), state=TONES[ApplicationState(last.state)]) if last else Cell("—"),
    ]


@never_cache
@require_http_methods(["GET", "POST"])
def begin(request: SignedInRequest, member_id: uuid.UUID) -> HttpResponse:
    """Say what she may apply for, or begin it for her and show the slip that she takes home."""
    served = SpaceBeneficiary.objects.managed_by(request.user).select_related("holder", "trade", "space")
    member = get_object_or_404(served, pk=member_id)
    require(can_apply_for_members(request.user))
    holder = find_holder(member)
    form = MemberForm(
        request.POST if request.method == "POST" else None,
        initial={"language": get_language() or "ar"},
        is_known=holder is not None,
    )
    if form.is_valid():
        with refusals_shown_on(form):
            application, code = begin_member_application(
                member=member,
                language=form.cleaned_data["language"],
                nia=form.cleaned_data.get("nia", ""),
                by=request.user,
                at=timezone.now(),
            )
            return show_code(request, Door(application, request.user, for_another=True), code)
    last = member.applications.select_related("application").order_by("-application__recorded_at").first()
    page = {
        "member": member,
        "form": form,
        "holder": holder,
        "kind": member_kind(is_registered=holder is not None),
        "last": last.application if last else None,
        "crumbs": [Crumb(_("My space"), reverse("web:my_space")), Crumb(_("New application"))],
    }
    return render(request, "applications/member.html", page, status=422 if form.errors else 200)
