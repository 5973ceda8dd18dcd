"""The supervision of enterprises: they stand and fall with the artisans who answer for their production."""

import datetime as dt
import uuid
from collections.abc import Iterable
from typing import Final, NamedTuple

from django.db import models, transaction
from django.utils.translation import gettext as _

from hirfa.core.errors import Refusal

from .. import rules
from ..choices import EntryKind, StandingState
from ..models import Entry, Standing, Supervision
from .acts import check_day, end, follow, lock_entry, open_row, tell
from .restating import restate_situations

_VERBS: Final = {
    (StandingState.IN_FORCE, StandingState.SUSPENDED): "entry.suspended",
    (StandingState.IN_FORCE, StandingState.CLOSED): "entry.struck_off",
    (StandingState.SUSPENDED, StandingState.IN_FORCE): "entry.suspension_lifted",
    (StandingState.SUSPENDED, StandingState.CLOSED): "entry.struck_off",
    (StandingState.CLOSED, StandingState.IN_FORCE): "entry.restored",
}


class SupervisorMissing(Refusal):
    code = "supervisor_missing"


class SupervisionRefused(Refusal):
    code = "supervision_refused"


class Moved(NamedTuple):
    """That the standing of an entry changed on a day. `ground` is empty when it came (back) into force."""

    entry: Entry
    old: StandingState
    new: StandingState
    ground: str
    on: dt.date


@transaction.atomic
def name_supervisor(*, entry: Entry, supervisor: Entry, on: dt.date, by: object, at: dt.datetime) -> list[Moved]:
    """Place an enterprise under the supervision of an artisan in force, from a day on.

    An enterprise that was suspended for want of one is in force again: that is returned. Raises SupervisorMissing,
    SupervisionRefused, ActDayRefused.
    """
    supervisor = lock_supervisor(supervisor=supervisor.pk)
    entry = lock_entry(entry=entry)
    if entry.kind != EntryKind.ENTERPRISE:
        raise SupervisionRefused(_("Only an enterprise works under the supervision of an artisan."))
    check_day(row=open_row(model=Standing, entry=supervisor), on=on, at=at)
    believed = Supervision.objects.filter(entry=entry, supervisor=supervisor, retracted_at__isnull=True)
    if (
        on < entry.registered_on
        or believed.filter(models.Q(valid_to__isnull=True) | models.Q(valid_to__gt=on)).exists()
    ):
        raise SupervisionRefused(
            _("On that day this artisan supervised the enterprise already, or the enterprise was not registered yet.")
        )
    Supervision.objects.create(entry=entry, supervisor=supervisor, valid_from=on, recorded_at=at)
    moved = return_with_supervisor(entries=[entry], on=on, at=at)
    finish(moved=moved, by=by, at=at)
    facts = {"supervisor": str(supervisor.pk), "on": on.isoformat()}
    tell(verb="entry.supervisor_named", entry=entry, by=by, at=at, facts=facts)
    return moved


@transaction.atomic
def end_supervision(*, entry: Entry, supervisor: Entry, on: dt.date, by: object, at: dt.datetime) -> list[Moved]:
    """End an artisan's supervision of an enterprise. Without another one in force it is suspended: that is returned.

    Raises SupervisionRefused, ActDayRefused.
    """
    supervisor = lock_entry(entry=supervisor)
    entry = lock_entry(entry=entry)
    supervision = _supervisions(entry).filter(supervisor=supervisor).first()
    if supervision is None:
        raise SupervisionRefused(_("This artisan does not supervise the enterprise."))
    check_day(row=supervision, on=on, at=at)
    end(row=supervision, on=on, at=at)
    moved = fall_with_supervisor(entries=[entry], on=on, at=at)
    finish(moved=moved, by=by, at=at)
    facts = {"supervisor": str(supervisor.pk), "on": on.isoformat()}
    tell(verb="entry.supervision_ended", entry=entry, by=by, at=at, facts=facts)
    return moved


def lock_supervisor(*, supervisor: uuid.UUID | None) -> Entry:
    """Return the entry of a registered artisan in force, locked. Raises SupervisorMissing when it is not that."""
    held = Entry.objects.select_for_update().filter(pk__in=filter(None, [supervisor]), kind=EntryKind.ARTISAN).first()
    if held is None or open_row(model=Standing, entry=held).state != StandingState.IN_FORCE:
        raise SupervisorMissing(_("An enterprise works under a registered artisan whose entry is in force: name one."))
    return held


def check_supervised(*, entry: Entry) -> None:
    """Raise SupervisorMissing when the entry is that of an enterprise whose supervisors are all out of force."""
    if entry.kind == EntryKind.ENTERPRISE and not _has_supervisor(entry):
        raise SupervisorMissing(_("No artisan in force supervises this enterprise: name another supervisor first."))


def fall_with_supervisor(*, entries: Iterable[Entry], on: dt.date, at: dt.datetime) -> list[Moved]:
    """Suspend those of these enterprises, locked, that are in force and have no supervisor in force any more."""
    fallen = []
    for entry in entries:
        standing = open_row(model=Standing, entry=entry)
        if standing.state == StandingState.IN_FORCE and not _has_supervisor(entry):
            since = max(on, standing.valid_from)
            ground = rules.SUPERVISOR_LOST
            follow(row=standing, on=since, at=at, state=StandingState.SUSPENDED, ground=ground)
            fallen.append(Moved(entry, StandingState.IN_FORCE, StandingState.SUSPENDED, ground, since))
    return fallen


def return_with_supervisor(*, entries: Iterable[Entry], on: dt.date, at: dt.datetime) -> list[Moved]:
    """Put in force those of these enterprises, locked, that were suspended for want of a supervisor and nothing else."""
    back = []
    for entry in entries:
        standing = open_row(model=Standing, entry=entry)
        if standing.state == StandingState.SUSPENDED and standing.ground == rules.SUPERVISOR_LOST:
            since = max(on, standing.valid_from)
            follow(row=standing, on=since, at=at, state=StandingState.IN_FORCE, ground="")
            back.append(Moved(entry, StandingState.SUSPENDED, StandingState.IN_FORCE, "", since))
    return back


def finish(*, moved: list[Moved], by: object, at: dt.datetime) -> None:
    """Make the situations of all that moved anew, then tell the diary of each chamber."""
    if not moved:
        return
    restate_situations(entries=[each.entry.pk for each in moved], by=by, at=at)
    for each in moved:
        facts = {"from": each.old.value, "to": each.new.value, "ground": each.ground, "on": each.on.isoformat()}
        if each is not moved[0]:
            facts["with"] = str(moved[0].entry.pk)
        tell(verb=_VERBS[each.old, each.new], entry=each.entry, by=by, at=at, facts=facts)


def _supervisions(entry: Entry) -> models.QuerySet[Supervision]:
    return Supervision.objects.filter(entry=entry, valid_to__isnull=True, retracted_at__isnull=True)


def _has_supervisor(entry: Entry) -> bool:
    """Say whether an artisan in force supervises the enterprise."""
    in_force = Standing.objects.filter(state=StandingState.IN_FORCE, valid_to__isnull=True, retracted_at__isnull=True)
    return _supervisions(entry).filter(supervisor__in=in_force.values("entry_id")).exists()
