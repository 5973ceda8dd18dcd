"""Log-in, log-out, and the page that says in words who one is here."""

from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hirfa.accounts.choices import Permission, Role
from hirfa.accounts.operations import note_login
from hirfa.accounts.permissions import may
from hirfa.accounts.rules import DESCRIPTIONS
from hirfa.web.doors import SignedInRequest

from .forms import LoginForm
from .territory import territory_of


@sensitive_post_parameters("password")
@login_not_required
@require_http_methods(["GET", "POST"])
def log_in(request: HttpRequest) -> HttpResponse:
    form = LoginForm(request, request.POST or None)
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    if form.is_valid() and form.user is not None:
        login(request, form.user)
        note_login(user=form.user, at=timezone.now())
        safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
        return redirect(wanted if safe else reverse("web:account"))
    return render(request, "accounts/login.html", {"form": form, "next": wanted})


@login_not_required
@require_POST
def log_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return redirect("web:home")


@require_safe
def account(request: SignedInRequest) -> HttpResponse:
    user = request.user
    held = [permission.label for permission in Permission if may(user, permission)]
    return render(
        request,
        "accounts/account.html",
        {
            "role": Role(user.role).label,
            "role_description": _(DESCRIPTIONS[Role(user.role)]),
            "territory": territory_of(user),
            "held": held,
            "may_import": may(user, Permission.REGISTER_IMPORT),
        },
    )
