import datetime as dt
import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import get_language

from hirfa.claims.checking import Report, check
from hirfa.claims.reporting import overall, report_json
from hirfa.claims.statement import StatementError, load_statement
from hirfa.indicators.queries import find_run, list_figures


class Command(BaseCommand):
    help = "Set a claims file beside the stored figures: each claim, all of them together, other readings of the words."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--as-of", type=dt.date.fromisoformat, default=None)
        parser.add_argument("--known-on", type=dt.date.fromisoformat, default=None)
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        run = find_run(as_of=options["as_of"], known_on=options["known_on"])
        if run is None:
            raise CommandError("No figures are stored for these days: run `hirfa compute_figures` first.")
        try:
            statement = load_statement(options["file"], as_of=run.as_of)
        except (StatementError, OSError, UnicodeDecodeError) as error:
            raise CommandError(str(error)) from error
        report = check(statement, list_figures(run))
        if options["json"]:
            self.stdout.write(json.dumps(report_json(report), ensure_ascii=False, indent=2))
        else:
            self._print(report)

    def _print(self, report: Report) -> None:
        language = (get_language() or "en")[:2]
        for one in report.checked:
            self.stdout.write(f"{one.claim.row}  {one.claim.id}: {one.verdict.value}")
        for disagreement in report.disagreements:
            self.stdout.write(disagreement.sentence[language])
        for contradiction in report.contradictions:
            self.stdout.write(contradiction.sentence[language])
        self.stdout.write(overall(report))
