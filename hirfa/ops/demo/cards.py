"""The demonstration's cards: 300,000 ready in April 2025, handed over from the end of September on."""

import datetime as dt
import random
import uuid
from collections.abc import Callable
from typing import Final

from hirfa.cards.choices import MoveReason
from hirfa.cards.facts import CardOrder, IssueCount
from hirfa.cards.models import Card
from hirfa.cards.operations import issue_cards, revoke_card, suspend_card

from .country import BY, NOW, Country, day_between, noon, working_days
from .population import LAST_DAY

CARDS: Final = 300_000  # ready on 22 April 2025 (eco17.info)
FIRST_REQUEST: Final = dt.date(2025, 2, 3)
LAST_ISSUE: Final = dt.date(2025, 4, 11)
READY: Final = dt.date(2025, 4, 22)
HANDED_FROM: Final = dt.date(2025, 9, 26)  # start at Agadir (le12.ma)
# The part of its cards that a chamber has handed over by the end of 2025; supposed, and unequal on purpose.
HANDED: Final = {
    "01": 0.42,
    "02": 0.35,
    "03": 0.48,
    "04": 0.55,
    "05": 0.31,
    "06": 0.44,
    "07": 0.57,
    "08": 0.26,
    "09": 0.71,
    "10": 0.38,
    "11": 0.62,
    "12": 0.5,
}
DELIVERED: Final = 0.93
DESK_DAYS: Final = working_days(FIRST_REQUEST, LAST_ISSUE)
MAKING_DAYS: Final = working_days(FIRST_REQUEST, READY)
DELIVERY_DAYS: Final = working_days(dt.date(2025, 5, 5), dt.date(2025, 9, 19))
HANDING_DAYS: Final = working_days(HANDED_FROM, LAST_DAY)
LOST: Final = (MoveReason.LOST, MoveReason.STOLEN, MoveReason.DAMAGED)
REVOKED, SUSPENDED = 24, 12

InHand = list[tuple[uuid.UUID, dt.date]]  # holders with the day they took their card


def build_cards(country: Country, *, processes: int, report: Callable[[int], None]) -> InHand:
    """Order, sign and store the cards; return who has theirs in hand."""
    dice = country.dice("cards")
    may = [person for person in country.people if person.plan.day < FIRST_REQUEST - dt.timedelta(days=20)]
    chosen = sorted(country.sample(may, country.scaled(CARDS, least=40), dice), key=lambda person: person.plan.number)
    orders = [_order(person.id, person.region, dice) for person in chosen]
    issue_cards(
        orders=orders,
        by=BY,
        at=NOW,
        processes=processes,
        ids=country.ids,
        chance=country.dice("status places"),
        report=lambda count: report(_seen(count)),
    )
    in_hand = [(order.holder_id, order.handed_over_on) for order in orders if order.handed_over_on]
    _lose_some(dice)
    return in_hand


def _order(holder: uuid.UUID, region: str, dice: random.Random) -> CardOrder:
    """Draw the days of one card: asked for, issued some days later, made by the end of April, then out to the chamber."""
    draw = dice.random  # many times faster than `randrange`, and this is done 300,000 times
    asked = int(draw() * (len(DESK_DAYS) - 8))
    issued = asked + 2 + int(draw() * (len(DESK_DAYS) - asked - 2))
    made = MAKING_DAYS[min(issued + 3 + int(draw() * 6), len(MAKING_DAYS) - 1)]
    delivered = handed = None
    if draw() < DELIVERED:
        delivered = DELIVERY_DAYS[int(draw() * len(DELIVERY_DAYS))]
        if draw() < HANDED[region] / DELIVERED:
            handed = HANDING_DAYS[int(draw() * len(HANDING_DAYS))]
    issued_on = DESK_DAYS[issued]
    return CardOrder(holder, issued_on, DESK_DAYS[asked], made, delivered, handed, noon(issued_on))


def _seen(count: IssueCount) -> int:
    return count.issued + count.already_held + count.not_issuable


def _lose_some(dice: random.Random) -> None:
    """Revoke and suspend a few cards, so that red and amber can be seen."""
    taken = list(Card.objects.filter(handed_over_on__isnull=False).order_by("number")[: REVOKED + SUSPENDED])
    for place, card in enumerate(taken):
        day = day_between(card.handed_over_on or HANDED_FROM, LAST_DAY, dice)
        at = noon(day)
        if place < REVOKED:
            revoke_card(card=card, reason=LOST[place % 3], by=BY, at=at)
        else:
            suspend_card(card=card, reason=MoveReason.FRAUD, by=BY, at=at)
