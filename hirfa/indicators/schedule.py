"""Which figures are computed for a last day described: what the definitions ask for."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from .choices import PeriodKind
from .definitions import Registry, Wanted
from .periods import FigurePeriod, in_month, in_year, on_day, over_years, to_month


@dataclass(frozen=True, slots=True)
class Request:
    """An indicator over a period and an area."""

    indicator: str
    period: FigurePeriod
    area: str = "nation"

    @property
    def key(self) -> str:
        return f"{self.indicator}@{self.period.slug}"


def requests_of(definitions: Registry, as_of: dt.date) -> list[Request]:
    """Return what is computed for a last day, in the order of the definitions, once each."""
    requests = [
        Request(definition.id, period)
        for definition in definitions.values()
        for wanted in definition.compute
        for period in _periods(wanted, as_of)
    ]
    return list(dict.fromkeys(requests))


def _periods(wanted: Wanted, as_of: dt.date) -> Iterator[FigurePeriod]:
    """Give the periods of a line `compute`; years count back from that of the last day."""
    if wanted.kind == PeriodKind.INSTANT:
        yield on_day(as_of)
        return
    if wanted.kind == PeriodKind.RANGE:
        yield over_years(wanted.first, wanted.last)
        return
    for number in range(as_of.year - wanted.back, as_of.year + 1):
        if wanted.kind == PeriodKind.YEAR:
            yield in_year(number)
        for month in wanted.months:
            yield in_month(number, month) if wanted.kind == PeriodKind.MONTH else to_month(number, month)
