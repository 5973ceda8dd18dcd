"""The calendar of a year: what fairs are tied to, where people were and no fair was, which fairs stood in each other's way."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q

from hirfa.core.dates import Period
from hirfa.reference.models import CalendarEvent, Region

from .choices import FairState
from .models import Fair, ProgrammeContract
from .rules import overlaps


@dataclass(frozen=True, slots=True)
class EventFairs:
    """An event with its fairs: `tied` say so themselves, `meanwhile` fell on its days in its region.

    `contracted` is whether any programme contract covers a day of it: where none does, no fair was promised for it.
    """

    event: CalendarEvent
    tied: list[Fair]
    meanwhile: list[Fair]
    contracted: bool

    @property
    def is_gap(self) -> bool:
        return not self.tied and not self.meanwhile


@dataclass(frozen=True, slots=True)
class YearOfFairs:
    """A year's events, fairs by region (a region without one is an empty list), fairs abroad, and clashing pairs."""

    events: list[EventFairs]
    by_region: dict[Region, list[Fair]]
    abroad: list[Fair]
    clashes: list[tuple[Fair, Fair]]


def get_year(year: Period) -> YearOfFairs:
    """Return the calendar of a period, cancelled fairs left out, in four queries. A fair belongs where its days fall."""
    within = Q(starts_on__lt=year.end, ends_on__gte=year.start)
    fairs = list(Fair.objects.filter(within).exclude(state=FairState.CANCELLED).order_by("starts_on", "code"))
    contracts = list(
        ProgrammeContract.objects.filter(
            retracted_at__isnull=True, valid_from__lt=year.end, valid_to__gt=year.start
        ).select_related("chamber")
    )
    events = CalendarEvent.objects.filter(within).select_related("region").order_by("starts_on", "pk")
    regions = {region.pk: region for region in Region.objects.all()}
    return YearOfFairs(
        events=[_with_fairs(event, fairs, contracts) for event in events],
        by_region={region: [fair for fair in fairs if fair.region_id == code] for code, region in regions.items()},
        abroad=[fair for fair in fairs if fair.region_id is None],
        clashes=list_clashes(fairs),
    )


def list_clashes(fairs: list[Fair]) -> list[tuple[Fair, Fair]]:
    """Return the pairs of fairs in one province that share a day: the same buyers, and often the same artisans."""
    placed = [fair for fair in fairs if fair.province_id is not None]
    return [
        (first, second)
        for place, first in enumerate(placed)
        for second in placed[place + 1 :]
        if first.province_id == second.province_id and _meet(first, second.starts_on, second.ends_on)
    ]


def _with_fairs(event: CalendarEvent, fairs: list[Fair], contracts: list[ProgrammeContract]) -> EventFairs:
    tied = [fair for fair in fairs if fair.event_id == event.pk]
    meanwhile = [
        fair
        for fair in fairs
        if fair.event_id != event.pk
        and _meet(fair, event.starts_on, event.ends_on)
        and (event.region_id is None or fair.region_id == event.region_id)
    ]
    covering = [
        contract
        for contract in contracts
        if (event.region_id is None or contract.chamber.region_id == event.region_id)
        and overlaps(
            starts_on=contract.valid_from,
            ends_on=contract.valid_to - dt.timedelta(days=1),
            other_starts_on=event.starts_on,
            other_ends_on=event.ends_on,
        )
    ]
    return EventFairs(event, tied, meanwhile, bool(covering))


def _meet(fair: Fair, starts_on: dt.date, ends_on: dt.date) -> bool:
    return overlaps(starts_on=fair.starts_on, ends_on=fair.ends_on, other_starts_on=starts_on, other_ends_on=ends_on)
