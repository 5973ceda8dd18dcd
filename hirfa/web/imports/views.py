"""A chamber's file is sent; the worker loads it; the page polls how far it is and shows what became of the lines."""

import csv
import io
import uuid
from dataclasses import replace
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hirfa.accounts.choices import Permission
from hirfa.accounts.permissions import may
from hirfa.audit.operations import actor_text
from hirfa.core.errors import Refusal
from hirfa.core.ids import new_id
from hirfa.documents.operations import FileNotKept, store_file
from hirfa.documents.rules import shown_name
from hirfa.jobs.choices import JobState
from hirfa.jobs.models import Job
from hirfa.jobs.tasks import start_job
from hirfa.reference.models import Chamber
from hirfa.register.delivery.faults import FileRefused
from hirfa.register.delivery.readers import read_sheet
from hirfa.register.models import SourceFile
from hirfa.register.permissions import can_import_register, can_open_person
from hirfa.register.queries import list_hits, list_known_cins
from hirfa.register.tasks import KIND
from hirfa.web.doors import SignedInRequest, paginate, require
from hirfa.web.parts import Crumb
from hirfa.web.register.showing import hits_table
from hirfa.web.sector.listing import BOM, safe_cell

from . import showing
from .forms import ImportForm

ENDED = frozenset({JobState.DONE, JobState.REFUSED, JobState.FAILED})


def chambers_of(request: SignedInRequest) -> list[Chamber]:
    """Return the chambers whose file this person may load."""
    chambers = Chamber.objects.order_by("code")
    return [chamber for chamber in chambers if can_import_register(request.user, chamber)]


@require_http_methods(["GET", "POST"])
def imports(request: SignedInRequest) -> HttpResponse:
    require(may(request.user, Permission.REGISTER_IMPORT))
    chambers = chambers_of(request)
    form = ImportForm(request.POST or None, request.FILES or None, chambers=chambers)
    if form.is_valid():
        try:
            return redirect("web:import_job", job_id=send(request, form).pk)
        except FileNotKept as refusal:
            form.add_error("file", unreadable(form.cleaned_data["file"]) or str(refusal))
        except Refusal as refusal:
            form.add_error("file", str(refusal))
    page = {
        "form": form,
        "sent": showing.sent_table(request, chambers),
        "table": showing.delivered_table(request, chambers),
        "crumbs": [Crumb(_("Load a file"))],
    }
    return render(request, "imports/imports.html", page, status=422 if form.errors else 200)


def unreadable(upload: "UploadedFile[Any]") -> str:
    """Return what the register's reader says of a file that is not even kept; "" when it could read it."""
    upload.seek(0)
    try:
        read_sheet(upload.read())
    except FileRefused as refusal:
        return str(refusal)
    return ""


def send(request: SignedInRequest, form: ImportForm) -> Job:
    """Keep the file sealed and ask the worker to load it. Cut off between the two, the file is kept and never read."""
    upload, at = form.cleaned_data["file"], timezone.now()
    content, name = upload.read(), shown_name(upload.name or "")
    stored = store_file(content=content, name=name, by=request.user, at=at)
    parameters = {
        "file": str(stored.pk),
        "name": name,
        "chamber": form.cleaned_data["chamber"],
        "strict": form.cleaned_data["strict"],
        "by": actor_text(request.user),
        "faults": f"{new_id()}.csv",
    }
    return start_job(kind=KIND, parameters=parameters, by=request.user, at=at)


def find(request: SignedInRequest, job_id: uuid.UUID) -> Job:
    """Return a job of loading that this person might have asked for; 404 for another."""
    job = get_object_or_404(Job, pk=job_id, kind=KIND)
    chamber = get_object_or_404(Chamber, pk=job.parameters["chamber"])
    if not can_import_register(request.user, chamber):
        raise Http404
    return job


@require_safe
def progress(request: SignedInRequest, job_id: uuid.UUID) -> HttpResponse:
    """Show how far a job is; asked again by htmx every second until it ends."""
    job = find(request, job_id)
    ended = job.state in ENDED
    lines = showing.faulty_lines(job) if ended else []
    page = {
        "job": job,
        "ended": ended,
        "tone": showing.TONES.get(JobState(job.state), "neutral"),
        "counts": showing.counts_of(job),
        "said": showing.refusal_of(job),
        "faults": showing.faults_table(job, lines) if lines else None,
        "crumbs": [Crumb(_("Load a file"), reverse("web:imports")), Crumb(job.parameters["name"])],
    }
    template = "imports/state.html" if request.htmx else "imports/job.html"  # type: ignore[attr-defined]
    return render(request, template, page)


@require_safe
def known_cins(request: SignedInRequest, file_id: uuid.UUID) -> HttpResponse:
    """List the people of a loaded file whose CIN another bears too, for whoever may open files in that territory."""
    file = get_object_or_404(SourceFile.objects.delivered().select_related("chamber"), pk=file_id)
    if not can_import_register(request.user, file.chamber):
        raise Http404
    require(can_open_person(request.user))
    people = paginate(request, list_known_cins(file), per_page=50)
    table = replace(
        hits_table(list_hits(list(people.object_list), user=request.user), purpose="", most=people.paginator.per_page),
        caption=_("A CIN that another person bears too: compare the two files"),
        page=people,
        total=None,
        empty=_("No line of this file has a CIN that another person bears."),
    )
    crumbs = [Crumb(_("Load a file"), reverse("web:imports")), Crumb(file.name)]
    return render(request, "imports/known_cins.html", {"file": file, "table": table, "crumbs": crumbs})


@require_safe
def faults(request: SignedInRequest, job_id: uuid.UUID) -> HttpResponse:
    """Return every faulty line as CSV, each cell kept from being a formula."""
    lines = showing.faults_in_words(showing.faulty_lines(find(request, job_id)))
    out = io.StringIO()
    csv.writer(out).writerows([showing.headings(), *([safe_cell(cell) for cell in line] for line in lines)])
    answer = HttpResponse(BOM + out.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="faulty-lines.csv"'
    return answer
