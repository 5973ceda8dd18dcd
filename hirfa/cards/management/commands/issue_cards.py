"""`hirfa issue_cards`: a card for every artisan in force who has none. Cut off and run again, it goes on."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from hirfa.cards.facts import CardOrder, IssueCount
from hirfa.cards.management.speech import SpeakingCommand
from hirfa.cards.operations import issue_cards
from hirfa.cards.queries import list_orders
from hirfa.core.dates import legal_day
from hirfa.core.errors import Refusal
from hirfa.reference.models import Chamber


class Command(SpeakingCommand):
    help = "Issue a card to every artisan in force who has a craft number and no card."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--chamber", default=None, help="only artisans of this chamber (its code)")
        parser.add_argument("--limit", type=int, default=None, help="at most this many")
        parser.add_argument("--processes", type=int, default=2, help="processes that sign (default: 2)")

    def answer(self, options: dict[str, Any]) -> None:
        chamber = options["chamber"]
        if chamber is not None and not Chamber.objects.filter(pk=chamber).exists():
            raise CommandError(_("There is no chamber %(code)s.") % {"code": chamber})
        now = timezone.now()
        orders = list_orders(on=legal_day(now), chamber=chamber, limit=options["limit"])
        try:
            count = self._issue(orders, now, options["processes"])
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(
            _("%(issued)s cards issued; %(held)s already held; %(not_issuable)s not issuable.")
            % {"issued": count.issued, "held": count.already_held, "not_issuable": count.not_issuable}
        )

    def _issue(self, orders: list[CardOrder], now: Any, processes: int) -> IssueCount:
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*columns, transient=True) as progress:
            task = progress.add_task(_("Cards"), total=len(orders))

            def report(count: IssueCount) -> None:
                progress.advance(
                    task, count.issued + count.already_held + count.not_issuable - progress.tasks[0].completed
                )

            return issue_cards(orders=orders, by="command", at=now, processes=processes, report=report)
