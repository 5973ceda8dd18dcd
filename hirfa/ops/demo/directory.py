"""The demonstration's directory: people and units who agreed to appear, with invented words, products and drawn pictures."""

import datetime as dt
import random
import uuid
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final, NamedTuple

from hirfa.certification.models import Certificate
from hirfa.directory.operations import load_profiles
from hirfa.directory.records import ProductRecord, ProductText, ProfileRecord, ProfileText
from hirfa.directory.rules import NAME_MOST
from hirfa.register.models import Person, Unit
from hirfa.register.queries import facts_units

from .country import BY, NOW, Country, day_between, noon
from .files import read_demo_rows
from .motifs import PALETTES, drawn
from .population import LAST_DAY

PEOPLE: Final = 220
UNITS: Final = 80
OPENED: Final = dt.date(2025, 3, 3)
# Of those who appear: a number of this form is given to nobody (0500 is no area), so that no call reaches a stranger.
NUMBER: Final = "+2125000{:05d}"


class Maker(NamedTuple):
    """Someone who agreed to appear, with the two names that the register has for them."""

    holder: uuid.UUID
    trade: str
    arabic: str
    latin: str
    is_unit: bool


def build_directory(country: Country) -> int:
    """Load the pages of a few hundred makers, among them some whose products bear a label; return how many."""
    dice = country.dice("directory")
    products = {
        branch: list(rows) for branch, rows in groupby(read_demo_rows("products.csv"), key=lambda row: row["branch"])
    }
    makers = [*_people(country, set(products), dice), *_units(country, dice)]
    own = {who: list(rows) for who, rows in groupby(read_demo_rows("own_words.csv"), key=lambda row: row["who"])}
    pages = [_page(maker, place, products, own, dice) for place, maker in enumerate(makers)]
    return load_profiles(records=pages, ids=country.ids, by=BY, at=NOW)


def _people(country: Country, branches: set[str], dice: random.Random) -> Iterator[Maker]:
    """Pick artisans in force in every region, of trades that make something; one in five goes by the name of a workshop."""
    chosen = []
    for _region, there in sorted(country.by_region.items()):
        makers = [artisan for artisan in there if artisan.plan.trade[:4] in branches]
        share = country.scaled(PEOPLE * len(there) // len(country.people), least=2)
        chosen += country.sample(makers, share, dice)
    known = Person.objects.only("given_name_ar", "family_name_ar", "given_name_latin", "family_name_latin").in_bulk(
        [each.id for each in chosen]
    )
    for artisan in chosen:
        person = known[artisan.id]
        workshop = dice.random() < 0.2
        first = ("ورشة", "Atelier") if workshop else (person.given_name_ar, person.given_name_latin)
        families = (person.family_name_ar, person.family_name_latin)
        arabic, latin = (f"{one} {other}" if other else "" for one, other in zip(first, families, strict=True))
        yield Maker(artisan.id, artisan.plan.trade, arabic, latin, is_unit=False)


def _units(country: Country, dice: random.Random) -> Iterator[Maker]:
    """Pick units in force, half of them from those that hold a label."""
    wanted = country.scaled(UNITS, least=4)
    rows = list(facts_units(as_of=LAST_DAY).order_by("holder_id").values_list("holder_id", "trade_code"))
    labelled = set(Certificate.objects.in_force_on(LAST_DAY).values_list("file__holder_id", flat=True))
    held = [row for row in rows if row[0] in labelled]
    chosen = dice.sample(held, min(wanted // 2, len(held)))
    others = [row for row in rows if row not in chosen]
    chosen += dice.sample(others, min(wanted - len(chosen), len(others)))
    names = Unit.objects.in_bulk([holder for holder, _trade in chosen])
    for holder, trade in chosen:
        unit = names[holder]
        yield Maker(holder, trade, unit.name_ar[:NAME_MOST], unit.name_latin[:NAME_MOST], is_unit=True)


def _page(
    maker: Maker,
    place: int,
    products: dict[str, list[dict[str, str]]],
    own: dict[str, list[dict[str, str]]],
    dice: random.Random,
) -> ProfileRecord:
    words = dice.choice(own["UNIT" if maker.is_unit else "PERSON"])
    language = dice.choices(("ar", "fr"), (85, 15))[0]
    both = dice.random() < 0.8
    made = products.get(maker.trade[:4], [])
    palette = dice.randrange(len(PALETTES))
    shown = dice.sample(made, min(len(made), dice.choice((1, 2, 2, 3))))
    return ProfileRecord(
        holder_id=maker.holder,
        text=ProfileText(
            name_ar=maker.arabic,
            name_latin=maker.latin,
            words_ar=words["words_ar"] if both or language == "ar" else "",
            words_fr=words["words_fr"] if both or language == "fr" else "",
            telephone=NUMBER.format(place) if dice.random() < 0.4 else "",
            place_shown="COMMUNE" if dice.random() < 0.5 else "PROVINCE",
        ),
        language=language,
        given_at=noon(day_between(OPENED, NOW.date(), dice)),
        products=_products(maker.trade, shown, palette, dice),
        pictures=[drawn(made[0]["motif"], palette)] if made and dice.random() < 0.85 else [],
    )


def _products(trade: str, rows: Sequence[dict[str, str]], palette: int, dice: random.Random) -> Sequence[ProductRecord]:
    return [
        ProductRecord(
            ProductText(trade, row["name_ar"], row["name_fr"], row["words_ar"], row["words_fr"]),
            [drawn(row["motif"], (palette + place) % len(PALETTES))] if dice.random() < 0.7 else [],
        )
        for place, row in enumerate(rows, start=1)
    ]
