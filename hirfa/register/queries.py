"""Questions others may ask of the register."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import TypeVar

from hirfa.accounts.models import User
from hirfa.documents.models import StoredFile

from .choices import EntryKind
from .models import (
    Affiliation,
    DatedRow,
    Entry,
    FormerName,
    Person,
    Portrait,
    Practice,
    Situation,
    SituationQuerySet,
    SourceLink,
    SourceRow,
    Standing,
    Title,
    Workplace,
)
from .rules import application_identity
from .searching import HOW_LABELS, PersonHit, list_hits, list_known_cins, nia_typed, search_people

R = TypeVar("R", bound=DatedRow)

__all__ = [
    "HOW_LABELS",
    "PersonFile",
    "PersonHit",
    "count_in_force",
    "facts_people",
    "facts_units",
    "find_entry_by_nia",
    "find_entry_of_application",
    "find_portrait",
    "get_person_file",
    "list_former_names",
    "list_hits",
    "list_known_cins",
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


def find_entry_of_application(application: uuid.UUID) -> Entry | None:
    """Return the entry that was made from an accepted application."""
    rows = SourceRow.objects.filter(identity=application_identity(application))
    return Entry.objects.filter(pk__in=rows.values("pk")).select_related("holder").first()


def list_former_names(person: Person) -> list[FormerName]:
    """Return the names that a person bore before, the last one first."""
    return list(FormerName.objects.filter(person=person).order_by("-borne_until", "-pk"))


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


def find_portrait(entry: Entry) -> StoredFile | None:
    """Return the photograph that shows a person today; None when the portrait is drawn."""
    held = Portrait.objects.filter(entry=entry, valid_to__isnull=True, retracted_at__isnull=True)
    found = held.select_related("file").first()
    return found.file if found else None


def get_person_file(*, entry_id: uuid.UUID, user: User) -> PersonFile:
    """Return a person's file: eight queries, whatever it holds.

    Raises Entry.DoesNotExist when there is none in the user's territory, or when the entry is that of a unit.
    """
    entries = Entry.objects.visible_to(user).select_related("holder__person")
    return file_of(entries.get(pk=entry_id, kind=EntryKind.ARTISAN))


def file_of(entry: Entry) -> PersonFile:
    """Return all that the register holds of the person of an entry: seven queries. Who may see it is for the caller to know."""
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
