"""Changes to an entry: title, place of work, trade, chamber."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from hirfa.core.errors import Refusal
from hirfa.reference.models import Chamber, Commune, Province, Trade

from ..building import name_keys
from ..choices import EntryKind, StandingState, TitleKind
from ..models import Affiliation, Entry, NameKey, Person, Practice, Standing, Title, Workplace
from .acts import NothingToChange, check_day, check_not_closed, check_place, end, follow, lock_entry, open_row, tell
from .restating import restate_situations


class TitleRefused(Refusal):
    code = "title_refused"


@transaction.atomic
def award_title(*, entry: Entry, title: TitleKind, on: dt.date, by: object, at: dt.datetime) -> Title:
    """Give an artisan in force another title from a day on (maalem: ten years of practice, decided by a commission).

    Raises TitleRefused, NothingToChange, ActDayRefused.
    """
    entry = lock_entry(entry=entry)
    in_force = open_row(model=Standing, entry=entry).state == StandingState.IN_FORCE
    if entry.kind != EntryKind.ARTISAN or not in_force:
        raise TitleRefused(_("Only an artisan whose entry is in force is given a title."))
    held = open_row(model=Title, entry=entry)
    if held.kind == title:
        raise NothingToChange(_("The artisan bears this title already."))
    check_day(row=held, on=on, at=at)
    given = follow(row=held, on=on, at=at, kind=title)
    restate_situations(entries=[entry.pk], by=by, at=at)
    facts = {"from": held.kind, "to": title.value, "on": on.isoformat()}
    tell(verb="entry.title_awarded", entry=entry, by=by, at=at, facts=facts)
    return given


@transaction.atomic
def change_workplace(
    *, entry: Entry, province: Province, commune: Commune | None, address: str, on: dt.date, by: object, at: dt.datetime
) -> Workplace:
    """Move the place of work within the territory of the chamber, from a day on.

    Raises PlaceOutsideChamber (then it is a transfer), EntryIsClosed, NothingToChange, ActDayRefused.
    """
    entry = lock_entry(entry=entry)
    check_not_closed(entry=entry)
    check_place(chamber=open_row(model=Affiliation, entry=entry).chamber, province=province, commune=commune)
    old = open_row(model=Workplace, entry=entry)
    wanted = (province.pk, commune.pk if commune else None, address or None)
    if (old.province_id, old.commune_id, old.address or None) == wanted:
        raise NothingToChange(_("This is the place of work already."))
    check_day(row=old, on=on, at=at)
    moved = _move_workplace(old, province, commune, address, on=on, at=at)
    restate_situations(entries=[entry.pk], by=by, at=at)
    facts = {"from": old.commune_id or old.province_id, "to": commune.pk if commune else province.pk}
    tell(verb="entry.workplace_changed", entry=entry, by=by, at=at, facts={**facts, "on": on.isoformat()})
    return moved


@transaction.atomic
def change_trade(*, entry: Entry, trade: Trade, on: dt.date, by: object, at: dt.datetime) -> Practice:
    """Give an entry another main trade from a day on. Practised beside the main one until then, it no longer is.

    Raises EntryIsClosed, NothingToChange, ActDayRefused.
    """
    entry = lock_entry(entry=entry)
    check_not_closed(entry=entry)
    old = open_row(model=Practice, entry=entry, is_main=True)
    if old.trade_id == trade.pk:
        raise NothingToChange(_("This is the main trade already."))
    check_day(row=old, on=on, at=at)
    beside = Practice.objects.filter(
        entry=entry, trade=trade, is_main=False, valid_to__isnull=True, retracted_at__isnull=True
    )
    for row in beside:
        check_day(row=row, on=on, at=at)
        end(row=row, on=on, at=at)
    changed = follow(row=old, on=on, at=at, trade_id=trade.pk)
    restate_situations(entries=[entry.pk], by=by, at=at)
    facts = {"from": old.trade_id, "to": trade.pk, "on": on.isoformat()}
    tell(verb="entry.trade_changed", entry=entry, by=by, at=at, facts=facts)
    return changed


@transaction.atomic
def transfer_entry(
    *,
    entry: Entry,
    chamber: Chamber,
    province: Province,
    commune: Commune | None,
    address: str,
    on: dt.date,
    by: object,
    at: dt.datetime,
    local_number: str = "",
) -> Affiliation:
    """Hand an entry over to the chamber of another territory from a day on: only that one sees it from then on.

    The craft number stays. Both chambers read it in their diary. Raises PlaceOutsideChamber, EntryIsClosed,
    NothingToChange, ActDayRefused.
    """
    entry = lock_entry(entry=entry)
    check_not_closed(entry=entry)
    check_place(chamber=chamber, province=province, commune=commune)
    old, place = open_row(model=Affiliation, entry=entry), open_row(model=Workplace, entry=entry)
    if old.chamber_id == chamber.pk:
        raise NothingToChange(_("This chamber keeps the entry already."))
    check_day(row=old, on=on, at=at)
    check_day(row=place, on=on, at=at)
    new = follow(row=old, on=on, at=at, chamber_id=chamber.pk, local_number=local_number)
    _move_workplace(place, province, commune, address, on=on, at=at)
    _move_name_keys(entry, old=old.chamber_id, new=chamber.pk)
    restate_situations(entries=[entry.pk], by=by, at=at)
    facts = {"from": old.chamber_id, "to": chamber.pk, "on": on.isoformat()}
    tell(verb="entry.transferred", entry=entry, by=by, at=at, facts=facts, also=[old.chamber_id])
    return new


def _move_workplace(
    old: Workplace, province: Province, commune: Commune | None, address: str, *, on: dt.date, at: dt.datetime
) -> Workplace:
    place = {"province_id": province.pk, "commune_id": commune.pk if commune else None, "address": address or None}
    return follow(row=old, on=on, at=at, **place)


def _move_name_keys(entry: Entry, *, old: str, new: str) -> None:
    """Let the new chamber find the person by name. The keys come from the names: no index leads from a person to them."""
    person = Person.objects.filter(pk=entry.holder_id).first()
    if person is not None:
        keys = {key for _kind, key in name_keys(person)}
        NameKey.objects.filter(chamber_id=old, key__in=keys, person=person).update(chamber_id=new)
