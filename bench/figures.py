"""Figures of the statement on the demonstration country: computed, checked and written as a briefing.

    python -m bench.figures [--as-of 2025-12-31]

The country of HIRFA_VAR (or DATABASE_URL) is used as it is; the computation is rolled back, so it can be repeated.
"""

import argparse
import datetime as dt
import os
import resource
import time

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")

import django

django.setup()  # models can only be imported after it
# ruff: noqa: E402
from django.db import connection, transaction
from django.utils import timezone

from hirfa.briefing.choices import Format
from hirfa.briefing.writing import write_briefing
from hirfa.claims.checking import check
from hirfa.claims.statement import load_shipped
from hirfa.indicators import compiler
from hirfa.indicators.definitions import registry
from hirfa.indicators.operations import compute_figures
from hirfa.indicators.queries import list_figures
from hirfa.indicators.sources import SOURCES, Source
from hirfa.register.models import Situation


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--as-of", type=dt.date.fromisoformat, default=dt.date(2025, 12, 31))
    as_of = parser.parse_args().as_of
    registry()
    print(f"{connection.vendor}, {Situation.objects.count():,} situations")
    _time_sources(as_of)
    with transaction.atomic():
        began, cpu = time.perf_counter(), time.process_time()
        run = compute_figures(as_of=as_of, by="bench", at=timezone.now())
        figures = list_figures(run)
        wall, cpu = time.perf_counter() - began, time.process_time() - cpu
        print(f"compute_figures: {wall:.1f} s ({cpu:.1f} s of processor), {len(figures)} figures")
        _time_reading(as_of, run, figures)
        transaction.set_rollback(True)
    print(f"peak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")


def _time_sources(as_of: dt.date) -> None:
    """How long each source takes to be put into its table: what the rest waits for."""
    with transaction.atomic():
        for source in SOURCES.values():
            began = time.perf_counter()
            relation = compiler.put_facts(source, as_of=as_of, known_at=None)
            print(
                f"  facts of {source.name}: {time.perf_counter() - began:.2f} s, {_count(relation.text, source):,} rows"
            )
            compiler.drop_facts(relation)


def _count(table: str, source: Source) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM {table}")
        return int(cursor.fetchone()[0])


def _time_reading(as_of: dt.date, run: object, figures: list) -> None:
    began = time.perf_counter()
    statement = load_shipped(as_of=as_of)
    report = check(statement, figures)
    print(
        f"statement read and checked: {time.perf_counter() - began:.2f} s, {len(report.contradictions)} contradictions"
    )
    for language in ("ar", "fr"):
        for form in (Format.JSON, Format.HTML, Format.PDF):
            began = time.perf_counter()
            made = write_briefing(report, run, language=language, form=form, demonstration=True)
            print(f"briefing {language} {form.value}: {time.perf_counter() - began:.2f} s, {len(made):,} bytes")


if __name__ == "__main__":
    main()
