"""`hirfa revoke_card NUMBER --reason CODE`: withdraw a card for ever."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from hirfa.cards.choices import MoveReason
from hirfa.cards.management.speech import SpeakingCommand
from hirfa.cards.operations import revoke_card
from hirfa.cards.queries import find_card
from hirfa.cards.rules import REVOKING
from hirfa.core.errors import Refusal


class Command(SpeakingCommand):
    help = "Withdraw a card for ever, by its number. Every check refuses it from the next status list on."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("number", help="the card's number, as printed under its code")
        parser.add_argument("--reason", required=True, choices=sorted(REVOKING))

    def answer(self, options: dict[str, Any]) -> None:
        card = find_card(options["number"])
        if card is None:
            raise CommandError(_("There is no card %(number)s.") % {"number": options["number"]})
        try:
            revoke_card(card=card, reason=MoveReason(options["reason"]), by="command", at=timezone.now())
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(_("Card %(number)s is revoked.") % {"number": card.number})
