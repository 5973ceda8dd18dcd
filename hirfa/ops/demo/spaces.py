"""Women's spaces (Dar Sanaa) and those whom they serve; units helped to be certified."""

import datetime as dt
import random
import uuid
from collections.abc import Iterator, Sequence
from typing import Final

from hirfa.certification.operations import load_certification
from hirfa.certification.records import (
    CertificateRecord,
    FileRecord,
    LevelRecord,
    ProgrammeRecord,
    SchemeRecord,
)
from hirfa.cooperatives.operations import load_spaces
from hirfa.cooperatives.records import BeneficiaryRecord, SpaceRecord, SpaceTradeRecord

from .country import BY, NOW, Country, day_between, in_two_scripts, noon, provinces_by_weight, working_day
from .fitting import apportion
from .population import LAST_DAY
from .units import Coop

# Not people of the register: these do not shrink with the country.
SPACES: Final = 104  # open at the end of 2025; four more have closed
CLOSED_SPACES: Final = 4
BENEFICIARIES: Final = 3_912
WOMENS_UNITS: Final = 300
OTHER_UNITS: Final = 260
SPACE_TRADES: Final = ("D-01-001", "D-01-006", "D-03-001", "D-02-001", "D-03-006", "D-03-007", "D-09-003")
KINDS: Final = (("MEMBER", 0.5), ("TRAINEE", 0.32), ("USER", 0.18))
SCHEME: Final = "MH"


def build_spaces(country: Country, coops: Sequence[Coop]) -> None:
    """Load the women's spaces. Six women in ten whom they serve are in the register."""
    dice = country.dice("spaces")
    codes, weights = provinces_by_weight(country)
    managers = [coop for coop in coops if coop.all_women]
    shares = apportion(BENEFICIARIES, [dice.uniform(0.6, 1.5) for _space in range(SPACES)]) + [24] * CLOSED_SPACES
    women = iter(dice.sample(women_of(country), min(BENEFICIARIES, len(women_of(country)))))
    spaces, trades, served = [], [], []
    for number, count in enumerate(shares, start=1):
        closed = number > SPACES
        space = _space(country, number, dice.choices(codes, weights)[0], managers, dice, closed=closed)
        spaces.append(space)
        of_space = dice.sample(SPACE_TRADES, dice.randint(2, 4))
        trades += [SpaceTradeRecord(space.id, trade) for trade in of_space]
        served += [_beneficiary(country, space, dice.choice(of_space), women, dice) for _woman in range(count)]
    load_spaces(spaces=spaces, trades=trades, beneficiaries=served, by=BY, at=NOW)


def women_of(country: Country) -> list[uuid.UUID]:
    return [person.id for person in country.people if person.plan.sex == "F"]


def _space(
    country: Country, number: int, province: str, managers: Sequence[Coop], dice: random.Random, *, closed: bool
) -> SpaceRecord:
    opened = working_day(day_between(dt.date(2012, 2, 1), dt.date(2025, 6, 30), dice))
    ended = None
    if closed:
        opened = working_day(day_between(dt.date(2012, 2, 1), dt.date(2016, 6, 30), dice))
        ended = day_between(dt.date(2020, 1, 6), dt.date(2025, 3, 31), dice)
    near = [coop for coop in managers if coop.province == province]
    by_cooperative = number % 2 == 0
    place_ar, place_fr = in_two_scripts(province)
    return SpaceRecord(
        country.ids(),
        f"DS-{number:03d}",
        f"دار الصانعة {place_ar} {number}",
        f"Dar Sanaa {place_fr} {number}",
        province,
        None,
        "COOPERATIVE" if by_cooperative else "ASSOCIATION",
        dice.choice(near).id if by_cooperative and near else None,
        opened,
        ended,
        noon(opened),
        noon(ended) if ended else None,
    )


def _beneficiary(
    country: Country, space: SpaceRecord, trade: str, women: Iterator[uuid.UUID], dice: random.Random
) -> BeneficiaryRecord:
    kind = dice.choices([kind for kind, _ in KINDS], [weight for _, weight in KINDS])[0]
    holder = next(women, None) if dice.random() < 0.6 else None
    since = day_between(max(space.opened_on, dt.date(2019, 1, 1)), space.closed_on or dt.date(2025, 12, 15), dice)
    if space.closed_on and since >= space.closed_on:
        since = space.closed_on - dt.timedelta(days=90)
    return BeneficiaryRecord(country.ids(), space.id, holder, trade, kind, "F", since, space.closed_on, noon(since))


