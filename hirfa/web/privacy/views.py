"""Personal data (law 09-08): what is held and why, for everybody; copies, readings and erasure, for those who answer."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hirfa.casework.models import Case
from hirfa.core.dates import legal_day
from hirfa.processes.permissions import can_erase_people, can_follow_reads, can_give_own_data
from hirfa.processes.personal_data.asked import CASE_OBSTACLES, erase_case_as_asked, list_case_obstacles
from hirfa.processes.personal_data.copying import CopyForm, give_own_data
from hirfa.processes.personal_data.erasing import OBSTACLES, erase_person, list_obstacles
from hirfa.processes.personal_data.reads import show_reads
from hirfa.processes.personal_data.retention import erase_expired, retention_due
from hirfa.reference.queries import get_act
from hirfa.register.choices import EntryKind, ErasureGround
from hirfa.register.models import Entry, EntryQuerySet
from hirfa.web.diary import VERBS
from hirfa.web.doors import SignedInRequest, refusals_shown_on, require
from hirfa.web.formats import language, number_text
from hirfa.web.parts import Crumb

from . import showing
from .forms import CaseNumberForm, EraseForm, NumberForm, OwnDataForm, SureForm

MOST_AT_ONCE = 200  # of a kind, while somebody waits for the page; `hirfa run_due` does the rest
TYPES = {CopyForm.PDF: "application/pdf", CopyForm.JSON: "application/json"}


@login_not_required
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Print what is held of people, why, on which basis and how long, and whom to ask."""
    tables = showing.privacy_tables(on=legal_day(timezone.now()))
    return render(request, "privacy/privacy.html", {"tables": tables, "crumbs": [Crumb(_("Your personal data"))]})


@sensitive_post_parameters("nia")
@require_http_methods(["GET", "POST"])
def desk(request: SignedInRequest) -> HttpResponse:
    """Lead to a person by the craft number; whoever erases sees what is due."""
    require(can_give_own_data(request.user))
    form = NumberForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        found = _entries(request).filter(holder__nia=form.cleaned_data["nia"]).first()
        if found is not None:
            return redirect("web:rights_person", entry_id=found.pk)
        form.add_error("nia", _("No person of your territory has this number."))
    return _desk(request, form, CaseNumberForm())


@require_POST
def find_case(request: SignedInRequest) -> HttpResponse:
    """Lead to a case by its number: people who were not accepted have no craft number."""
    require(can_erase_people(request.user))
    form = CaseNumberForm(request.POST)
    if form.is_valid():
        found = Case.objects.visible_to(request.user).filter(number=form.cleaned_data["number"]).first()
        if found is not None:
            return redirect("web:rights_case", case_id=found.pk)
        form.add_error("number", _("No case of your territory has this number."))
    return _desk(request, NumberForm(), form)


def _desk(request: SignedInRequest, form: NumberForm, case_form: CaseNumberForm) -> HttpResponse:
    today = legal_day(timezone.now())
    may_erase = can_erase_people(request.user)
    page = {
        "form": form,
        "case_form": case_form if may_erase else None,
        "due": showing.due_table(retention_due(today), on=today) if may_erase else None,
        "crumbs": [Crumb(_("Personal data"))],
    }
    return render(request, "privacy/desk.html", page, status=422 if form.errors or case_form.errors else 200)


@require_http_methods(["GET", "POST"])
def case(request: SignedInRequest, case_id: uuid.UUID) -> HttpResponse:
    """Show what stands against erasing a case of somebody who was not accepted, or erase it. No name."""
    require(can_erase_people(request.user))
    found = get_object_or_404(Case.objects.visible_to(request.user), pk=case_id)
    form = SureForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_shown_on(form):
            erase_case_as_asked(case=found, by=request.user, at=timezone.now())
        if not form.errors:
            messages.success(request, _("What was sent with this case is erased. Its number and the diary stay."))
            return redirect("web:rights_case", case_id=found.pk)
    page = {
        "case": found,
        "act": get_act(found.act, on=found.received_on).label,
        "obstacles": [CASE_OBSTACLES[word] for word in list_case_obstacles(found, on=legal_day(timezone.now()))],
        "form": form,
        "crumbs": [Crumb(_("Personal data"), reverse("web:rights")), Crumb(found.number)],
    }
    return render(request, "privacy/case.html", page, status=422 if form.errors else 200)


