"""Deliveries as their pages show them: what was sent, what became of it, what was wrong with it, in the reader's language."""

import csv
import io
import json
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hirfa.documents.models import StoredFile
from hirfa.documents.queries import get_content
from hirfa.jobs.choices import JobState
from hirfa.jobs.models import Job
from hirfa.reference.models import Chamber
from hirfa.register.delivery.columns import COLUMN_LABELS
from hirfa.register.delivery.faults import REASONS
from hirfa.register.models import SourceFile
from hirfa.register.tasks import KIND
from hirfa.web.doors import SignedInRequest, paginate
from hirfa.web.formats import moment_text, number_text
from hirfa.web.parts import Cell, Column, Download, Table

FAULTS_SHOWN: Final = 100
SENT_SHOWN: Final = 20
TONES: Final = {JobState.DONE: "valid", JobState.REFUSED: "refused", JobState.FAILED: "refused"}
_COUNTED: Final = ("read", "loaded", "unchanged", "refused")


def sent_table(request: SignedInRequest, chambers: list[Chamber]) -> Table:
    """Return the last files sent from this page for these chambers, refused ones too; each leads to what became of it."""
    labels = {chamber.code: str(chamber) for chamber in chambers}
    jobs = Job.objects.filter(kind=KIND, parameters__chamber__in=list(labels)).order_by("-asked_at", "-pk")[:SENT_SHOWN]
    rows = [
        [
            Cell(job.parameters["name"], url=reverse("web:import_job", kwargs={"job_id": job.pk})),
            *_chamber_cells(labels[job.parameters["chamber"]], chambers),
            Cell(moment_text(job.asked_at)),
            *_number_cells(result_of(job)),
            Cell(job.get_state_display(), state=TONES.get(JobState(job.state), "neutral")),
        ]
        for job in jobs
    ]
    return Table(
        caption=_("Files sent from this page: the last ones, each with what became of it"),
        columns=_columns(_("Sent on"), chambers),
        rows=rows,
        empty=_("No file was sent from this page yet."),
        stacked=True,
    )


def delivered_table(request: SignedInRequest, chambers: list[Chamber]) -> Table:
    """Return the files of these chambers that entered the register, from this page or by command, the newest first."""
    files = (
        SourceFile.objects.delivered()
        .filter(chamber__in=chambers)
        .select_related("chamber")
        .order_by("-received_at", "-pk")
    )
    page = paginate(request, files, per_page=20)
    rows = [
        [
            Cell(file.name),
            *_chamber_cells(file.chamber, chambers),
            Cell(moment_text(file.received_at)),
            *_number_cells(file.counts),
            _known_cell(file),
            Cell(file.get_state_display(), state="valid" if file.state == "LOADED" else "neutral"),
        ]
        for file in page.object_list
    ]
    columns = _columns(_("Received on"), chambers)
    columns.insert(-1, Column(_("CIN already known"), numeric=True))
    return Table(
        caption=_("Delivered files"),
        columns=columns,
        rows=rows,
        page=page,
        empty=_("No file was loaded yet."),
        stacked=True,
    )


def _columns(moment: str, chambers: list[Chamber]) -> list[Column]:
    """Return the columns; that of the chamber only for those who load for several, so that the rest fits a screen."""
    numbers = [_("Lines read"), _("Lines loaded"), _("Lines already known"), _("Lines refused")]
    chamber = [Column(_("Chamber"))] if len(chambers) > 1 else []
    texts = [Column(_("File")), *chamber, Column(moment)]
    return [*texts, *(Column(label, numeric=True) for label in numbers), Column(_("State"))]


def _chamber_cells(label: object, chambers: list[Chamber]) -> list[Cell]:
    return [Cell(label)] if len(chambers) > 1 else []


def _number_cells(counts: dict[str, Any]) -> list[Cell]:
    return [Cell(number_text(counts[key]) if key in counts else "", numeric=True) for key in _COUNTED]


def _known_cell(file: SourceFile) -> Cell:
    """How many lines bear a CIN that was known, which leads to the people."""
    flagged = file.counts.get("flagged")
    if not flagged:
        return Cell("" if flagged is None else number_text(0), numeric=True)
    return Cell(number_text(flagged), url=known_address(str(file.pk)), numeric=True)


def known_address(file_id: str) -> str:
    return reverse("web:import_known_cins", kwargs={"file_id": file_id})


def result_of(job: Job) -> dict[str, Any]:
    """Return what the work counted; nothing before its end and after a refusal."""
    counts: dict[str, Any] = json.loads(job.message) if job.state == JobState.DONE else {}
    return counts


def refusal_of(job: Job) -> str:
    """Return why a file was refused, in the language of whoever reads it now."""
    if job.state != JobState.REFUSED:
        return ""
    try:
        said: dict[str, str] = json.loads(job.message)
    except json.JSONDecodeError:  # a refusal of the job itself is one text
        return job.message
    return said.get(get_language() or "ar") or said["ar"]


def counts_of(job: Job) -> list[tuple[str, int, str]]:
    """Return what became of the lines, in words, how the register moved, and where a number leads."""
    counts = result_of(job)
    if not counts:
        return []
    source = counts.get("source")
    labels = {
        "read": _("Lines read"),
        "loaded": _("Lines loaded"),
        "unchanged": _("Lines already known"),
        "refused": _("Lines refused"),
        "flagged": _("Loaded with a CIN already known, to be looked at"),
        "before": _("Artisans in force before"),
        "after": _("Artisans in force now"),
    }
    leads = {"flagged": known_address(source)} if source and counts["flagged"] else {}
    return [(label, counts[key], leads.get(key, "")) for key, label in labels.items()]


def faulty_lines(job: Job) -> list[list[str]]:
    """Return line, column, reason and value of each fault, as the work kept them: column and reason are codes."""
    file = StoredFile.objects.filter(name=job.parameters["faults"]).first()
    if file is None:
        return []
    return list(csv.reader(io.StringIO(get_content(file).decode())))


def faults_in_words(lines: list[list[str]]) -> list[list[str]]:
    return [
        [line, str(COLUMN_LABELS.get(column, column)), str(REASONS.get(reason, reason)), value]
        for line, column, reason, value in lines
    ]


def headings() -> list[str]:
    return [_("Line"), _("Column"), _("Reason"), _("Value")]


def faults_table(job: Job, lines: list[list[str]]) -> Table:
    rows = [
        [Cell(line, numeric=True), Cell(column), Cell(reason), Cell(value, ltr=value.isascii())]
        for line, column, reason, value in faults_in_words(lines[:FAULTS_SHOWN])
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
