import datetime as dt
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from hirfa.briefing.choices import Format
from hirfa.briefing.operations import prepare_figures
from hirfa.briefing.queries import get_report
from hirfa.briefing.writing import write_briefing
from hirfa.core.errors import Refusal
from hirfa.core.marker import demonstration_scale


class Command(BaseCommand):
    help = "Write the briefing: the statement row by row, what was said and what the records say, each number with its footnote."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--as-of", type=dt.date.fromisoformat, required=True)
        parser.add_argument("--known-on", type=dt.date.fromisoformat, default=None)
        parser.add_argument("--lang", choices=["ar", "fr", "en"], default="ar")
        parser.add_argument("--format", choices=Format.values, default=Format.TEXT.value)
        parser.add_argument("--out", type=Path, default=None, help="a file; else standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        form = Format(options["format"])
        if form == Format.PDF and options["out"] is None:
            raise CommandError("A PDF needs --out FILE.")
        try:
            run = prepare_figures(as_of=options["as_of"], known_on=options["known_on"], by="command", at=timezone.now())
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        made = write_briefing(
            get_report(run),
            run,
            language=options["lang"],
            form=form,
            demonstration=settings.HIRFA_DEMONSTRATION,
            scale=demonstration_scale(),
        )
        if options["out"] is None:
            self.stdout.write(made.decode(), ending="")
            return
        options["out"].write_bytes(made)
        self.stdout.write(f"{options['out']}: {len(made)} bytes")