@require_POST
def erase_due(request: SignedInRequest) -> HttpResponse:
    """Erase what is due, a part at a time: the table says what is left."""
    require(can_erase_people(request.user))
    done = erase_expired(by=request.user, at=timezone.now(), most=MOST_AT_ONCE)
    messages.success(request, _("Erased: %(count)s.") % {"count": number_text(sum(done.values()))})
    return redirect("web:rights")


@require_safe
def person(request: SignedInRequest, entry_id: uuid.UUID) -> HttpResponse:
    """Show what can be done for a person: a copy; who read the file; erasure, or what stands against it. No name."""
    entry = _find(request, entry_id)
    require(can_give_own_data(request.user))
    return render(request, "privacy/person.html", _page(request, entry, EraseForm()))


@require_POST
def copy(request: SignedInRequest, entry_id: uuid.UUID) -> HttpResponse:
    """Give a person's copy as a file, and record it."""
    entry = _find(request, entry_id)
    require(can_give_own_data(request.user))
    form = OwnDataForm(request.POST)
    if not form.is_valid():
        return render(request, "privacy/person.html", _page(request, entry, EraseForm(), form), status=422)
    kind = CopyForm(form.cleaned_data["form"])
    content = give_own_data(
        person=entry.holder.person,
        form=kind,
        language=form.cleaned_data["language"],
        verbs=VERBS,
        by=request.user,
        at=timezone.now().replace(microsecond=0),  # a PDF's date of creation has whole seconds
    )
    answer = HttpResponse(content, content_type=TYPES[kind])
    answer["Content-Disposition"] = f'attachment; filename="own-data.{kind}"'
    answer["Cache-Control"] = "no-store"
    return answer


@require_POST
def erase(request: SignedInRequest, entry_id: uuid.UUID) -> HttpResponse:
    """Erase what names a person, where the law allows it."""
    entry = _find(request, entry_id)
    require(can_erase_people(request.user))
    form = EraseForm(request.POST)
    if form.is_valid():
        ground = ErasureGround(form.cleaned_data["ground"])
        with refusals_shown_on(form):
            erase_person(holder=entry.holder, ground=ground, by=request.user, at=timezone.now())
    if form.errors:
        return render(request, "privacy/person.html", _page(request, entry, form), status=422)
    messages.success(request, _("What named this person is erased. The number stays used, the diary stays whole."))
    return redirect("web:rights_person", entry_id=entry.pk)


def _entries(request: SignedInRequest) -> EntryQuerySet:
    people = Entry.objects.visible_to(request.user).filter(kind=EntryKind.ARTISAN)
    return people.select_related("holder__person")


def _find(request: SignedInRequest, entry_id: uuid.UUID) -> Entry:
    """Return an entry of the user's territory; 404 for another."""
    return get_object_or_404(_entries(request), pk=entry_id)


def _page(
    request: SignedInRequest, entry: Entry, erase_form: EraseForm, copy_form: OwnDataForm | None = None
) -> dict[str, object]:
    now, found = timezone.now(), entry.holder.person
    may_erase = can_erase_people(request.user)
    obstacles = list_obstacles(found, on=legal_day(now)) if may_erase else []
    follows = can_follow_reads(request.user)
    return {
        "entry": entry,
        "erased_at": found.erased_at,
        "copy_form": copy_form or OwnDataForm(initial={"language": language()}),
        "reads": showing.reads_table(show_reads(person=found, by=request.user, at=now)) if follows else None,
        "may_erase": may_erase,
        "obstacles": [OBSTACLES[word] for word in obstacles],
        "erase_form": erase_form,
        "crumbs": [Crumb(_("Personal data"), reverse("web:rights")), Crumb(entry.holder.nia or "")],
    }
