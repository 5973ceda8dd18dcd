"""Cards as the product issues them: people through the register, keys through issuing, then the operation itself."""

import datetime as dt
from typing import Any

from hirfa.cards.choices import MoveReason
from hirfa.cards.models import Card
from hirfa.cards.operations import issue_card, revoke_card, suspend_card
from hirfa.reference.models import LegalParameter
from tests.factories.issuing import lay_keys
from tests.factories.register import register_artisan

AT = dt.datetime(2026, 1, 15, 10, 0, tzinfo=dt.UTC)
VALIDITY_YEARS = 5


def lay_card_rules() -> None:
    """Five years of validity, and keys. Twice changes nothing."""
    LegalParameter.objects.get_or_create(
        key="card.validity_years",
        valid_to=None,
        defaults={"valid_from": dt.date(2020, 1, 1), "value": VALIDITY_YEARS, "unit": "year", "source": "tests"},
    )
    lay_keys()


def issued_card(*, at: dt.datetime = AT, suspended: bool = False, revoked: bool = False, **person: Any) -> Card:
    """Return the card of a new artisan (Fatima, unless said otherwise), in the state asked for."""
    lay_card_rules()
    card = issue_card(holder=register_artisan(**person).holder, by="tests", at=at)
    if suspended:
        card = suspend_card(card=card, reason=MoveReason.ENTRY_SUSPENDED, by="tests", at=at)
    if revoked:
        card = revoke_card(card=card, reason=MoveReason.LOST, by="tests", at=at)
    return card
