"""How delays, rows and values are said to people, in the language of the moment."""

import datetime as dt
import json
from collections.abc import Collection, Mapping
from typing import Any, Final

from babel.dates import format_datetime
from django.db import models
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from hirfa.accounts.models import User
from hirfa.core import formats
from hirfa.core.dates import CASABLANCA
from hirfa.reference.models import LegalParameter
from hirfa.register.delivery.columns import COLUMN_LABELS

from .table import NO_END, Table

FSI: Final = "\u2068"  # first strong isolate (Unicode Standard Annex 9): a value keeps its own direction
PDI: Final = formats.PDI


def language() -> str:
    return (get_language() or "ar").split("-")[0]


def delay_text(count: int, unit: str) -> str:
    """Say a delay of so many days, months or years; none is at once."""
    if count == 0:
        return _("at once")
    if unit == "day":
        said = ngettext("%(count)s day", "%(count)s days", count)
    elif unit == "month":
        said = ngettext("%(count)s month", "%(count)s months", count)
    else:
        said = ngettext("%(count)s year", "%(count)s years", count)
    return said % {"count": count}


def kept_texts(table: Table, *, on: dt.date, others: Collection[str] = ()) -> dict[str, str]:
    """Return how long each retention of the table lasts on a day: `10 years after the entry is closed`; one query.

    `others` are delays of which the table has no words: of them the delay alone is said.
    """
    words, said = table.words["retentions"], {}
    for row in LegalParameter.objects.in_force_on(on).filter(key__in=[*words, *others]):
        after = table.say("retentions", row.key, language()) if row.key in words else ""
        said[row.key] = after if row.key == NO_END else f"{delay_text(row.value, row.unit)} {after}".strip()
    return said


def isolated(text: str) -> str:
    """Keep a value whole inside a line of either direction."""
    return f"{FSI}{text}{PDI}" if text else ""


def moment_text(at: dt.datetime) -> str:
    local = at.astimezone(CASABLANCA)
    pattern = "d MMMM y، HH:mm" if language() == "ar" else "d MMMM y, HH:mm"
    return str(format_datetime(local, pattern, locale=formats.locale_of(language())))


def value_text(row: models.Model, field: "models.Field[Any, Any]") -> str:
    """Return what a field of a row says, in words; "" for nothing."""
    value = getattr(row, field.name)
    if value is None or value == "":
        return ""
    if field.choices:
        return str(getattr(row, f"get_{field.name}_display")())
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, dt.datetime):
        return moment_text(value)
    if isinstance(value, dt.date):
        return formats.date(value, language())
    if isinstance(value, User):
        return value.username
    if isinstance(value, str) and value[:1] in "{[":
        return _told(value)
    if isinstance(value, list):
        return ", ".join(str(each) for each in value)
    return str(value).removeprefix("user:")  # as the diary writes an actor


def _told(text: str) -> str:
    """Say what was kept as JSON: a declaration by its fields, a delivered line by its cells."""
    try:
        told = json.loads(text)
    except ValueError:
        return text
    if isinstance(told, Mapping):
        return "; ".join(
            f"{COLUMN_LABELS.get(name, name)}: {isolated(str(said))}" for name, said in told.items() if said
        )
    return "; ".join(isolated(str(said)) for said in told if said not in {None, ""}) if isinstance(told, list) else text
