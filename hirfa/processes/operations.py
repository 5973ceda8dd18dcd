"""The journeys of a holder's standing across the apps: each in one transaction, so that all is visible at once."""

import datetime as dt

from django.db import transaction

from hirfa.reference.models import Chamber, Commune, Province
from hirfa.register.choices import StandingState
from hirfa.register.models import Affiliation, Entry
from hirfa.register.operations import (
    Moved,
    end_supervision,
    hold_entries,
    lift_suspension,
    name_supervisor,
    restore_entry,
    strike_off_entry,
    suspend_entry,
    transfer_entry,
)

from .cascade import reached


@transaction.atomic
def suspend_holder(*, entry: Entry, ground: str, on: dt.date, by: object, at: dt.datetime) -> list[Moved]:
    """Suspend an entry, the enterprises that fall with it, and all that they hold elsewhere. Raises as `suspend_entry`."""
    _hold(entry)
    return _reach(suspend_entry(entry=entry, ground=ground, on=on, by=by, at=at), by=by, at=at)


@transaction.atomic
def lift_holder_suspension(*, entry: Entry, on: dt.date, by: object, at: dt.datetime) -> list[Moved]:
    """Give back what the suspension of an entry took away, and no more. Raises as `lift_suspension`."""
    _hold(entry)
    return _reach(lift_suspension(entry=entry, on=on, by=by, at=at), by=by, at=at)


@transaction.atomic
def close_holder(*, entry: Entry, ground: str, on: dt.date, by: object, at: dt.datetime) -> list[Moved]:
    """Strike an entry off, suspend the enterprises that fall with it, and end or hold back what they hold elsewhere.

    Raises as `strike_off_entry`.
    """
    _hold(entry)
    return _reach(strike_off_entry(entry=entry, ground=ground, on=on, by=by, at=at), by=by, at=at)


@transaction.atomic
def restore_holder(*, entry: Entry, on: dt.date, by: object, at: dt.datetime) -> list[Moved]:
    """Bring an entry back with what was held back; a revoked card is not: another is issued. Raises as `restore_entry`."""
    _hold(entry)
    return _reach(restore_entry(entry=entry, on=on, by=by, at=at), by=by, at=at)


@transaction.atomic
def name_holder_supervisor(*, entry: Entry, supervisor: Entry, on: dt.date, by: object, at: dt.datetime) -> list[Moved]:
    """Place an enterprise under an artisan, and give back what it held if that brings it back. Raises as `name_supervisor`."""
    _hold(entry, supervisor=supervisor)
    return _reach(name_supervisor(entry=entry, supervisor=supervisor, on=on, by=by, at=at), by=by, at=at)


@transaction.atomic
def end_holder_supervision(*, entry: Entry, supervisor: Entry, on: dt.date, by: object, at: dt.datetime) -> list[Moved]:
    """End an artisan's supervision of an enterprise, and all that falls with it. Raises as `end_supervision`."""
    _hold(entry, supervisor=supervisor)
    return _reach(end_supervision(entry=entry, supervisor=supervisor, on=on, by=by, at=at), by=by, at=at)


@transaction.atomic
def transfer_holder(
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
    """Hand a holder over to another chamber, with cards, stands, certificates and contracts: all are seen by the entry.

    Nothing is rewritten elsewhere: what was issued, admitted or counted under the old chamber was so. A card still says
    the chamber that issued it, and another is issued when it is renewed. Raises as `transfer_entry`.
    """
    return transfer_entry(
        entry=entry,
        chamber=chamber,
        province=province,
        commune=commune,
        address=address,
        on=on,
        by=by,
        at=at,
        local_number=local_number,
    )


def _hold(entry: Entry, *, supervisor: Entry | None = None) -> None:
    """Lock all that may be decided on, before anybody writes the diary."""
    holders = [held.holder_id for held in hold_entries(entry=entry, supervisor=supervisor)]
    for app in reached():
        app.hold(holders)


def _reach(moved: list[Moved], *, by: object, at: dt.datetime) -> list[Moved]:
    for each in moved:
        for app in reached():
            act = app.resume if each.new == StandingState.IN_FORCE else app.stop
            act(each, by=by, at=at)
    return moved
