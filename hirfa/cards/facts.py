"""What a card says of its holder, gathered from the register for many at once."""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models

from hirfa.core.dates import end_of_day, start_of_day
from hirfa.credentials import CardClaims
from hirfa.register.choices import BirthPrecision, Sex, StandingState
from hirfa.register.models import Affiliation, Person, Practice, Standing, Title

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


def gather_facts(days: Mapping[uuid.UUID, dt.date]) -> dict[uuid.UUID, HolderFacts]:
    """Return facts by holder, each as believed today of the day asked for. Units and unknown holders are left out."""
    ids = list(days)
    standings = _on_its_day(Standing, "state", ids, days)
    titles = _on_its_day(Title, "kind", ids, days)
    chambers = _on_its_day(Affiliation, "chamber_id", ids, days)
    trades = _on_its_day(Practice, "trade_id", ids, days, is_main=True)
    people = (
        Person.objects.current()
        .filter(pk__in=ids)
        .values_list(
            *("pk", "holder__nia", "given_name_latin", "family_name_latin", "given_name_ar", "family_name_ar"),
            *("sex", "born_on", "birth_precision"),
        )
    )
    return {
        pk: HolderFacts(
            nia=nia or "",
            name_latin=f"{given_latin} {family_latin}".strip(),
            name_ar=f"{given_ar} {family_ar}".strip(),
            sex=sex,
            born_on=born_on if precision == BirthPrecision.DAY else None,
            in_force=standings.get(pk) == StandingState.IN_FORCE,
            trade=trades.get(pk),
            chamber=chambers.get(pk),
            title=titles.get(pk),
        )
        for pk, nia, given_latin, family_latin, given_ar, family_ar, sex, born_on, precision in people.iterator()
    }


def _on_its_day(
    model: type[models.Model], column: str, ids: list[uuid.UUID], days: Mapping[uuid.UUID, dt.date], **more: Any
) -> dict[uuid.UUID, str]:
    """Return, by holder, the value of the dated row that holds on the holder's day."""
    rows = model._default_manager.filter(entry__holder__in=ids, retracted_at__isnull=True, **more).values_list(
        "entry__holder_id", column, "valid_from", "valid_to"
    )
    return {
        holder: value
        for holder, value, start, end in rows.order_by("valid_from").iterator()
        if start <= days[holder] and (end is None or days[holder] < end)
    }


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
