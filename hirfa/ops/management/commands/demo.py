"""`hirfa demo`: build the demonstration country, show what it says of the statement, serve it."""

import os
from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

from hirfa.core.children import uncollected
from hirfa.core.locks import Busy, exclusively
from hirfa.core.marker import write_marker
from hirfa.ops.demo.accounts import LOG_INS, PASSWORD
from hirfa.ops.demo.build import SEED, build_country, quick_database, store_figures
from hirfa.ops.demo.marker import clear_database, holds_people, is_whole
from hirfa.ops.demo.population import LAST_DAY
from hirfa.ops.demo.serving import port_is_free, serve, wanted_port
from hirfa.ops.demo.summary import statement_table


class Bars:
    """One progress bar a step."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._task: TaskID | None = None

    def begin(self, step: str, total: int) -> None:
        self.end()
        self._task = self._progress.add_task(step, total=total or None)

    def reach(self, done: int) -> None:
        if self._task is not None:
            self._progress.update(self._task, completed=done)

    def end(self) -> None:
        if self._task is not None:
            task = self._progress.tasks[self._task]
            whole = task.total or 1
            self._progress.update(self._task, total=whole, completed=whole)


class Command(BaseCommand):
    help = "Build the demonstration country (SCALE, 1 is the nation), print the statement's rows, serve it (SERVE=0: do not)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--scale", type=float, default=float(os.environ.get("SCALE") or 1))
        parser.add_argument("--seed", type=int, default=SEED)
        parser.add_argument("--processes", type=int, default=2, help="children that make people and sign cards")
        parser.add_argument("--rebuild", action="store_true", help="build anew even if the country is there")

    def handle(self, *args: Any, **options: Any) -> None:
        console = Console(soft_wrap=False)
        scale, seed = options["scale"], options["seed"]
        if not 0 < scale <= 1:
            raise CommandError("SCALE is more than 0 and at most 1.")
        served = os.environ.get("SERVE", "1") != "0"
        if served and not port_is_free(wanted_port()):
            raise CommandError(f"Port {wanted_port()} is taken: end what runs there, or choose another with PORT=8001.")
        try:
            with exclusively("demo"):  # a second one would take the database away from under the first
                self._make(console, scale=scale, seed=seed, **{key: options[key] for key in ("rebuild", "processes")})
        except Busy as refusal:
            raise CommandError(str(refusal)) from None
        call_command("collectstatic", interactive=False, verbosity=0)
        with translation.override("en"):
            self._tell(console)
        if not served:
            console.print("Not served: `make demo` without SERVE=0 serves this country.")
        else:
            console.print(f"[bold]http://127.0.0.1:{wanted_port()}/[/bold]  (Ctrl+C ends)")
            raise SystemExit(serve(wanted_port()))

    def _make(self, console: Console, *, scale: float, seed: int, rebuild: bool, processes: int) -> None:
        if is_whole(scale=scale, seed=seed) and not rebuild:
            call_command("migrate", verbosity=0)
            console.print("The country is there already; --rebuild makes it anew.")
        else:
            self._build(console, scale=scale, seed=seed, processes=processes)

    def _build(self, console: Console, *, scale: float, seed: int, processes: int) -> None:
        columns = (
            SpinnerColumn(),
            TextColumn("{task.description:<10}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
        )
        clear_database()
        if holds_people():
            raise CommandError("This database holds people: a demonstration needs an empty one.")
        # before the first table: a quick database that is cut off may be beyond repair, and is then known as ours to remove
        write_marker(scale=scale, seed=seed, whole=False)
        with quick_database(), uncollected(), Progress(*columns, console=console) as progress:
            bars = Bars(progress)
            bars.begin("database", 0)
            call_command("migrate", verbosity=0)
            build_country(scale=scale, seed=seed, progress=bars, processes=processes)
            store_figures(bars)
            bars.end()
        write_marker(scale=scale, seed=seed, whole=True)

    def _tell(self, console: Console) -> None:
        console.print(statement_table(as_of=LAST_DAY))
        console.print(f"Log-ins, all with the password [bold]{PASSWORD}[/bold]:")
        for log_in in LOG_INS:
            console.print(f"  {log_in.username:<12} {log_in.role.label}, {log_in.scope}")
        console.print("Everything here is invented: DEMONSTRATION.")
