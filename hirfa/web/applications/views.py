"""The person's own door: choose, begin, come back with a code, write step by step, send."""

from typing import Final

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hirfa.casework.choices import Channel
from hirfa.core.dates import legal_day
from hirfa.core.throttle import allows, client_address
from hirfa.register.choices import ApplicationKind, ApplicationState
from hirfa.register.models import Application
from hirfa.register.operations import begin_application, resume_key
from hirfa.web.parts import Crumb

from . import own, writing
from .door import Door
from .forms import CodeForm
from .kinds import list_kinds
from .own import BY, with_own_file
from .steps import draft_of
from .terms import known_on, terms_of

# An address may be that of a cyber-cafe, or of all the telephones of a town.
STARTS_AN_HOUR: Final = 100
CODES: Final = 20
CODES_SECONDS: Final = 300


def door_of(application: Application) -> Door:
    return Door(application, BY)


@login_not_required
@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """Show the four kinds, what each asks for, and what registering brings and costs."""
    return render(request, "applications/choose.html", page_of_kinds(request))


def page_of_kinds(request: HttpRequest) -> dict[str, object]:
    today = legal_day(timezone.now())
    return {
        "kinds": list_kinds(on=today),
        "terms": terms_of(ApplicationKind.ARTISAN, Channel.SELF, known_on(ApplicationKind.ARTISAN, today)),
        "open_file": own.find_own(request),
        "crumbs": [Crumb(_("Register as an artisan"))],
    }


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Begin a draft and show its code, this once: the answer is the only place where it ever stands."""
    kind = request.POST.get("kind", "")
    if request.method != "POST" or kind not in ApplicationKind.values:
        return redirect("web:apply")
    if not allows(what="application-start", who=client_address(request), limit=STARTS_AN_HOUR, seconds=3600):
        page = page_of_kinds(request) | {"too_often": True}
        return render(request, "applications/choose.html", page, status=429)
    application, code = begin_application(
        kind=ApplicationKind(kind),
        channel=Channel.SELF,
        language=get_language() or "ar",
        chamber=None,
        by=BY,
        at=timezone.now(),
    )
    own.keep_open(request, application)
    return show_code(request, door_of(application), code)


def show_code(request: HttpRequest, door: Door, code: str) -> HttpResponse:
    application = door.application
    go_on = door.address("file")
    if application.state == ApplicationState.DRAFT:
        draft = draft_of(application, on=legal_day(timezone.now()))
        first = draft.first_lacking()
        go_on = door.step(first) if first else door.address("check")
    page = {
        "door": door,
        "application": application,
        "code": " ".join(code[place : place + 4] for place in range(0, len(code), 4)),
        "go_on": go_on,
    }
    return render(request, "applications/code.html", page)


@login_not_required
@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
def come_back(request: HttpRequest) -> HttpResponse:
    """Open a file with its code. Whoever guesses learns nothing, and not often."""
    form = CodeForm(request.POST or None)
    status = 200
    if request.method == "POST":
        if not allows(what="application-code", who=client_address(request), limit=CODES, seconds=CODES_SECONDS):
            form.add_error(
                None, _("Too many codes were tried from your connection. Wait five minutes, then try again.")
            )
            status = 429
        elif form.is_valid():
            key = resume_key(code=form.cleaned_data["code"])
            application = Application.objects.filter(resume_key=key).first()
            if application is not None:
                own.keep_open(request, application)
                return redirect("web:apply_file")
            form.add_error("code", _("No file opens with this code: look at each sign again."))
        status = status if status != 200 else 422
    page = {"form": form, "crumbs": [Crumb(_("Come back to a file"))]}
    return render(request, "applications/return.html", page, status=status)


@with_own_file
@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, application: Application, slug: str) -> HttpResponse:
    return writing.answer_step(request, door_of(application), slug)


@with_own_file
@require_safe
def check(request: HttpRequest, application: Application) -> HttpResponse:
    return writing.check(request, door_of(application))


@with_own_file
@require_http_methods(["GET", "POST"])
def send(request: HttpRequest, application: Application) -> HttpResponse:
    """Send the draft. An address that is only read (a change of language) leads to the page before it."""
    if request.method != "POST":
        return redirect("web:apply_check")
    return writing.send(request, door_of(application), timezone.now())


@login_not_required
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    own.close(request)
    return redirect("web:home")
