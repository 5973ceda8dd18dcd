"""Figures of the statement on the demonstration country: computed, checked and written as a briefing.

    python -m bench figures

The national country is built first (`SCALE` in the environment makes a quick run). The computation is rolled back.
"""

import datetime as dt
import os
import resource
import subprocess
import sys
import time
from typing import Any

from bench import report, workspace

AS_OF = dt.date(2025, 12, 31)


def main() -> None:
    with workspace() as var:
        there = os.environ | {"HIRFA_VAR": str(var), "DJANGO_SETTINGS_MODULE": "config.settings.dev", "SERVE": "0"}
        building = [sys.executable, "-m", "hirfa.ops.cli", "demo"]
        subprocess.run(building, env=there, stdin=subprocess.DEVNULL, stdout=sys.stderr, check=True)
        subprocess.run([sys.executable, "-m", "bench.figures", "here"], env=there, check=True)


def here() -> None:
    """Measure in this process, on the country of the environment."""
    import django

    django.setup()
    from django.db import transaction
    from django.utils import timezone

    from hirfa.indicators.definitions import registry
    from hirfa.indicators.operations import compute_figures
    from hirfa.indicators.queries import list_figures
    from hirfa.register.models import Situation

    registry()
    people = Situation.objects.in_force().of_people().holding_on(AS_OF).count()
    _time_sources(people)
    with transaction.atomic():
        began = time.perf_counter()
        run = compute_figures(as_of=AS_OF, by="bench", at=timezone.now())
        seconds = time.perf_counter() - began
        figures = list_figures(run)
        report("figures computed", seconds, "s", on="SQLite", figures=len(figures), people=people)
        _time_reading(run, figures)
        transaction.set_rollback(True)
    report("figures, memory", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "MiB", on="SQLite")


def _time_sources(people: int) -> None:
    """How long the slowest source takes to be put into its table: what the rest waits for."""
    from django.db import transaction

    from hirfa.indicators import compiler
    from hirfa.indicators.sources import SOURCES

    taken: dict[str, float] = {}
    with transaction.atomic():
        for source in SOURCES.values():
            began = time.perf_counter()
            relation = compiler.put_facts(source, as_of=AS_OF, known_at=None)
            taken[source.name] = time.perf_counter() - began
            compiler.drop_facts(relation)
    slowest = max(taken, key=lambda name: taken[name])
    report(f"facts of the slowest source ({slowest})", taken[slowest], "s", on="SQLite", people=people)


def _time_reading(run: Any, figures: list[Any]) -> None:
    from hirfa.briefing.choices import Format
    from hirfa.briefing.writing import write_briefing
    from hirfa.claims.checking import check
    from hirfa.claims.statement import load_shipped

    began = time.perf_counter()
    told = check(load_shipped(as_of=AS_OF), figures)
    report("statement checked", time.perf_counter() - began, "s", contradictions=len(told.contradictions))
    for language in ("ar", "fr"):
        for form in (Format.JSON, Format.HTML, Format.PDF):
            began = time.perf_counter()
            made = write_briefing(told, run, language=language, form=form, demonstration=True)
            seconds = time.perf_counter() - began
            report(f"briefing, {language}, {form.value}", seconds, "s", bytes=len(made))


if __name__ == "__main__":
    here() if sys.argv[1:] == ["here"] else main()
