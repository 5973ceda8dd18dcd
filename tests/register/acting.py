"""What tests of acts share: days, people already in the register, what the diary and the dated rows say."""

import datetime as dt
from typing import Any

from hirfa.audit.models import DiaryLine
from hirfa.register.models import DatedRow, Entry, Situation, Standing
from hirfa.register.operations import restate_situations
from tests.cast import BRAHIM
from tests.factories.register import AT, REGISTERED, register_artisan, register_unit

TODAY = dt.date(2026, 1, 15)  # the legal day of AT
LATER = AT + dt.timedelta(days=30)
THEN = dt.date(2026, 2, 14)  # the legal day of LATER

__all__ = ["AT", "LATER", "REGISTERED", "THEN", "TODAY"]


def enterprise_under(supervisor: Entry, **values: Any) -> Entry:
    return register_unit(kind="ENTERPRISE", supervised_by=supervisor.pk, name_latin="Dar Nahas", **values)


def brahim(**values: Any) -> Entry:
    return register_artisan(**{**BRAHIM, "maalem_on": REGISTERED, **values})


def standing_of(entry: Entry) -> tuple[str, str]:
    """Return the state and the ground of today."""
    row = Standing.objects.get(entry=entry, valid_to__isnull=True, retracted_at__isnull=True)
    return row.state, row.ground


def spans(model: type[DatedRow], entry: Entry, column: str) -> list[tuple[Any, dt.date, dt.date | None]]:
    """Return (value, from, to) of the rows believed today, in order."""
    rows = model._default_manager.filter(entry=entry, retracted_at__isnull=True).order_by("valid_from")
    return list(rows.values_list(column, "valid_from", "valid_to"))


def verbs() -> list[str]:
    return list(DiaryLine.objects.filter(verb__startswith="entry.").order_by("pk").values_list("verb", flat=True))


def situations_follow_from_the_dated_rows() -> bool:
    """Say whether making all situations anew changes nothing."""
    told = _all_told()
    restate_situations(entries=list(Entry.objects.values_list("pk", flat=True)), by="tests", at=LATER)
    return told == _all_told()


def _all_told() -> list[str]:
    columns = [field.attname for field in Situation._meta.concrete_fields if field.name != "id"]
    return sorted(str(row) for row in Situation.objects.values_list(*columns))
