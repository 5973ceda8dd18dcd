"""Search and figures over 440,000 people in force: p50, p95, p99 of a thousand searches, and the heaviest counts.

    python -m bench search

People are loaded by the register's own bulk operation. Searches are what clerks type: numbers, CINs, beginnings of names
in both scripts, common and rare, by a clerk of a chamber and by the nation. `PEOPLE` in the environment makes a quick run,
`ONLY=sqlite` leaves the server out.
"""

import datetime as dt
import os
import random
import statistics
import time
from collections.abc import Callable
from typing import Any

from bench import on_both_databases, report

PEOPLE = int(os.environ.get("PEOPLE", "465000"))
SEARCHES = 1_000
AT = dt.datetime(2026, 1, 15, 10, 0, tzinfo=dt.UTC)
DAY = dt.date(2025, 12, 31)


def typed(dice: random.Random, record: Any, nia: str) -> str:
    """Return what someone who looks for this person types."""
    arabic = (record.given_name_ar, record.family_name_ar)
    latin = (record.given_name_latin, record.family_name_latin)
    given, family = dice.choice((arabic, latin))
    return dice.choice(
        (
            nia,
            record.cin,
            f"{given} {family}",
            f"{family} {given}",
            f"{given} {family[: max(2, len(family) // 2)]}",
            family,
            given,
            family[:3],
            given[:4],
        )
    )


def here(on: str) -> None:
    """Measure in this process, on the database of the environment."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.db.models import Count

    from bench.people import people
    from hirfa.accounts.models import User
    from hirfa.core.ids import seeded_ids
    from hirfa.reference.operations import load_reference
    from hirfa.register import queries
    from hirfa.register.models import Holder
    from hirfa.register.operations import load_people

    call_command("migrate", verbosity=0)
    load_reference(by="bench", at=AT)
    before = time.perf_counter()
    load_people(
        batches=[range(start, min(start + 5_000, PEOPLE)) for start in range(0, PEOPLE, 5_000)],
        expand=people,
        ids=seeded_ids(seed=1, at=AT),
        by="bench",
        at=AT,
        name="bench",
        recorded_as_it_happened=True,
        processes=2,
    )
    report(f"{PEOPLE:,} people loaded in bulk", time.perf_counter() - before, "s", on=on)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")

    dice = random.Random(5)
    numbers = list(Holder.objects.order_by("pk").values_list("nia", flat=True))
    looked_for = []
    for start in dice.choices(range(0, PEOPLE, 5_000), k=10):
        known = people(range(start, min(start + 5_000, PEOPLE)))
        for _each in range(SEARCHES // 10):
            place = dice.randrange(len(known))
            looked_for.append(typed(dice, known[place], numbers[start + place]))
    scopes = ["nation", *(f"chamber:{number:02d}" for number in range(1, 13))]
    times = []
    for text in looked_for:
        user = User(role="COUNTER", scope=dice.choice(scopes))
        before = time.perf_counter()
        queries.search_people(user=user, text=text, limit=51)  # as many as the page asks for
        times.append(time.perf_counter() - before)
    cuts = statistics.quantiles(times, n=100)
    for name, place, target in (("p50", 49, None), ("p95", 94, 50), ("p99", 98, None)):
        report(f"search, {name}", cuts[place] * 1000, "ms", target=target, on=on, searches=SEARCHES)

    facts = queries.facts_people(as_of=DAY)
    report("people in force, counted", timed(facts.count), "s", on=on, people=facts.count())
    groups: tuple[tuple[str, ...], ...] = (("region_code",), ("region_code", "sex", "trade_code"))
    for columns in groups:
        grouped = facts.values(*columns).annotate(people=Count("holder_id"))
        report(f"people in force by {', '.join(columns)}", timed(lambda g=grouped: list(g)), "s", target=1.5, on=on)


def timed(work: Callable[[], Any]) -> float:
    before = time.perf_counter()
    work()
    return time.perf_counter() - before


if __name__ == "__main__":
    on_both_databases("search", here)