def build_certification(country: Country, coops: Sequence[Coop]) -> None:
    """Load the label's files: 300 women's units with a certificate, others beside them, refusals and withdrawals."""
    dice = country.dice("certification")
    womens = [coop.id for coop in coops if coop.all_women and coop.founded_on < dt.date(2023, 1, 1)]
    alone = [person.id for person in country.people if person.plan.sex == "F" and person.plan.day.year < 2024]
    taken = dice.sample(womens, min(len(womens), WOMENS_UNITS * 2 // 3))
    taken += dice.sample(alone, min(len(alone), WOMENS_UNITS - len(taken)))
    others = [coop.id for coop in coops if not coop.all_women and coop.founded_on < dt.date(2023, 1, 1)]
    men = [person.id for person in country.people if person.plan.sex == "M" and person.plan.day.year < 2024]
    rest = dice.sample(others, min(len(others), OTHER_UNITS // 2)) + dice.sample(men, min(len(men), OTHER_UNITS // 2))
    files: list[FileRecord] = []
    certificates: list[CertificateRecord] = []
    for holder in taken:
        _file(country, files, certificates, holder, dice, programme="TAHFIZ-NISWA-LABEL", outcome="GRANTED")
    for place, holder in enumerate(rest):
        outcome = ("GRANTED", "GRANTED", "GRANTED", "REFUSED", "WITHDRAWN", "")[place % 6]
        _file(country, files, certificates, holder, dice, programme=None, outcome=outcome, withdrawn=place % 24 == 1)
    load_certification(
        schemes=[
            SchemeRecord(
                SCHEME,
                "LABEL",
                "صنع يدويا في المغرب",
                "Morocco Handmade",
                "Morocco Handmade",
                "",
                "https://www.infomediaire.net/artisanat-plus-de-200-unites-de-production-labellisees-morocco-handmade/",
            )
        ],
        levels=[
            LevelRecord(SCHEME, 1, "المستوى الأول", "Premier niveau", "First level", ""),
            LevelRecord(SCHEME, 2, "المستوى الثاني", "Deuxième niveau", "Second level", ""),
            LevelRecord(SCHEME, 3, "المستوى الثالث", "Troisième niveau", "Third level", ""),
        ],
        programmes=[
            ProgrammeRecord(
                "TAHFIZ-NISWA-LABEL",
                "مواكبة وحدات إنتاج نسائية للحصول على شهادات التصديق",
                "Accompagnement d'unités de production féminines à la certification",
                "Support of women's production units towards certification",
                "",
                dt.date(2023, 1, 1),
                dt.date(2026, 1, 1),
                WOMENS_UNITS,
                "statement of 19 January 2026; the programme's name and days are of the demonstration",
            )
        ],
        files=files,
        certificates=certificates,
        by=BY,
        at=NOW,
    )


def _file(
    country: Country,
    files: list[FileRecord],
    certificates: list[CertificateRecord],
    holder: uuid.UUID,
    dice: random.Random,
    *,
    programme: str | None,
    outcome: str,
    withdrawn: bool = False,
) -> None:
    applied = working_day(day_between(dt.date(2024, 1, 8), dt.date(2025, 6, 30), dice))
    decided = working_day(applied + dt.timedelta(days=dice.randrange(60, 160))) if outcome else None
    number = f"MH-{len(files) + 1:05d}"
    files.append(
        FileRecord(
            country.ids(), number, holder, SCHEME, programme, applied, outcome, decided, noon(decided or applied)
        )
    )
    if outcome == "GRANTED" and decided:
        ended = day_between(decided, LAST_DAY, dice) if withdrawn else None
        expires = decided.replace(year=decided.year + 3, day=min(decided.day, 28))
        certificates.append(
            CertificateRecord(
                country.ids(),
                files[-1].id,
                f"C{number}",
                dice.choices((1, 2, 3), (6, 3, 1))[0],
                decided,
                expires,
                ended,
                noon(decided),
                noon(ended) if ended else None,
            )
        )
