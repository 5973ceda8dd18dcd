"""The demonstration country, from the reference lists to the stored figures, by the product's own operations."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final, Protocol

from django.db import connection

from hirfa.core.dates import start_of_day
from hirfa.core.ids import seeded_ids
from hirfa.indicators.operations import compute_figures
from hirfa.issuing.operations import make_keys
from hirfa.reference.operations import load_reference
from hirfa.register.choices import HolderKind
from hirfa.register.models import Holder
from hirfa.register.operations.loading import load_people

from .accounts import make_accounts
from .benefits import build_benefits, build_cover
from .cards import CARDS, build_cards
from .cases import build_cases
from .country import BY, NOW, Artisan, Country
from .directory import build_directory
from .exports import build_exports
from .fairs import build_fairs
from .people import batches, expand
from .population import LAST_DAY, Plan, plan_people
from .spaces import build_certification, build_spaces
from .training import build_apprentices, build_courses
from .units import build_units

SEED: Final = 20260119
STEPS: Final = (
    *("reference", "people", "units", "spaces", "training", "cards", "benefits", "cover", "fairs", "exports"),
    *("directory", "accounts", "cases", "figures"),
)


class Progress(Protocol):
    """Who is told how far the work is: `total` is 0 where it cannot be counted."""

    def begin(self, step: str, total: int) -> None: ...

    def reach(self, done: int) -> None: ...


class NotEmpty(Exception):
    """The database already holds people: a demonstration is only ever built in an empty one."""


def build_country(*, scale: float, progress: Progress, seed: int = SEED, processes: int = 2) -> Country:
    """Fill an empty, migrated database with the demonstration country and return what was made of it.

    `scale` in (0, 1] shrinks people, cards and units; fairs and exports stay whole. `processes` children make people and
    sign cards; 0 works in this one. The same scale and seed give the same rows, but for keys, signatures and
    ciphertext. Raises NotEmpty, and ValueError for a scale outside (0, 1].
    """
    if not 0 < scale <= 1:
        raise ValueError(f"scale {scale} is not in (0, 1]")
    if Holder.objects.exists():
        raise NotEmpty
    country = Country(scale, seed, seeded_ids(seed=seed, at=NOW))
    progress.begin("reference", 0)
    load_reference(by=BY, at=NOW)
    make_keys(by=BY, at=NOW, valid_from=start_of_day(dt.date(2025, 2, 1)))
    _build_people(country, progress, processes=processes)
    progress.begin("units", 0)
    coops = build_units(country)
    progress.begin("spaces", 0)
    build_spaces(country, coops)
    build_certification(country, coops)
    progress.begin("training", 0)
    build_apprentices(country, coops)
    build_courses(country, coops)
    progress.begin("cards", country.scaled(CARDS))
    in_hand = build_cards(country, processes=max(1, processes), report=progress.reach)
    progress.begin("benefits", 0)
    build_benefits(country, in_hand)
    progress.begin("cover", 0)
    build_cover(country)
    progress.begin("fairs", 0)
    build_fairs(country, coops)
    progress.begin("exports", 0)
    build_exports(country, coops)
    progress.begin("directory", 0)
    build_directory(country)
    progress.begin("accounts", 0)
    make_accounts()
    progress.begin("cases", 0)
    build_cases(country)
    return country


def _build_people(country: Country, progress: Progress, *, processes: int) -> None:
    plans = plan_people(scale=country.scale, seed=country.seed)
    progress.begin("people", len(plans))
    load_people(
        batches=batches(plans, seed=country.seed),
        expand=expand,
        ids=country.ids,
        by=BY,
        at=NOW,
        name="DEMONSTRATION",
        recorded_as_it_happened=True,
        processes=processes,
        progress=progress.reach,
    )
    country.settle(_in_force(plans))


def _in_force(plans: list[Plan]) -> list[Artisan]:
    """Return those in force at the end of 2025. Ids grow in the order in which the maker gave them: that of the plans."""
    holders = Holder.objects.filter(kind=HolderKind.PERSON).order_by("pk").values_list("pk", flat=True)
    return [
        Artisan(holder, plan)
        for plan, holder in zip(plans, holders.iterator(chunk_size=20_000), strict=True)
        if plan.leaves_on is None
    ]


def store_figures(progress: Progress) -> int:
    """Compute and store the figures of the statement as of the end of 2025; return how many there are."""
    progress.begin("figures", 0)
    run = compute_figures(as_of=LAST_DAY, by=BY, at=NOW, report=lambda done, total: _tell(progress, done, total))
    return run.figures.count()


def _tell(progress: Progress, done: int, total: int) -> None:
    if done == 1:
        progress.begin("figures", total)
    progress.reach(done)


@contextmanager
def quick_database() -> Iterator[None]:
    """Let the database write without waiting for the disk: a country that a crash breaks is built again.

    On SQLite nobody else may be connected. The usual settings come back at the end, with fresh statistics for the planner.
    """
    if connection.vendor == "sqlite":
        _say("PRAGMA journal_mode=MEMORY", "PRAGMA synchronous=OFF", "PRAGMA cache_size=-262144")
    else:
        _say("SET synchronous_commit=off")
    try:
        yield
    finally:
        if connection.vendor == "sqlite":
            _say("PRAGMA journal_mode=WAL", "PRAGMA synchronous=NORMAL", "PRAGMA cache_size=-65536", "ANALYZE")
        else:
            _say("SET synchronous_commit=on", "ANALYZE")


def _say(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
