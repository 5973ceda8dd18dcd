"""Questions others may ask of the register."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import TypeVar

from hirfa.accounts.models import User

from .choices import EntryKind
from .models import (
    Affiliation,
    DatedRow,
    Entry,
    Person,
    Practice,
    Situation,
    SituationQuerySet,
    SourceLink,
    Standing,
    Title,
    Workplace,
)
from .searching import HOW_LABELS, PersonHit, nia_typed, search_people

R = TypeVar("R", bound=DatedRow)

__all__ = [
    "HOW_LABELS",
    "PersonFile",
    "PersonHit",
    "count_in_force",
    "facts_people",
    "facts_units",
    "find_entry_by_nia",
    "get_person_file",
    "search_people",
]


def facts_people(*, as_of: dt.date, known_at: dt.datetime | None = None) -> SituationQuerySet:
    """Return one row per artisan or maalem in force on a day, as known before a moment (None: today).

    Columns: holder_id, nia, sex, title, region_code, province_code, chamber_code, trade_code.
    """
    return Situation.objects.holding_on(as_of, known_at=known_at).in_force().of_people()


def facts_units(*, as_of: dt.date, known_at: dt.datetime | None = None) -> SituationQuerySet:
    """Return one row per cooperative or enterprise in force on a day (`kind` tells which), as known before a moment."""
    held = Situation.objects.holding_on(as_of, known_at=known_at).in_force()
    return held.filter(kind__in=[EntryKind.COOPERATIVE, EntryKind.ENTERPRISE])


def count_in_force(*, on: dt.date, known_at: dt.datetime | None = None) -> int:
    """Return how many artisans and maalems are in force on a day: distinct people, units apart."""
    return facts_people(as_of=on, known_at=known_at).count()


def find_entry_by_nia(nia: str, *, user: User) -> Entry | None:
    """Return the entry that a craft number names, if it is in the user's territory."""
    number = nia_typed(nia)
    if number is None:
        return None
    return Entry.objects.visible_to(user).select_related("holder").filter(holder__nia=number).first()


@dataclass(frozen=True, slots=True)
class PersonFile:
    """Everything the register holds of a person, the newest row of each kind first; retracted rows are included."""

    person: Person
    entry: Entry
    now: Situation
    standings: list[Standing]
    titles: list[Title]
    affiliations: list[Affiliation]
    workplaces: list[Workplace]
    practices: list[Practice]
    sources: list[SourceLink]


def get_person_file(*, entry_id: uuid.UUID, user: User) -> PersonFile:
    """Return a person's file: eight queries, whatever it holds.

    Raises Entry.DoesNotExist when there is none in the user's territory, or when the entry is that of a unit.
    """
    entry = Entry.objects.visible_to(user).select_related("holder__person").get(pk=entry_id, kind=EntryKind.ARTISAN)
    person = entry.holder.person
    return PersonFile(
        person=person,
        entry=entry,
        now=Situation.objects.open_now().get(entry=entry),
        standings=_newest_first(Standing, entry),
        titles=_newest_first(Title, entry),
        affiliations=_newest_first(Affiliation, entry, "chamber"),
        workplaces=_newest_first(Workplace, entry, "province", "commune"),
        practices=_newest_first(Practice, entry, "trade"),
        sources=list(
            SourceLink.objects.filter(person=person).select_related("row__file").defer("row__content").order_by("-pk")
        ),
    )


def _newest_first(model: type[R], entry: Entry, *related: str) -> list[R]:
    rows = model._default_manager.filter(entry=entry).order_by("-valid_from", "-pk")
    return list(rows.select_related(*related) if related else rows)
