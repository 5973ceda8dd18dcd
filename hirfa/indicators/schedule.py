"""Which figures are computed for a last day described, and which others they are made of."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from .choices import PeriodKind
from .definitions import Definition, Registry, Wanted
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


def parts_of(definitions: Registry, request: Request) -> list[Request]:
    """Return what a derived figure is made of, in the order that its arithmetic takes them; nothing for a counted one."""
    measure = definitions[request.indicator].measure
    period = request.period
    first, last = period.days.start.year, period.days.last_day.year
    periods: list[tuple[str, FigurePeriod]] = []
    if measure.kind in {"share", "ratio"}:
        periods = [(measure.part, period), (measure.whole, period)]
    elif measure.kind == "mean_per":
        periods = [(measure.of, period), (measure.per, period)]
    elif measure.kind in {"ytd_growth", "full_year_growth"}:
        periods = [(measure.of, period), (measure.of, period.a_year_before())]
    elif measure.kind == "base_growth":
        periods = [(measure.of, period), (measure.of, in_year(measure.base_year))]
    elif measure.kind == "cagr":
        periods = [(measure.of, in_year(last)), (measure.of, in_year(last - measure.intervals))]
    elif measure.kind == "mean_annual_growth":
        periods = [(measure.of, in_year(number)) for number in range(first, last + 1)]
    return [Request(name, _fitting(definitions[name], days), request.area) for name, days in periods]


def _fitting(part: Definition, period: FigurePeriod) -> FigurePeriod:
    """What stands on a day is taken on the last day of a period."""
    return on_day(period.days.last_day) if part.period == PeriodKind.INSTANT else period
