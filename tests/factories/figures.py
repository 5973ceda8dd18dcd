"""A country small enough to count on one's fingers: regions, artisans in force, exports by month."""

import datetime as dt
import itertools

from hirfa.exports.models import Declaration, DeclarationRevision
from hirfa.indicators.models import Figure, FigureRun
from hirfa.indicators.queries import list_figures
from hirfa.reference.models import HsCode, HsFamily, LegalParameter, Region
from hirfa.register.models import Entry, Holder, Situation

RECORDED = dt.datetime(2026, 1, 5, 9, 0, tzinfo=dt.UTC)
MILLION = 100_000_000  # a million dirhams, in centimes
_numbers = itertools.count(1)


def regions(*codes: str) -> list[Region]:
    return [
        Region.objects.get_or_create(
            code=code, defaults={"label_ar": f"جهة {code}", "label_fr": f"Région {code}", "population": 1000}
        )[0]
        for code in codes
    ]


def artisan(
    *,
    sex: str = "F",
    region: str = "03",
    trade: str = "T01",
    title: str = "ARTISAN",
    since: dt.date = dt.date(2024, 3, 1),
    until: dt.date | None = None,
    state: str = "IN_FORCE",
    recorded_at: dt.datetime = RECORDED,
) -> Entry:
    """Someone with an entry and one situation."""
    number = next(_numbers)
    holder = Holder.objects.create(kind="PERSON", nia=f"{number:010d}", recorded_at=recorded_at)
    entry = Entry.objects.create(holder=holder, kind="ARTISAN", registered_on=since, recorded_at=recorded_at)
    Situation.objects.create(
        entry=entry,
        holder=holder,
        nia=holder.nia or "",
        kind="ARTISAN",
        state=state,
        title=title,
        sex=sex,
        region_code=region,
        province_code=f"{region}.001",
        chamber_code=region,
        trade_code=trade,
        valid_from=since,
        valid_to=until,
        recorded_at=recorded_at,
    )
    return entry


def export(
    month: dt.date,
    millions: float,
    *,
    region: str | None = "03",
    country: str = "FR",
    mark: str = "",
    recorded_at: dt.datetime = RECORDED,
) -> DeclarationRevision:
    """A declaration of so many million dirhams, in its first revision."""
    family, _made = HsFamily.objects.get_or_create(code="carpets", defaults={"label_ar": "زرابي", "label_fr": "Tapis"})
    code, _made = HsCode.objects.get_or_create(
        code="570210",
        defaults={"family": family, "tier": "core", "list_version": "test", "label_ar": "زرابي", "label_fr": "Tapis"},
    )
    if region is not None:
        regions(region)
    declaration = Declaration.objects.create(number=f"D{next(_numbers):06d}", recorded_at=recorded_at)
    return DeclarationRevision.objects.create(
        declaration=declaration,
        month=month,
        hs_code=code,
        country=country,
        region_id=region,
        transport="SEA",
        mark_code=mark,
        weight_grams=1,
        amount_centimes=round(millions * MILLION),
        recorded_at=recorded_at,
    )


def exports_of(year: int, *, to_november: float, december: float) -> None:
    """A year of exports: what left until the end of November in one declaration, and December."""
    export(dt.date(year, 10, 1), to_november)
    export(dt.date(year, 12, 1), december)


def parameters() -> None:
    """The dated parameters that facts ask for."""
    LegalParameter.objects.get_or_create(
        key="cooperative.dormant_after_years",
        valid_to=None,
        defaults={"valid_from": dt.date(2012, 1, 1), "value": 2, "source": "test"},
    )


def figures_by_key(run: FigureRun) -> dict[str, Figure]:
    """The figures of a computation by their key (`exports.value@2025`)."""
    return {figure.key: figure for figure in list_figures(run)}
