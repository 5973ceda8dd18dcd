"""The door of whoever writes for a person who stands before them: an officer at a counter, the manager of a women's space.

They write the same form as the person would, and go the same way. They differ in whose applications they see.
"""

import uuid

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from hirfa.accounts.models import User
from hirfa.casework.choices import Channel
from hirfa.cooperatives.models import MemberApplication
from hirfa.cooperatives.permissions import can_apply_for_members
from hirfa.core.dates import legal_day
from hirfa.reference.models import Chamber
from hirfa.register.choices import ApplicationKind, ApplicationState
from hirfa.register.models import Application
from hirfa.register.operations import begin_application, content_of, open_application_file, renew_code
from hirfa.register.permissions import can_take_applications
from hirfa.web.doors import SignedInRequest, paginate, require
from hirfa.web.formats import day_text
from hirfa.web.parts import Cell, Column, Crumb, Table

from . import handing_in, writing
from .door import Door
from .following import follow
from .kinds import list_kinds
from .steps import draft_of
from .views import show_code


def find(request: SignedInRequest, application_id: uuid.UUID) -> Door:
    """Return the door to an application written at a counter of the user's territory, or for a member of the user's space.

    404 for another.
    """
    here = written_by(request.user)
    application = get_object_or_404(here.select_related("chamber__region", "holder"), pk=application_id)
    require(can_take_applications(request.user) or can_apply_for_members(request.user))
    open_application_file(application=application, by=request.user, at=timezone.now())
    return Door(application, request.user, for_another=True)


def written_by(user: User) -> QuerySet[Application]:
    """Return the applications that someone, or a colleague of theirs, writes for others."""
    if can_apply_for_members(user):
        return Application.objects.filter(member_application__in=MemberApplication.objects.managed_by(user))
    return Application.objects.visible_to(user).filter(channel=Channel.COUNTER)


def crumbs(user: User, *more: Crumb) -> list[Crumb]:
    if can_apply_for_members(user):
        return [Crumb(_("My space"), reverse("web:my_space")), *more]
    return [Crumb(_("Applications"), reverse("web:applications")), *more]


@never_cache
@require_safe
def drafts(request: SignedInRequest) -> HttpResponse:
    """List what was begun at the counter and is not sent, the last touched first."""
    require(can_take_applications(request.user))
    here = Application.objects.visible_to(request.user).filter(channel=Channel.COUNTER, state=ApplicationState.DRAFT)
    page = paginate(request, here.order_by("-touched_on", "-recorded_at"))
    rows = [
        [
            Cell(
                name_in(application) or _("No name yet"),
                url=reverse("web:application_file", kwargs={"application_id": application.pk}),
            ),
            Cell(application.get_kind_display()),
            Cell(day_text(legal_day(application.recorded_at))),
            Cell(day_text(application.touched_on)),
        ]
        for application in page.object_list
    ]
    table = Table(
        caption=_("Begun at the counter, not sent"),
        columns=[Column(_("Name")), Column(_("Kind")), Column(_("Begun on")), Column(_("Last touched on"))],
        rows=rows,
        page=page,
        empty=_("Nothing waits to be sent."),
        stacked=True,
    )
    return render(request, "applications/drafts.html", {"table": table, "crumbs": crumbs(request.user)})


def name_in(application: Application) -> str:
    """Return the name that was written so far, in the script that has it."""
    content = content_of(application=application)
    for names in (
        ("given_name_ar", "family_name_ar"),
        ("given_name_latin", "family_name_latin"),
        ("name_ar",),
        ("name_latin",),
        ("nia",),
    ):
        found = " ".join(content[name] for name in names if content.get(name))
        if found:
            return found
    return ""


@require_safe
def new(request: SignedInRequest) -> HttpResponse:
    require(can_take_applications(request.user))
    page = {
        "kinds": list_kinds(on=legal_day(timezone.now())),
        "crumbs": crumbs(request.user, Crumb(_("New application"))),
    }
    return render(request, "applications/new.html", page)


@never_cache
@require_http_methods(["GET", "POST"])
def start(request: SignedInRequest) -> HttpResponse:
    """Begin a draft for the chamber of the counter, and show the slip that the person takes home."""
    require(can_take_applications(request.user))
    kind = request.POST.get("kind", "")
    if request.method != "POST" or kind not in ApplicationKind.values:
        return redirect("web:application_new")
    application, code = begin_application(
        kind=ApplicationKind(kind),
        channel=Channel.COUNTER,
        language=get_language() or "ar",
        chamber=get_object_or_404(Chamber, pk=request.user.chamber_code),
        by=request.user,
        at=timezone.now(),
    )
    return show_code(request, Door(application, request.user, for_another=True), code)


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def step(request: SignedInRequest, application_id: uuid.UUID, slug: str) -> HttpResponse:
    return writing.answer_step(request, find(request, application_id), slug)


@never_cache
@require_safe
def check(request: SignedInRequest, application_id: uuid.UUID) -> HttpResponse:
    return writing.check(request, find(request, application_id))


@never_cache
@require_http_methods(["GET", "POST"])
def send(request: SignedInRequest, application_id: uuid.UUID) -> HttpResponse:
    door = find(request, application_id)
    if request.method != "POST":
        return redirect(door.address("check"))
    return writing.send(request, door, timezone.now())


@never_cache
@require_safe
def file(request: SignedInRequest, application_id: uuid.UUID) -> HttpResponse:
    """Show how far an application of the counter is, before and after it was sent."""
    door = find(request, application_id)
    today = legal_day(timezone.now())
    page: dict[str, object] = {
        "application": door.application,
        "door": door,
        "name": name_in(door.application),
        "followed": follow(door.application, on=today),
        "crumbs": crumbs(request.user, Crumb(door.application.get_kind_display())),
    }
    if door.application.state == ApplicationState.DRAFT:
        draft = draft_of(door.application, on=today)
        lacking = draft.first_lacking()
        page |= {
            "go_on": door.step(lacking) if lacking else door.address("check"),
            "done": sum(not draft.lacks(step) for step in draft.steps),
            "count": len(draft.steps),
        }
    return render(request, "applications/counter_file.html", page)


@never_cache
@require_http_methods(["GET", "POST"])
def pieces(request: SignedInRequest, application_id: uuid.UUID) -> HttpResponse:
    """Hand in what the chamber asked the person for."""
    return handing_in.answer_pieces(request, find(request, application_id))


@never_cache
@require_http_methods(["GET", "POST"])
def code(request: SignedInRequest, application_id: uuid.UUID) -> HttpResponse:
    """Print another slip: the code before opens nothing any more."""
    door = find(request, application_id)
    if request.method != "POST":
        return redirect(door.address("file"))
    fresh = renew_code(application=door.application, by=request.user, at=timezone.now())
    return show_code(request, door, fresh)
