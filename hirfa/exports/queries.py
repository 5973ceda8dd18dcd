"""Questions others may ask about exports.

The `facts_` questions answer for the last day described (`as_of`) with what was known before a moment (`known_at`; None
is today). Columns: `record_id`, `day`, `region_code`, and the measures.
"""

import datetime as dt
from dataclasses import dataclass

from django.db import models
from django.db.models import Count, Exists, F, Max, Min, OuterRef, Q, Sum

from .models import DeclarationRevision


def facts_exports(*, as_of: dt.date, known_at: dt.datetime | None = None) -> models.QuerySet[DeclarationRevision]:
    """Return what was exported in the months begun by a day, one row a declaration: its latest revision then known.

    Columns: `day` (first of the month), `hs_code_id`, `family_code`, `country`, `city_of_exit`, `city_of_registration`,
    `transport`, `mark_code`. Measures: `amount_centimes`, `weight_grams`. `record_id` is the revision's, so a digest moves
    when a declaration is revised. A month belongs whole to a period: ask with the last day of one.
    """
    known = DeclarationRevision.objects.all()
    if known_at is not None:
        known = known.filter(recorded_at__lt=known_at)
    later = known.filter(declaration=OuterRef("declaration"), revision__gt=OuterRef("revision"))
    return known.filter(~Exists(later), is_cancelled=False, month__lte=as_of).annotate(
        record_id=F("pk"), day=F("month"), family_code=F("hs_code__family_id"), region_code=F("region_id")
    )


@dataclass(frozen=True, slots=True)
class Compared:
    """Exports of the same months of two years, in centimes, and the declarations behind the later sum."""

    key: str
    amount: int
    amount_before: int
    weight_grams: int
    declarations: int


@dataclass(frozen=True, slots=True)
class Month:
    """A month's exports and those of the year so far, beside the same of the year before; None where nothing is recorded."""

    number: int
    amount: int | None
    amount_before: int | None
    so_far: int
    so_far_before: int
    declarations: int


def list_years(facts: models.QuerySet[DeclarationRevision]) -> list[int]:
    """Return the years from the first to the last export, the latest first."""
    ends = facts.order_by().aggregate(first=Min("month"), last=Max("month"))
    return [] if ends["last"] is None else list(range(ends["last"].year, ends["first"].year - 1, -1))


def list_months(facts: models.QuerySet[DeclarationRevision], *, year: int) -> list[Month]:
    """Return the months of a year up to the last one recorded, each beside the same month of the year before."""
    counted = (
        facts.filter(month__gte=dt.date(year - 1, 1, 1), month__lt=dt.date(year + 1, 1, 1))
        .order_by()
        .values("month")
        .annotate(amount=Sum("amount_centimes"), number=Count("pk"))
    )
    amounts = {(line["month"].year, line["month"].month): line for line in counted}
    last = max((month for told, month in amounts if told == year), default=0)
    months: list[Month] = []
    so_far = so_far_before = 0
    for number in range(1, last + 1):
        now, before = amounts.get((year, number)), amounts.get((year - 1, number))
        so_far += now["amount"] if now else 0
        so_far_before += before["amount"] if before else 0
        months.append(
            Month(
                number=number,
                amount=now["amount"] if now else None,
                amount_before=before["amount"] if before else None,
                so_far=so_far,
                so_far_before=so_far_before,
                declarations=now["number"] if now else 0,
            )
        )
    return months


def list_compared(
    facts: models.QuerySet[DeclarationRevision], *, by: str, year: int, last_month: int
) -> list[Compared]:
    """Return January to `last_month` of a year by a column, beside the same months of the year before, largest first.

    `by` is `family_code`, `country`, `city_of_exit`, `city_of_registration`, `region_code`, `transport` or `mark_code`.
    """
    this = Q(month__gte=dt.date(year, 1, 1), month__lte=dt.date(year, last_month, 1))
    that = Q(month__gte=dt.date(year - 1, 1, 1), month__lte=dt.date(year - 1, last_month, 1))
    lines = (
        facts.filter(this | that)
        .order_by()
        .values(by)
        .annotate(
            amount=Sum("amount_centimes", filter=this, default=0),
            amount_before=Sum("amount_centimes", filter=that, default=0),
            weight=Sum("weight_grams", filter=this, default=0),
            number=Count("pk", filter=this),
        )
    )
    found = [
        Compared(line[by] or "", line["amount"], line["amount_before"], line["weight"], line["number"])
        for line in lines
    ]
    return sorted(found, key=lambda one: (-one.amount, one.key))
