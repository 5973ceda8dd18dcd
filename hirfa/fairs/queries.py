"""Questions others may ask about fairs.

The `facts_` questions answer for the last day described (`as_of`) with what was known before a moment (`known_at`; None
is today). Columns: `record_id`, `day`, `region_code`, `province_code`, `trade_code` where they exist, and the measures.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import models
from django.db.models import Case, CharField, Count, Exists, F, OuterRef, Q, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce

from hirfa.core.recorded import believed
from hirfa.register.models import held_back_over
from hirfa.register.placing import situated

from .choices import CountMethod, FairState, SalesStatus
from .models import Exhibitor, Fair, ProgrammeContract, SalesReturn, VisitCount, Withholding
from .rules import median, response_rate

M = TypeVar("M", bound=models.Model)


def facts_fairs(*, as_of: dt.date, known_at: dt.datetime | None = None) -> models.QuerySet[Fair]:
    """Return the fairs begun by a day, by `day` (their first), `level`, `fair_state`, `contract_id` and `event_id`.

    `fair_state` is the outcome as it was known: a fair recorded and not yet settled was PLANNED.
    """
    fairs = Fair.objects.filter(starts_on__lte=as_of)
    if known_at is not None:
        fairs = fairs.filter(recorded_at__lt=known_at)
    return fairs.annotate(
        record_id=F("pk"),
        day=F("starts_on"),
        fair_state=_state(known_at),
        region_code=F("region_id"),
        province_code=F("province_id"),
    )


def facts_visits(*, as_of: dt.date, known_at: dt.datetime | None = None) -> models.QuerySet[VisitCount]:
    """Return the counts of visitors, by `day`, `method` and the fair's `level` and `fair_state`; the measure is `visitors`.

    A fair may count one day by several methods: `is_surest` marks the one to add up, so that nobody is counted twice.
    """
    known = believed(known_at=known_at)
    better = VisitCount.objects.filter(known, fair=OuterRef("fair"), day=OuterRef("day"))
    surer = Q(pk__in=[])
    for place, method in enumerate(CountMethod.values):
        surer |= Q(Exists(better.filter(method__in=CountMethod.values[:place])), method=method) if place else Q()
    return _of_fairs(VisitCount.objects.filter(known, day__lte=as_of), known_at=known_at).annotate(
        is_surest=Case(When(surer, then=Value(False)), default=Value(True))
    )


def facts_exhibitors(*, as_of: dt.date, known_at: dt.datetime | None = None) -> models.QuerySet[Exhibitor]:
    """Return the admissions to fairs begun by a day, by the fair's place and the exhibitor's trade, kind and sex.

    Who was withheld over the whole fair did not exhibit.
    """
    fair = OuterRef("fair__starts_on"), OuterRef("fair__ends_on")
    absent = held_back_over(Withholding.objects.filter(exhibitor=OuterRef("pk")), *fair, known_at=known_at)
    found = Exhibitor.objects.filter(~Exists(absent), believed(known_at=known_at), fair__starts_on__lte=as_of)
    found = _of_fairs(found, known_at=known_at).annotate(
        day=F("fair__starts_on"), holder_kind=F("holder__kind"), sex=F("holder__person__sex")
    )
    return situated(found, holder="holder", on=as_of, known_at=known_at, columns=("trade_code",))


def facts_sales(*, as_of: dt.date, known_at: dt.datetime | None = None) -> models.QuerySet[SalesReturn]:
    """Return the sales returns, by `day`, `status` and the fair's `level` and place; the measure is `amount_centimes`.

    A MISSING return has no amount: it lowers the response rate, never the total.
    """
    found = SalesReturn.objects.filter(
        believed(known_at=known_at), believed(known_at=known_at, prefix="exhibitor__"), day__lte=as_of
    )
    found = _of_fairs(found, fair="exhibitor__fair__", known_at=known_at).annotate(holder_id=F("exhibitor__holder_id"))
    return situated(found, holder="exhibitor__holder", on=as_of, known_at=known_at, columns=("trade_code",))


def facts_contracts(*, as_of: dt.date, known_at: dt.datetime | None = None) -> models.QuerySet[ProgrammeContract]:
    """Return the programme contracts signed by a day, by `day` (of signature) and `chamber_code`.

    Measures: `planned_fairs`, `budget_centimes`, and `held_fairs`, the fairs under the contract held by that day.
    """
    held = (
        Fair.objects.filter(contract=OuterRef("pk"), starts_on__lte=as_of, state=FairState.HELD)
        .filter(Q() if known_at is None else Q(settled_at__lt=known_at))
        .order_by()
        .values("contract")
        .annotate(number=Count("pk"))
        .values("number")
    )
    return ProgrammeContract.objects.filter(believed(known_at=known_at), signed_on__lte=as_of).annotate(
        record_id=F("pk"),
        day=F("signed_on"),
        chamber_code=F("chamber_id"),
        region_code=F("chamber__region_id"),
        held_fairs=Coalesce(Subquery(held), 0),
    )


@dataclass(frozen=True, slots=True)
class Sales:
    """Sales returns added up, in centimes: what was declared and what was estimated stay apart; missing is not zero."""

    declared: int
    estimated: int
    declared_returns: int
    estimated_returns: int
    missing_returns: int
    median_declared: int | None

    @property
    def asked(self) -> int:
        return self.declared_returns + self.estimated_returns + self.missing_returns

    @property
    def response_rate(self) -> int | None:
        """The share of returns that exhibitors made themselves, in basis points."""
        return response_rate(answered=self.declared_returns, asked=self.asked)


def sum_sales(returns: models.QuerySet[SalesReturn]) -> Sales:
    """Add up sales returns (of a fair, a day, a level...) in two queries."""

    def of(status: SalesStatus) -> Q:
        return Q(status=status)

    sums = returns.order_by().aggregate(
        declared=Sum("amount_centimes", filter=of(SalesStatus.DECLARED), default=0),
        estimated=Sum("amount_centimes", filter=of(SalesStatus.ESTIMATED), default=0),
        declared_returns=Count("pk", filter=of(SalesStatus.DECLARED)),
        estimated_returns=Count("pk", filter=of(SalesStatus.ESTIMATED)),
        missing_returns=Count("pk", filter=of(SalesStatus.MISSING)),
    )
    amounts = returns.order_by().filter(of(SalesStatus.DECLARED)).values_list("amount_centimes", flat=True)
    return Sales(**sums, median_declared=median([amount for amount in amounts if amount is not None]))


def list_sales_by_day(returns: models.QuerySet[SalesReturn]) -> list[Any]:
    """Return per day: `day`, `declared`, `estimated` (centimes), `declared_returns`, `estimated_returns`, `missing_returns`."""
    of = {status: Q(status=status) for status in SalesStatus}
    return list(
        returns.order_by("day")
        .values("day")
        .annotate(
            declared=Sum("amount_centimes", filter=of[SalesStatus.DECLARED], default=0),
            estimated=Sum("amount_centimes", filter=of[SalesStatus.ESTIMATED], default=0),
            declared_returns=Count("pk", filter=of[SalesStatus.DECLARED]),
            estimated_returns=Count("pk", filter=of[SalesStatus.ESTIMATED]),
            missing_returns=Count("pk", filter=of[SalesStatus.MISSING]),
        )
    )


@dataclass(frozen=True, slots=True)
class DayOfVisits:
    """A fair's day: visitors by method, and those by the surest method, which alone are added up."""

    day: dt.date
    by_method: dict[str, int]

    @property
    def surest(self) -> str:
        return next(method for method in CountMethod.values if method in self.by_method)

    @property
    def visitors(self) -> int:
        return self.by_method[self.surest]


def list_visits_by_day(counts: Iterable[VisitCount]) -> list[DayOfVisits]:
    """Return the days that have a count, in order, each with its methods."""
    days: dict[dt.date, dict[str, int]] = {}
    for count in counts:
        days.setdefault(count.day, {})[count.method] = count.visitors
    return [DayOfVisits(day, days[day]) for day in sorted(days)]


def _state(known_at: dt.datetime | None, fair: str = "") -> models.expressions.Combinable:
    if known_at is None:
        return F(f"{fair}state")
    settled = When(**{f"{fair}settled_at__lt": known_at}, then=F(f"{fair}state"))
    return Case(settled, default=Value(FairState.PLANNED.value), output_field=CharField())


def _of_fairs(facts: models.QuerySet[M], *, known_at: dt.datetime | None, fair: str = "fair__") -> models.QuerySet[M]:
    columns = {
        "record_id": F("pk"),
        "fair_code": F(f"{fair}code"),
        "level": F(f"{fair}level"),
        "region_code": F(f"{fair}region_id"),
        "province_code": F(f"{fair}province_id"),
        "fair_state": _state(known_at, fair),
    }
    told: models.QuerySet[M] = facts.annotate(**columns)
    return told
