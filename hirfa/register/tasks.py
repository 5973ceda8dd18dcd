"""A chamber's file loaded by the worker, so that the page that sent it can be left."""

import csv
import io
import json
import os
from collections.abc import Iterable
from typing import Any, Final

from django.conf import settings
from django.utils import timezone, translation

from hirfa.core.dates import legal_day
from hirfa.core.errors import Refusal
from hirfa.documents.models import StoredFile
from hirfa.documents.operations import store_file
from hirfa.documents.queries import get_content
from hirfa.jobs.registry import Report, job
from hirfa.reference.models import Chamber

from .delivery.faults import FileRefused, LineFault
from .models import SourceFile
from .operations.importing import import_register
from .queries import count_in_force

KIND: Final = "register.import"
WORKBOOK: Final = b"PK"
LONG: Final = 1 << 20  # bytes above which children are worth their start


def lines_in(data: bytes) -> int:
    """Return about how many lines a delivered file has, for the bar of its progress; 0 where that is not known beforehand.

    A workbook is a packed archive, whose bytes say nothing of its lines; a short file is done before the bar is drawn.
    """
    return 0 if len(data) <= LONG or data.startswith(WORKBOOK) else data.count(b"\n")


@job(KIND)
def load_file(parameters: dict[str, Any], report: Report) -> str:
    """Load a stored file. Returns the counts as JSON, with how many artisans are in force before and after.

    `parameters`: `file` (id of the stored file), `name`, `chamber`, `strict`, `by`, and `faults`, the name under which the
    faulty lines are stored when there are any: CSV of line, column, reason, value, the middle two as codes, since whoever
    reads them may read another language. A refusal says its reason in every language, as JSON.
    """
    data = get_content(StoredFile.objects.get(pk=parameters["file"]))
    lines = lines_in(data)
    done = {"check": 0, "stage": 0, "keys": 0, "load": 0}

    def progress(step: str, count: int) -> None:
        done[step] = count
        report(done["check"] + done["stage"] + done["keys"], 3 * lines)

    at = timezone.now()
    chamber = Chamber.objects.get(pk=parameters["chamber"])
    before = count_in_force(on=legal_day(at))
    try:
        result = import_register(
            chamber=chamber,
            name=parameters["name"],
            data=data,
            by=parameters["by"],
            at=at,
            strict=parameters["strict"],
            processes=(os.cpu_count() or 1) if len(data) > LONG else 0,
            progress=progress,
        )
    except Refusal as refusal:
        if isinstance(refusal, FileRefused):
            _keep_faults(refusal.faults, parameters)
        raise Refusal(json.dumps(_in_every_language(refusal))) from refusal
    _keep_faults(result.faults, parameters)
    after = count_in_force(on=legal_day(timezone.now()))
    source = SourceFile.objects.filter(chamber=chamber, received_at=at).values_list("pk", flat=True).first()
    return json.dumps({**result.counts(), "before": before, "after": after, "source": source and str(source)})


def _in_every_language(refusal: Refusal) -> dict[str, str]:
    said = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            said[language] = str(refusal)
    return said


def _keep_faults(faults: Iterable[LineFault], parameters: dict[str, Any]) -> None:
    rows = list(faults)
    if not rows:
        return
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    content = out.getvalue().encode()
    store_file(content=content, name=parameters["faults"], by=parameters["by"], at=timezone.now())
