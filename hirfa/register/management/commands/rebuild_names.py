"""`hirfa rebuild_names`: the keys of names made anew, after an upgrade changed how they are made."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from hirfa.core.errors import Refusal
from hirfa.register.models import Person
from hirfa.register.operations import rebuild_name_keys


class Command(BaseCommand):
    help = (
        "Make the keys of everybody's names anew, and the words that a search is completed from. People stay to be "
        "found meanwhile; files of chambers wait. Cut off, run it again."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        with Progress(*columns, console=Console(stderr=True), disable=options["verbosity"] == 0) as bar:
            task = bar.add_task("People", total=Person.objects.count())
            try:
                made = rebuild_name_keys(
                    by="command", at=timezone.now(), progress=lambda done: bar.update(task, completed=done)
                )
            except Refusal as refusal:
                raise CommandError(str(refusal)) from None
        self.stdout.write(f"people: {made.people}, keys: {made.keys}, words: {made.words}")
