"""`hirfa import_register FILE --chamber CODE`: a chamber's file enters the register."""

import os
from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from hirfa.core.dates import legal_day
from hirfa.core.errors import Refusal
from hirfa.core.formats import number
from hirfa.reference.models import Chamber
from hirfa.register.delivery.columns import COLUMN_LABELS
from hirfa.register.delivery.faults import REASONS, FileRefused, LineFault
from hirfa.register.operations.importing import Imported, import_register
from hirfa.register.queries import count_in_force

_FAULTS_SHOWN = 50


class Command(BaseCommand):
    help = (
        "Load a chamber's CSV or XLSX file into the register. A faulty file loads nothing; see docs/import-format.md."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--chamber", required=True, help="code of the chamber, 01 to 12")
        parser.add_argument("--strict", action="store_true", help="refuse the whole file for one faulty line")
        parser.add_argument("--lang", choices=[code for code, _name in settings.LANGUAGES], default="en")
        parser.add_argument(
            "--all-faults", action="store_true", help=f"list every fault, not the first {_FAULTS_SHOWN}"
        )
        parser.add_argument("--processes", type=int, default=os.cpu_count() or 1, help="children that read and seal")

    def handle(self, *args: Any, **options: Any) -> None:
        most = None if options["all_faults"] else _FAULTS_SHOWN
        with translation.override(options["lang"]):
            chamber = Chamber.objects.filter(code=options["chamber"]).first()
            if chamber is None:
                raise CommandError(_("There is no chamber with the code %(code)s.") % {"code": options["chamber"]})
            data = _read(options["file"])
            before = count_in_force(on=legal_day(timezone.now()))
            try:
                result = self._import(chamber, data, options)
            except FileRefused as refusal:
                self._list(refusal.faults, most)
                raise CommandError(f"{_('Refused, nothing was loaded.')} {refusal}") from None
            except Refusal as refusal:
                raise CommandError(str(refusal)) from None
            self._list(result.faults, most)
            self._tell(result, before)

    def _import(self, chamber: Chamber, data: bytes, options: dict[str, Any]) -> Imported:
        steps = {"check": _("Checking"), "stage": _("Preparing"), "keys": _("Writing keys"), "load": _("Loading")}
        bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn("{task.completed:,}"),
            TimeElapsedColumn(),
            console=Console(stderr=True),
            disable=options["verbosity"] == 0,
        )
        with bar:
            tasks = {step: bar.add_task(name, total=None) for step, name in steps.items()}
            return import_register(
                chamber=chamber,
                name=options["file"].name,
                data=data,
                by="command-line",
                at=timezone.now(),
                strict=options["strict"],
                # children are worth their start only for a long file
                processes=options["processes"] if len(data) > 1 << 20 else 0,
                progress=lambda step, done: bar.update(tasks[step], completed=done),
            )

    def _list(self, faults: Iterable[LineFault], most: int | None) -> None:
        listed = list(faults)
        for fault in listed[:most]:
            told = {
                "line": fault.line,
                "column": COLUMN_LABELS[fault.column],
                "reason": REASONS[fault.reason],
                "value": f" [{fault.value}]" if fault.value else "",
            }
            self.stderr.write(_("Line %(line)s: %(column)s %(reason)s%(value)s") % told)
        if most is not None and len(listed) > most:
            self.stderr.write(_("… and %(more)s more faults (--all-faults lists them)") % {"more": len(listed) - most})

    def _tell(self, result: Imported, before: int) -> None:
        rows = (
            (_("lines read"), result.read),
            (_("loaded"), result.loaded),
            (_("already in the register"), result.unchanged),
            (_("refused"), result.refused),
            (_("loaded with a CIN already known"), len(result.flagged)),
        )
        language = translation.get_language() or "en"
        for label, count in rows:
            self.stdout.write(f"{number(count, language):>9}  {label}")
        now = count_in_force(on=legal_day(timezone.now()))
        self.stdout.write(
            _("Artisans and maalems in force today: %(now)s (before: %(before)s)")
            % {"now": number(now, language), "before": number(before, language)}
        )


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CommandError(
            _("%(file)s cannot be read: %(reason)s") % {"file": path, "reason": error.strerror}
        ) from None
