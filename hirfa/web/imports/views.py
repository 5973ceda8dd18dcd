"""A chamber's file is sent; the worker loads it; the page polls how far it is and shows what became of the lines."""

import csv
import io
import json
import uuid
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hirfa.accounts.choices import Permission
from hirfa.accounts.permissions import may
from hirfa.audit.operations import actor_text
from hirfa.core.errors import Refusal
from hirfa.core.ids import new_id
from hirfa.documents.models import StoredFile
from hirfa.documents.operations import FileNotKept, store_file
from hirfa.documents.queries import get_content
from hirfa.jobs.choices import JobState
from hirfa.jobs.models import Job
from hirfa.jobs.tasks import start_job
from hirfa.reference.models import Chamber
from hirfa.register.delivery.faults import FileRefused
from hirfa.register.delivery.readers import read_sheet
from hirfa.register.models import SourceFile
from hirfa.register.permissions import can_import_register
from hirfa.register.tasks import KIND
from hirfa.web.doors import SignedInRequest, paginate, require
from hirfa.web.formats import moment_text, number_text
from hirfa.web.parts import Cell, Column, Crumb, Download, Table
from hirfa.web.sector.listing import BOM, safe_cell

from .forms import ImportForm

FAULTS_SHOWN = 100
ENDED = frozenset({JobState.DONE, JobState.REFUSED, JobState.FAILED})
TONES = {JobState.DONE: "valid", JobState.REFUSED: "refused", JobState.FAILED: "refused"}


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
    page = {"form": form, "table": delivered(request, chambers), "crumbs": [Crumb(_("Load a file"))]}
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
    content = upload.read()
    stored = store_file(content=content, name=upload.name or "", by=request.user, at=at)
    parameters = {
        "file": str(stored.pk),
        "name": upload.name or "",
        "chamber": form.cleaned_data["chamber"],
        "strict": form.cleaned_data["strict"],
        "language": get_language() or "ar",
        "by": actor_text(request.user),
        "faults": f"{new_id()}.csv",
    }
    return start_job(kind=KIND, parameters=parameters, by=request.user, at=at)


def delivered(request: SignedInRequest, chambers: list[Chamber]) -> Table:
    """Return the files that were delivered by these chambers, the newest first."""
    files = (
        SourceFile.objects.delivered()
        .filter(chamber__in=chambers)
        .select_related("chamber")
        .order_by("-received_at", "-pk")
    )
    page = paginate(request, files, per_page=20)
    counted = ("read", "loaded", "unchanged", "refused")
    rows = [
        [
            Cell(file.name),
            Cell(file.chamber),
            Cell(moment_text(file.received_at)),
            *(Cell(number_text(file.counts[key]) if key in file.counts else "", numeric=True) for key in counted),
            Cell(file.get_state_display(), state="valid" if file.state == "LOADED" else "neutral"),
        ]
        for file in page.object_list
    ]
    columns = [Column(_("File")), Column(_("Chamber")), Column(_("Received on"))]
    numbers = [_("Lines read"), _("Lines loaded"), _("Lines already known"), _("Lines refused")]
    return Table(
        caption=_("Delivered files"),
        columns=[*columns, *(Column(label, numeric=True) for label in numbers), Column(_("State"))],
        rows=rows,
        page=page,
        empty=_("No file was loaded yet."),
    )


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
    lines = faulty_lines(job) if ended else []
    page = {
        "job": job,
        "ended": ended,
        "tone": TONES.get(JobState(job.state), "neutral"),
        "counts": counts_of(job),
        "faults": faults_table(job, lines) if lines else None,
        "crumbs": [Crumb(_("Load a file"), reverse("web:imports")), Crumb(job.parameters["name"])],
    }
    template = "imports/state.html" if request.htmx else "imports/job.html"  # type: ignore[attr-defined]
    return render(request, template, page)


def counts_of(job: Job) -> list[tuple[str, int]]:
    """Return what became of the lines, in words, and how the register moved."""
    if job.state != JobState.DONE:
        return []
    counts = json.loads(job.message)
    labels = {
        "read": _("Lines read"),
        "loaded": _("Lines loaded"),
        "unchanged": _("Lines already known"),
        "refused": _("Lines refused"),
        "flagged": _("Loaded with a CIN already known, to be looked at"),
        "before": _("Artisans in force before"),
        "after": _("Artisans in force now"),
    }
    return [(label, counts[key]) for key, label in labels.items()]


def faulty_lines(job: Job) -> list[list[str]]:
    """Return line, column, reason and value of each fault, as the work kept them."""
    file = StoredFile.objects.filter(name=job.parameters["faults"]).first()
    if file is None:
        return []
    return list(csv.reader(io.StringIO(get_content(file).decode())))


def headings() -> list[str]:
    return [_("Line"), _("Column"), _("Reason"), _("Value")]


def faults_table(job: Job, lines: list[list[str]]) -> Table:
    rows = [
        [Cell(line, numeric=True), Cell(column), Cell(reason), Cell(value, ltr=value.isascii())]
        for line, column, reason, value in lines[:FAULTS_SHOWN]
    ]
    names = headings()
    return Table(
        caption=_("Faulty lines: they were not loaded. Mend them and send the file again."),
        columns=[Column(names[0], numeric=True), *(Column(name) for name in names[1:])],
        rows=rows,
        total=len(lines),
        stacked=True,
        downloads=[Download(_("Download (CSV)"), reverse("web:import_faults", kwargs={"job_id": job.pk}))],
    )


@require_safe
def faults(request: SignedInRequest, job_id: uuid.UUID) -> HttpResponse:
    """Return every faulty line as CSV, each cell kept from being a formula."""
    lines = faulty_lines(find(request, job_id))
    out = io.StringIO()
    csv.writer(out).writerows([headings(), *([safe_cell(cell) for cell in line] for line in lines)])
    answer = HttpResponse(BOM + out.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="faulty-lines.csv"'
    return answer
