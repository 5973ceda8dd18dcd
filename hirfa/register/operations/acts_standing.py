"""Suspension, closure and return of an entry, and of the enterprises under its artisan."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from hirfa.core.errors import Refusal

from .. import rules
from ..choices import StandingState
from ..models import Entry, Person, Standing
from .acts import check_day, follow, lock_entry, lock_supervised, open_row
from .acts_supervision import Moved, check_supervised, fall_with_supervisor, finish, return_with_supervisor


class StandingMoveRefused(Refusal):
    code = "standing_move_refused"


class GroundRefused(Refusal):
    code = "ground_refused"


@transaction.atomic
def suspend_entry(*, entry: Entry, ground: str, on: dt.date, by: object, at: dt.datetime) -> list[Moved]:
    """Suspend an entry from a day on, and with it the enterprises that have no other supervising artisan in force.

    `ground` is a code of the decision. Returns what moved, the entry first. Raises StandingMoveRefused, GroundRefused,
    ActDayRefused.
    """
    return _leave_force(entry, StandingState.SUSPENDED, ground=ground, on=on, by=by, at=at)


@transaction.atomic
def strike_off_entry(*, entry: Entry, ground: str, on: dt.date, by: object, at: dt.datetime) -> list[Moved]:
    """Close an entry from a day on; nothing of it is deleted. Enterprises without another supervisor are suspended.

    `ground` is a code of the decision (DECEASED at a death). Returns what moved, the entry first. Raises
    StandingMoveRefused, GroundRefused, ActDayRefused.
    """
    return _leave_force(entry, StandingState.CLOSED, ground=ground, on=on, by=by, at=at)


@transaction.atomic
def lift_suspension(*, entry: Entry, on: dt.date, by: object, at: dt.datetime) -> list[Moved]:
    """Put a suspended entry in force again, and the enterprises that were suspended for its sake alone.

    Returns what moved, the entry first. Raises StandingMoveRefused, SupervisorMissing, ActDayRefused.
    """
    return _return_to_force(entry, StandingState.SUSPENDED, on=on, by=by, at=at)


@transaction.atomic
def restore_entry(*, entry: Entry, on: dt.date, by: object, at: dt.datetime) -> list[Moved]:
    """Bring a closed entry back into force under its own craft number, with the enterprises that waited for it.

    Returns what moved, the entry first. Raises StandingMoveRefused, SupervisorMissing, ActDayRefused.
    """
    return _return_to_force(entry, StandingState.CLOSED, on=on, by=by, at=at)


def hold_entries(*, entry: Entry, supervisor: Entry | None = None) -> list[Entry]:
    """Lock an entry, then the enterprises that its artisan supervises, and return them in this order.

    An enterprise that is about to get or lose a supervisor is locked after them.
    """
    if supervisor is not None:
        lock_entry(entry=supervisor)
    held = lock_entry(entry=entry)
    return [held, *lock_supervised(supervisor=held)]


def _leave_force(
    entry: Entry, new: StandingState, *, ground: str, on: dt.date, by: object, at: dt.datetime
) -> list[Moved]:
    if not rules.is_ground(ground):
        raise GroundRefused(_("Say on which ground this was decided."))
    entry, *supervised = hold_entries(entry=entry)
    old = _follow_standing(entry, new, ground=ground, on=on, at=at)
    moved = [Moved(entry, old, new, ground, on), *fall_with_supervisor(entries=supervised, on=on, at=at)]
    finish(moved=moved, by=by, at=at)
    return moved


def _return_to_force(entry: Entry, old: StandingState, *, on: dt.date, by: object, at: dt.datetime) -> list[Moved]:
    entry, *supervised = hold_entries(entry=entry)
    if Person.objects.filter(holder_id=entry.holder_id, erased_at__isnull=False).exists():
        raise StandingMoveRefused(
            _("The data of this person was erased: they enter the register by a new application, under a new number.")
        )
    new = StandingState.IN_FORCE
    _follow_standing(entry, new, only_from=old, ground="", on=on, at=at)
    check_supervised(entry=entry)
    moved = [Moved(entry, old, new, "", on), *return_with_supervisor(entries=supervised, on=on, at=at)]
    finish(moved=moved, by=by, at=at)
    return moved


def _follow_standing(
    entry: Entry,
    new: StandingState,
    *,
    ground: str,
    on: dt.date,
    at: dt.datetime,
    only_from: StandingState | None = None,
) -> StandingState:
    """Let the new standing take the place of the open one, and return the old state."""
    standing = open_row(model=Standing, entry=entry)
    old = StandingState(standing.state)
    if not rules.may_move(old, new) or only_from not in {None, old}:
        raise StandingMoveRefused(
            _("The standing of this entry is today: %(state)s. This act does not apply to it.")
            % {"state": standing.get_state_display()}
        )
    check_day(row=standing, on=on, at=at)
    follow(row=standing, on=on, at=at, state=new, ground=ground)
    return old
