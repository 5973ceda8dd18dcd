"""Who manages a women's space: appointed and ended by whoever answers for the territory, kept with their days."""

import uuid

from django.contrib import messages
from django.db.models import Count, Prefetch, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hirfa.cooperatives.models import SpaceManagement, WomenSpace
from hirfa.cooperatives.operations import appoint_space_manager, end_space_manager
from hirfa.cooperatives.permissions import can_appoint_managers
from hirfa.cooperatives.queries import find_account_for, list_managements
from hirfa.core.errors import Refusal
from hirfa.register.searching import nia_typed
from hirfa.web.doors import SignedInRequest, paginate, refusals_shown_on, require
from hirfa.web.parts import Cell, Column, Crumb, Table

from .forms import ManagerForm


def find(request: SignedInRequest, space_id: uuid.UUID) -> WomenSpace:
    """Return a space of the user's territory; 404 for another. Raises PermissionDenied for who appoints nobody."""
    found = WomenSpace.objects.visible_to(request.user).select_related("province")
    space = get_object_or_404(found, pk=space_id)
    require(can_appoint_managers(request.user))
    return space


def crumbs(*more: Crumb) -> list[Crumb]:
    return [Crumb(_("Managers of spaces"), reverse("web:all_space_managers")), *more]


@never_cache
@require_safe
def overview(request: SignedInRequest) -> HttpResponse:
    """List the open spaces of the territory with who manages them, those that nobody manages first."""
    require(can_appoint_managers(request.user))
    in_office = SpaceManagement.objects.in_office().select_related("user").order_by("recorded_at")
    spaces = (
        WomenSpace.objects.visible_to(request.user)
        .filter(closed_on__isnull=True)
        .select_related("province")
        .prefetch_related(Prefetch("managements", in_office))
        .annotate(managers=Count("managements", filter=Q(managements__ended_at__isnull=True)))
    )
    page = paginate(request, spaces.order_by("managers", "code"))
    table = Table(
        caption=_("Open women's spaces, those without a manager first"),
        columns=[Column(_("Women's space")), Column(_("Province")), Column(_("Managers"))],
        rows=[_row(space) for space in page.object_list],
        page=page,
        empty=_("No women's space is open in this territory."),
        stacked=True,
    )
    return render(
        request, "cooperatives/all_managers.html", {"table": table, "crumbs": [Crumb(_("Managers of spaces"))]}
    )


def _row(space: WomenSpace) -> list[Cell]:
    names = [each.user.full_name or each.user.username for each in space.managements.all()]
    return [
        Cell(space.name, url=reverse("web:space_managers", args=[space.pk])),
        Cell(space.province.label),
        Cell(_(", ").join(names)) if names else Cell(_("Nobody"), state="warning"),
    ]


@never_cache
@require_http_methods(["GET", "POST"])
def managers(request: SignedInRequest, space_id: uuid.UUID) -> HttpResponse:
    """List who manages a space and who did; appoint another."""
    space = find(request, space_id)
    form = ManagerForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        typed = form.cleaned_data["login"]
        user = find_account_for(space, typed=typed)
        if user is None:
            form.add_error("login", _no_account(typed))
        else:
            with refusals_shown_on(form):
                appoint_space_manager(user=user, space=space, by=request.user, at=timezone.now())
        if not form.errors:
            messages.success(request, _("Appointed: this account now applies for those whom the space serves."))
            return redirect("web:space_managers", space_id=space.pk)
    page = {
        "space": space,
        "form": form if space.closed_on is None else None,
        "managements": list_managements(space),
        "crumbs": crumbs(Crumb(space.name)),
    }
    return render(request, "cooperatives/managers.html", page, status=422 if form.errors else 200)


def _no_account(typed: str) -> str:
    """Say that there is none: an artisan of the register has no account by being in it."""
    if nia_typed(typed) is not None:
        return _(
            "No account of this territory bears this craft number as its log-in. Being in the register gives no account:"
            " the administrator opens one, of a manager of a women's space."
        )
    return _(
        "No account of this territory has this log-in. Read it again, or ask the administrator to open one, of a manager"
        " of a women's space."
    )


@require_POST
def end(request: SignedInRequest, space_id: uuid.UUID, management_id: uuid.UUID) -> HttpResponse:
    space = find(request, space_id)
    management = get_object_or_404(SpaceManagement, pk=management_id, space=space)
    try:
        end_space_manager(management=management, by=request.user, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Ended: this account sees nothing of the space any more."))
    return redirect("web:space_managers", space_id=space.pk)
