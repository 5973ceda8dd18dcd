"""Whose file a browser has open: its id in the session, never its code in an address."""

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, Final, ParamSpec

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from hirfa.register.models import Application

BY: Final = "applicant"  # what the diary calls whoever holds the code
_KEY: Final = "application"
P = ParamSpec("P")


def keep_open(request: HttpRequest, application: Application) -> None:
    """Open a file in this browser. The session gets a new key: one that was planted before opens nothing."""
    request.session.cycle_key()
    request.session[_KEY] = str(application.pk)


def close(request: HttpRequest) -> None:
    """Forget the file on this device."""
    request.session.pop(_KEY, None)
    request.session.cycle_key()


def find_own(request: HttpRequest) -> Application | None:
    """Return the application that this browser has open."""
    held = request.session.get(_KEY)
    if held is None:
        return None
    return Application.objects.select_related("chamber__region", "holder").filter(pk=uuid.UUID(held)).first()


def with_own_file(
    view: Callable[Concatenate[HttpRequest, Application, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Hand the open file to a page; whoever has none open is asked for a code. What the page holds is kept by no cache."""

    @login_not_required
    @never_cache
    @sensitive_post_parameters()
    @wraps(view)
    def inner(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        application = find_own(request)
        if application is None:
            return redirect("web:apply_return")
        return view(request, application, *args, **kwargs)

    return inner
