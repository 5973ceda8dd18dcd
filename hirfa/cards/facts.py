"""What a card says of its holder, gathered from the register for many at once."""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from hirfa.core.dates import end_of_day, start_of_day
from hirfa.credentials import CardClaims
from hirfa.documents.glyphs import missing_glyphs
from hirfa.register.choices import BirthPrecision, Sex, StandingState
from hirfa.register.models import Situation

from .rules import names_fit

_SEX = {Sex.MALE: 1, Sex.FEMALE: 2}


@dataclass(frozen=True, slots=True)
class CardOrder:
    """One card to be issued, with the days that are known of it."""

    holder_id: uuid.UUID
    issued_on: dt.date
    requested_on: dt.date | None = None
    made_on: dt.date | None = None
    delivered_on: dt.date | None = None
    handed_over_on: dt.date | None = None
    recorded_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class IssueCount:
    """How many cards were issued; how many orders met a holder who has one, or who may not have one."""

    issued: int = 0
    already_held: int = 0
    not_issuable: int = 0

    def __add__(self, other: "IssueCount") -> "IssueCount":
        return IssueCount(
            self.issued + other.issued,
            self.already_held + other.already_held,
            self.not_issuable + other.not_issuable,
        )


@dataclass(frozen=True, slots=True)
class HolderFacts:
    """What the register says of a person on a day. `in_force` says whether they may have a card that day."""

    nia: str
    name_latin: str
    name_ar: str
    sex: str
    born_on: dt.date | None
    in_force: bool
    trade: str | None
    chamber: str | None
    title: str | None

    @property
    def is_complete(self) -> bool:
        return bool(self.nia and self.trade and self.chamber and self.title)

    @property
    def fits(self) -> bool:
        """Whether the names can be printed and leave room in the code."""
        names = f"{self.name_latin}{self.name_ar}"
        return names_fit(self.name_latin, self.name_ar) and not missing_glyphs(names)


def gather_facts(days: Mapping[uuid.UUID, dt.date]) -> dict[uuid.UUID, HolderFacts]:
    """Return facts by holder, each as believed today of the day asked for. Units and unknown holders are left out."""
    rows = Situation.objects.filter(
        entry__holder__in=list(days), retracted_at__isnull=True, holder__person__is_current=True
    ).values_list(
        *("entry__holder_id", "valid_from", "valid_to", "nia", "state", "trade_code", "chamber_code", "title"),
        *("holder__person__given_name_latin", "holder__person__family_name_latin"),
        *("holder__person__given_name_ar", "holder__person__family_name_ar"),
        *("holder__person__sex", "holder__person__born_on", "holder__person__birth_precision"),
    )
    return {row[0]: _facts_of(row[3:]) for row in rows.iterator() if _holds(row[1], row[2], days[row[0]])}


def _holds(start: dt.date, end: dt.date | None, day: dt.date) -> bool:
    return start <= day and (end is None or day < end)


def _facts_of(row: tuple[Any, ...]) -> HolderFacts:
    nia, state, trade, chamber, title, given_latin, family_latin, given_ar, family_ar, sex, born_on, precision = row
    return HolderFacts(
        nia=nia,
        name_latin=f"{given_latin} {family_latin}".strip(),
        name_ar=f"{given_ar} {family_ar}".strip(),
        sex=sex,
        born_on=born_on if precision == BirthPrecision.DAY else None,
        in_force=state == StandingState.IN_FORCE,
        trade=trade or None,
        chamber=chamber or None,
        title=title or None,
    )


def claims_of(
    facts: HolderFacts, *, number: str, issued_at: dt.datetime, issued_on: dt.date, expires_on: dt.date
) -> CardClaims:
    """Return a card's claims but for issuer and status: good from the start of its first day to the end of its last."""
    return CardClaims(
        issuer="",
        serial=number,
        issued_at=int(issued_at.timestamp()),
        not_before=int(start_of_day(issued_on).timestamp()),
        expires_at=int(end_of_day(expires_on).timestamp()),
        number=facts.nia,
        name=facts.name_latin or None,
        second_name=facts.name_ar or None,
        birth_date=f"{facts.born_on:%Y%m%d}" if facts.born_on else None,
        sex=_SEX.get(Sex(facts.sex)),
        trade=facts.trade,
        chamber=facts.chamber,
        category=facts.title,
    )


def chunked(orders: Iterable[Any], size: int) -> Iterable[list[Any]]:
    """Yield lists of at most `size` items."""
    chunk: list[Any] = []
    for order in orders:
        chunk.append(order)
        if len(chunk) == size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
