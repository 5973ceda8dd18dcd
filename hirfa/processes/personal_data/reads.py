"""Who read a person's file, when and why, from the diary."""

import datetime as dt
from typing import Final, NamedTuple

from django.db import transaction
from django.db.models import Q, QuerySet

from hirfa.accounts.models import User
from hirfa.audit.models import DiaryLine
from hirfa.audit.operations import record
from hirfa.register.choices import ReadPurpose
from hirfa.register.models import Affiliation, Person

from .holdings import Trail, trail_of

# Every verb of a reading ends so; copies and this list itself are readings too.
OPENED: Final = "file_opened"
OTHER_READS: Final = ("person.data_copied", "person.reads_shown")


class Read(NamedTuple):
    """One reading. `who` is the log-in, `role` and `purpose` in words, "" where nothing is known."""

    at: dt.datetime
    verb: str
    who: str
    role: str
    scope: str
    purpose: str


def is_reading() -> Q:
    return Q(verb__endswith=OPENED) | Q(verb__in=OTHER_READS)


def list_reads(trail: Trail) -> list[Read]:
    """Return who read a person's file, cases and cards, the newest first; in the language of the moment."""
    lines = list(lines_of(trail).filter(is_reading()))
    logins = {line.actor.removeprefix("user:") for line in lines if line.actor.startswith("user:")}
    roles = {user.username: str(user.get_role_display()) for user in User.objects.filter(username__in=logins)}
    return [
        Read(
            at=line.at,
            verb=line.verb,
            who=(who := line.actor.removeprefix("user:")),
            role=roles.get(who, ""),
            scope=str(line.facts.get("scope", "")),
            purpose=purpose_text(line),
        )
        for line in lines
    ]


def lines_of(trail: Trail) -> QuerySet[DiaryLine]:
    """Return all that the diary says of a person, the newest line first."""
    return DiaryLine.objects.filter(subject__in=trail.all_subjects).order_by("-at", "-pk")


def purpose_text(line: DiaryLine) -> str:
    told = line.facts.get("purpose")
    return str(ReadPurpose(told).label) if told in ReadPurpose.values else ""


@transaction.atomic
def show_reads(*, person: Person, by: User, at: dt.datetime) -> list[Read]:
    """Return who read a person's file, and record that this was asked for the person's sake."""
    trail = trail_of(person)
    reads = list_reads(trail)
    facts = {"purpose": ReadPurpose.RIGHTS, "scope": by.scope}
    record(verb="person.reads_shown", subject=person, by=by, at=at, facts=facts, chain=chain_of(trail))
    return reads


def chain_of(trail: Trail) -> str:
    """Return the chain of the chamber that keeps a person's entry."""
    kept = Affiliation.objects.get(entry=trail.entry, valid_to__isnull=True, retracted_at__isnull=True)
    return f"chamber:{kept.chamber_id}"
