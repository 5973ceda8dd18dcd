"""What all acts on an entry have in common.

An act is the effect of a decision already taken. It locks the entry, lets a dated row take the place of the open one,
makes the situations anew and writes the diary last. Artisans are locked before the enterprises that they supervise, and
those of a kind in the order of their ids: so no two acts wait for each other in a circle.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from hirfa.audit.operations import record
from hirfa.core.dates import legal_day
from hirfa.core.errors import Refusal
from hirfa.reference.models import Chamber, Commune, Province

from ..choices import StandingState
from ..models import Affiliation, DatedRow, Entry, Standing, Supervision

R = TypeVar("R", bound=DatedRow)


class EntryIsClosed(Refusal):
    code = "entry_is_closed"


class ActDayRefused(Refusal):
    code = "act_day_refused"


class NothingToChange(Refusal):
    code = "nothing_to_change"


class PlaceOutsideChamber(Refusal):
    code = "place_outside_chamber"


def lock_entry(*, entry: Entry) -> Entry:
    """Return the entry as it is now, locked until the transaction ends."""
    return Entry.objects.select_for_update(of=("self",)).select_related("holder").get(pk=entry.pk)


def lock_supervised(*, supervisor: Entry) -> list[Entry]:
    """Return the enterprises that an artisan, already locked, supervises now, locked too."""
    now = Supervision.objects.filter(supervisor=supervisor, valid_to__isnull=True, retracted_at__isnull=True)
    locked = Entry.objects.select_for_update(of=("self",)).filter(pk__in=now.values("entry_id"))
    return list(locked.select_related("holder").order_by("pk"))


def open_row(*, model: type[R], entry: Entry, **which: Any) -> R:
    """Return the open dated row of a kind. Raises DoesNotExist when the entry has none."""
    found: R = model._default_manager.get(entry=entry, valid_to__isnull=True, retracted_at__isnull=True, **which)
    return found


def check_not_closed(*, entry: Entry) -> None:
    """Raise EntryIsClosed when nothing of the entry may change."""
    if open_row(model=Standing, entry=entry).state == StandingState.CLOSED:
        raise EntryIsClosed(_("This entry is closed. Nothing of it changes before it returns to the register."))


def check_day(*, row: DatedRow, on: dt.date, at: dt.datetime) -> None:
    """Raise ActDayRefused unless a row may take the place of this one on a day.

    Not before the last change, whose own day would be denied; not in days to come, when the entry may be another.
    """
    if on > legal_day(at):
        raise ActDayRefused(_("This would take effect on %(day)s: carry it out on that day.") % {"day": on})
    if on < row.valid_from:
        raise ActDayRefused(
            _("The last change took effect on %(day)s: this one takes effect on that day or later.")
            % {"day": row.valid_from}
        )


def check_place(*, chamber: Chamber, province: Province, commune: Commune | None) -> None:
    """Raise PlaceOutsideChamber unless the place lies in the territory of the chamber."""
    if province.region_id != chamber.region_id or (commune is not None and commune.province_id != province.pk):
        raise PlaceOutsideChamber(
            _("This place does not lie in the territory of the chamber. Choose a place there, or ask for a transfer.")
        )


def follow(*, row: R, on: dt.date, at: dt.datetime, **changes: Any) -> R:
    """Let another row take the place of the open one from a day on, and return it.

    The open row is retracted and recorded again with its end, unless it began on that very day. Nothing is recorded
    before what it follows: of two acts that wait for each other the second may bear the earlier moment.
    """
    moment = end(row=row, on=on, at=at)
    return _copy(row, valid_from=on, recorded_at=moment, **changes)


def end(*, row: DatedRow, on: dt.date, at: dt.datetime) -> dt.datetime:
    """End an open row on a day, and return the moment at which that counts as known."""
    moment = max(at, row.recorded_at)
    type(row)._default_manager.filter(pk=row.pk).update(retracted_at=moment)
    if row.valid_from < on:
        _copy(row, valid_to=on, recorded_at=moment)
    return moment


def _copy(row: R, **changes: Any) -> R:
    values = {
        field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if not field.primary_key
    }
    made: R = type(row)._default_manager.create(**(values | changes))
    return made


def tell(
    *, verb: str, entry: Entry, by: object, at: dt.datetime, facts: dict[str, Any], also: Sequence[str] = ()
) -> None:
    """Write what happened to an entry into the diary of the chamber that keeps it, and of others by their codes."""
    kept_by = open_row(model=Affiliation, entry=entry).chamber_id
    for chamber in sorted({kept_by, *also}):
        record(verb=verb, subject=entry, by=by, at=at, facts=facts, chain=f"chamber:{chamber}")
