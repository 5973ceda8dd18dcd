"""Who signs in whose place: given and withdrawn by signatories, read by all of the territory."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hirfa.accounts.choices import Permission
from hirfa.accounts.models import Delegation
from hirfa.accounts.operations import delegate_signature, withdraw_delegation
from hirfa.accounts.permissions import may
from hirfa.accounts.queries import list_delegations
from hirfa.casework.permissions import can_view_cases
from hirfa.core.dates import legal_day
from hirfa.core.errors import Refusal
from hirfa.web.doors import SignedInRequest, refusals_shown_on, require
from hirfa.web.parts import Crumb

from .forms import DelegationForm
from .showing import act_labels
from .views import crumbs


@require_http_methods(["GET", "POST"])
def delegations(request: SignedInRequest) -> HttpResponse:
    """List the delegations of one's territory; a signatory gives one."""
    require(can_view_cases(request.user))
    gives, now = may(request.user, Permission.CASE_SIGN), timezone.now()
    form = DelegationForm(request.POST or None, giver=request.user) if gives else None
    if request.method == "POST":
        require(gives)
    if form is not None and form.is_valid():
        told = form.cleaned_data
        with refusals_shown_on(form):
            delegate_signature(
                giver=request.user,
                taker=told["taker"],
                acts=told["acts"],
                valid_from=told["valid_from"],
                valid_to=told["valid_to"],
                by=request.user,
                at=now,
            )
        if not form.errors:
            messages.success(request, _("Delegated: every act signed under it bears it."))
            return redirect("web:delegations")
    labels, today = act_labels(), legal_day(now)
    page = {
        "form": form,
        "given": [
            (each, [labels.get(act, act) for act in each.acts], each.holds_on(today), each.giver_id == request.user.pk)
            for each in list_delegations(user=request.user)
        ],
        "crumbs": [*crumbs(), Crumb(_("Delegations of signature"))],
    }
    return render(request, "cases/delegations.html", page, status=422 if form is not None and form.errors else 200)


@require_POST
def withdraw(request: SignedInRequest, delegation_id: uuid.UUID) -> HttpResponse:
    delegation = get_object_or_404(Delegation, pk=delegation_id, giver=request.user)
    require(may(request.user, Permission.CASE_SIGN))
    try:
        withdraw_delegation(delegation=delegation, by=request.user, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Withdrawn: nothing more is signed under it."))
    return redirect("web:delegations")
