"""What the card opened: partners, agreements, offers, and the uses made since the cards were handed over."""

import datetime as dt
import random
import uuid
from collections.abc import Sequence
from typing import Final

from hirfa.benefits.operations import load_benefits
from hirfa.benefits.records import AgreementRecord, OfferRecord, PartnerRecord, UseRecord
from hirfa.coverage.operations import load_cover
from hirfa.coverage.records import CoverRecord

from .country import BY, NOW, Country, day_between, noon
from .files import read_demo_rows
from .population import LAST_DAY

SIGNED: Final = dt.date(2025, 9, 26)  # about fifteen agreements signed at Agadir (maghress.com/fr/lavieeco/426090)
USES: Final = 21_000
# Of those in force, where they stand with the fund; the rest has no row. Supposed, near what was said of 2025.
COVER: Final = (
    ("PRE_REGISTERED", 0.07),
    ("DECLARED", 0.10),
    ("MATCHED", 0.33),
    ("RIGHTS_OPEN", 0.30),
    ("SUSPENDED", 0.12),
)


def build_benefits(country: Country, holders: Sequence[tuple[uuid.UUID, dt.date]]) -> None:
    """Load partners and offers as reported, and invented uses by those who had their card in hand on the day."""
    dice = country.dice("benefits")
    rows = read_demo_rows("offers.csv")
    partners = {row["partner"]: row for row in rows}
    agreements = {code: _agreement(country, code, row) for code, row in partners.items()}
    offers = [_offer(country, row, agreements[row["partner"]].id) for row in rows]
    weights = [float(row["weight"]) for row in rows]
    amounts = {row["offer"]: row["amount_mad"] for row in rows}
    uses = []
    if holders:
        for holder, since in dice.choices(holders, k=country.scaled(USES, least=40)):
            offer = dice.choices(offers, weights)[0]
            uses.append(_use(country, offer, holder, since, amounts[offer.code], dice))
    load_benefits(
        partners=[
            PartnerRecord(code, row["partner_ar"], row["partner_fr"], row["partner_en"], "", row["partner_source"])
            for code, row in partners.items()
        ],
        agreements=agreements.values(),
        offers=offers,
        uses=uses,
        by=BY,
        at=NOW,
    )


def _agreement(country: Country, code: str, row: dict[str, str]) -> AgreementRecord:
    number = f"CONV-2025-{code}"
    return AgreementRecord(country.ids(), number, code, SIGNED, SIGNED, None, row["partner_source"], noon(SIGNED))


def _offer(country: Country, row: dict[str, str], agreement: uuid.UUID) -> OfferRecord:
    return OfferRecord(
        country.ids(),
        row["offer"],
        row["label_ar"],
        row["label_fr"],
        row["label_en"],
        "",
        agreement,
        row["family"],
        SIGNED,
        None,
        noon(SIGNED),
    )


def _use(
    country: Country, offer: OfferRecord, holder: uuid.UUID, since: dt.date, amount: str, dice: random.Random
) -> UseRecord:
    day = day_between(since, LAST_DAY, dice)
    centimes = round(float(amount) * dice.lognormvariate(0, 0.5)) * 100 if amount else None
    return UseRecord(country.ids(), offer.id, holder, day, centimes, "", None, noon(day))


def build_cover(country: Country) -> None:
    """Load where each artisan stands with the fund: one state each, since a day after entering the register."""
    dice = country.dice("cover")
    states = [state for state, _ in COVER] + [""]
    weights = [weight for _, weight in COVER] + [1 - sum(weight for _, weight in COVER)]
    drawn = dice.choices(states, weights, k=len(country.people))
    waits = [dt.timedelta(days=days) for days in range(20, 400)]
    statuses = []
    for person, state in zip(country.people, drawn, strict=True):
        if state:
            since = min(person.plan.day + waits[int(dice.random() * len(waits))], LAST_DAY)
            statuses.append(CoverRecord(person.id, state, since, None, noon(since)))
    load_cover(statuses=statuses, by=BY, at=NOW)
