"""What has outlived its delay, and its erasure in small steps: whoever is killed in between goes on the next time."""

import datetime as dt
import itertools
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from django.db.models import Q, QuerySet

from hirfa.accounts.operations import forget_sessions
from hirfa.casework.models import Case
from hirfa.casework.operations import CaseNotErasable
from hirfa.casework.rules import OPEN
from hirfa.core.dates import legal_day, start_of_day
from hirfa.documents.choices import FileKind
from hirfa.documents.models import StoredFile, StoredFileQuerySet
from hirfa.documents.operations import erase_file, finish_erasures
from hirfa.jobs.operations import forget_ended_jobs
from hirfa.notifications.models import Notification, NotificationQuerySet
from hirfa.notifications.operations import forget_messages
from hirfa.reference.queries import get_start_of_period
from hirfa.register.choices import ErasureGround, StandingState
from hirfa.register.models import Application, Holder, Standing
from hirfa.register.operations import ApplicationRefused, ErasureRefused, abandon_draft

from .erasing import erase_closed_case, erase_person

MESSAGES_AT_ONCE: Final = 500


class DueKind(StrEnum):
    DRAFTS = "DRAFTS"
    CASES = "CASES"
    MESSAGES = "MESSAGES"
    LISTS = "LISTS"
    STRAYS = "STRAYS"
    FILES = "FILES"
    PEOPLE = "PEOPLE"


@dataclass(frozen=True, slots=True)
class Due:
    """How many things of a kind have outlived their delay: `key` is the legal parameter, "" for a day of their own."""

    kind: DueKind
    key: str
    count: int


def retention_due(on: dt.date) -> list[Due]:
    """Return, kind by kind, what is due for erasure on a day; one count each.

    People are counted by their closed entry alone: one whom a card, a case or a message still keeps is counted and not
    erased yet.
    """
    return [Due(kind, _KEYS[kind], rows(on).count()) for kind, rows in _DUE.items()]


def erase_expired(*, by: object, at: dt.datetime, most: int) -> dict[DueKind, int]:
    """Erase what is due, `most` of each kind at the most, each in a transaction of its own; return how many of each.

    What somebody else erases or keeps meanwhile is passed over. Sessions and work that have run out go too, and files of
    which a killed process left the content on the disk.
    """
    finish_erasures(at=at, most=most)
    today = legal_day(at)
    done = {kind: _erase(kind, today, by=by, at=at, most=most) for kind in DueKind}
    forget_sessions(at=at)
    forget_ended_jobs(before=start_of_day(get_start_of_period("personal.work_kept", on=today)), at=at)
    return done


def _drafts(on: dt.date) -> QuerySet[Application]:
    return Application.objects.stale_on(get_start_of_period("personal.draft_kept", on=on), kept=0)


def _cases(on: dt.date) -> QuerySet[Case]:
    return Case.objects.ended_before(get_start_of_period("personal.case_kept", on=on))


def _messages(on: dt.date) -> NotificationQuerySet:
    found: NotificationQuerySet = Notification.objects.over().filter(
        asked_at__lt=start_of_day(get_start_of_period("personal.message_kept", on=on))
    )
    return found


def _lists(on: dt.date) -> StoredFileQuerySet:
    """Lists of people that chambers sent, and the faulty lines of them: files that nothing in the product leads to."""
    before = start_of_day(get_start_of_period("personal.list_kept", on=on))
    found: StoredFileQuerySet = (
        StoredFile.objects.held().led_to_by_nothing().filter(kind__in=_LISTS, stored_at__lt=before)
    )
    return found


def _strays(on: dt.date) -> StoredFileQuerySet:
    """Other files that nothing leads to: what was to follow their keeping failed, or its process was killed."""
    before = start_of_day(get_start_of_period("documents.stray_kept", on=on))
    found: StoredFileQuerySet = StoredFile.objects.held().led_to_by_nothing().exclude(kind__in=_LISTS)
    return found.filter(stored_at__lt=before, keep_until__isnull=True)


def _files(on: dt.date) -> QuerySet[StoredFile]:
    """Files with a last day of their own; those of an open case or a draft wait for its end."""
    over = StoredFile.objects.held().filter(keep_until__lt=on)
    return over.exclude(Q(piece__case__state__in=sorted(OPEN)) | Q(draft_piece__isnull=False))


def _people(on: dt.date) -> QuerySet[Standing]:
    closed = Standing.objects.filter(
        state=StandingState.CLOSED,
        valid_to__isnull=True,
        retracted_at__isnull=True,
        valid_from__lt=get_start_of_period("personal.closed_entry_kept", on=on),
    )
    return closed.filter(entry__holder__person__erased_at__isnull=True, entry__holder__person__isnull=False)


_LISTS: Final = (FileKind.CSV, FileKind.XLSX)
_DUE: Final[dict[DueKind, Callable[[dt.date], "QuerySet[Any, Any]"]]] = {
    DueKind.DRAFTS: _drafts,
    DueKind.CASES: _cases,
    DueKind.MESSAGES: _messages,
    DueKind.LISTS: _lists,
    DueKind.STRAYS: _strays,
    DueKind.FILES: _files,
    DueKind.PEOPLE: _people,
}
_KEYS: Final[dict[DueKind, str]] = {
    DueKind.DRAFTS: "personal.draft_kept",
    DueKind.CASES: "personal.case_kept",
    DueKind.MESSAGES: "personal.message_kept",
    DueKind.LISTS: "personal.list_kept",
    DueKind.STRAYS: "documents.stray_kept",
    DueKind.FILES: "",
    DueKind.PEOPLE: "personal.closed_entry_kept",
}


def _erase(kind: DueKind, today: dt.date, *, by: object, at: dt.datetime, most: int) -> int:
    rows = _DUE[kind](today).order_by("pk")
    column = "entry__holder_id" if kind is DueKind.PEOPLE else "pk"
    # read before the first is erased: a list that shrinks while it is read skips some
    idents = list(rows.values_list(column, flat=True)[: None if kind is DueKind.PEOPLE else most])
    if kind is DueKind.MESSAGES:
        return sum(
            forget_messages(notifications=Notification.objects.filter(pk__in=some), by=by, at=at)
            for some in _some(idents, MESSAGES_AT_ONCE)
        )
    done = 0
    for ident in idents:
        if done == most:
            break
        with suppress(ApplicationRefused, CaseNotErasable, ErasureRefused):
            _erase_one(kind, ident, by=by, at=at)
            done += 1
    return done


def _erase_one(kind: DueKind, ident: uuid.UUID, *, by: object, at: dt.datetime) -> None:
    if kind is DueKind.DRAFTS:
        abandon_draft(application=Application.objects.get(pk=ident), by=by, at=at)
    elif kind is DueKind.CASES:
        erase_closed_case(case=Case.objects.get(pk=ident), by=by, at=at)
    elif kind is DueKind.PEOPLE:
        erase_person(holder=Holder.objects.get(pk=ident), ground=ErasureGround.TIME_OVER, by=by, at=at)
    else:
        erase_file(file=StoredFile.objects.get(pk=ident), by=by, at=at)


def _some(idents: Iterable[uuid.UUID], size: int) -> Iterator[list[uuid.UUID]]:
    waiting = iter(idents)
    while some := list(itertools.islice(waiting, size)):
        yield some
