import datetime as dt
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from rich.progress import Progress

from hirfa.core.errors import Refusal
from hirfa.indicators.operations import compute_figures


class Command(BaseCommand):
    help = (
        "Compute and store every figure of the statement for a last day described, as known on a day (default: today)."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--as-of", type=dt.date.fromisoformat, required=True)
        parser.add_argument("--known-on", type=dt.date.fromisoformat, default=None)

    def handle(self, *args: Any, **options: Any) -> None:
        with Progress(transient=True) as bar:
            task = bar.add_task(f"{options['as_of']}", total=None)
            try:
                run = compute_figures(
                    as_of=options["as_of"],
                    known_on=options["known_on"],
                    by="command",
                    at=timezone.now(),
                    report=lambda done, total: bar.update(task, completed=done, total=total),
                )
            except Refusal as refusal:
                raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{run.figures.count()} figures: as of {run.as_of}, as known on {run.known_on}")
