"""Artisans and units as the register makes them: through its own bulk operations, never row by row."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from hirfa.core.ids import new_id
from hirfa.reference.models import Chamber, Commune, Province, Region, Trade, TradeBranch, TradeNomenclature
from hirfa.register.models import Entry
from hirfa.register.operations import load_people, load_units
from hirfa.register.records import PersonRecord, UnitRecord
from tests.cast import FATIMA

AT = dt.datetime(2026, 1, 15, 10, 0, tzinfo=dt.UTC)
REGISTERED = dt.date(2023, 3, 6)
# code, name; each chamber keeps a province of its own region
REGIONS = (("03", "Fès-Meknès", "فاس مكناس"), ("07", "Marrakech-Safi", "مراكش آسفي"))
PROVINCES = (("03.591", "03", "Taounate", "تاونات"), ("07.351", "07", "Marrakech", "مراكش"))
TRADES = (("T-CARPET", "Carpets", "زرابي"), ("T-BRASS", "Brass", "نحاس"))


def lay_reference() -> None:
    """Two regions with a chamber, a province and a commune each, and two trades. Twice changes nothing."""
    for code, french, arabic in REGIONS:
        names = {"label_fr": french, "label_ar": arabic}
        Region.objects.get_or_create(code=code, defaults={**names, "population": 1000})
        Chamber.objects.get_or_create(code=code, defaults={**names, "region_id": code})
    for code, region, french, arabic in PROVINCES:
        names = {"label_fr": french, "label_ar": arabic}
        Province.objects.get_or_create(
            code=code, defaults={**names, "region_id": region, "kind": "PROVINCE", "population": 500}
        )
        Commune.objects.get_or_create(code=f"{code}.01", defaults={**names, "province_id": code, "kind": "URBAN"})
    TradeNomenclature.objects.get_or_create(version="tests", defaults={"valid_from": dt.date(2020, 1, 1)})
    branch = {"label_fr": "Art", "label_ar": "فن", "nomenclature_id": "tests", "category": "PRODUCTION"}
    TradeBranch.objects.get_or_create(code="T", defaults=branch)
    for code, french, arabic in TRADES:
        Trade.objects.get_or_create(code=code, defaults={"branch_id": "T", "label_fr": french, "label_ar": arabic})


def artisan(**values: Any) -> PersonRecord:
    """Fatima El Idrissi of Taounate, unless said otherwise."""
    usual = {
        **FATIMA,
        "registered_on": REGISTERED,
        "chamber": "03",
        "province": "03.591",
        "trade": "T-CARPET",
        "born_on": dt.date(1980, 5, 17),
        "birth_precision": "DAY",
    }
    return PersonRecord(**(usual | values))


def of_marrakech(**values: Any) -> PersonRecord:
    return artisan(**({"chamber": "07", "province": "07.351"} | values))


def register(records: Iterable[PersonRecord], **how: Any) -> list[Entry]:
    """Load these artisans and return their entries in the same order."""
    lay_reference()
    made = list(records)
    known = set(Entry.objects.values_list("pk", flat=True))
    usual = {"ids": new_id, "by": "tests", "at": AT, "name": "tests"}
    load_people(batches=[made] if made else [], expand=list, **(usual | how))
    fresh = Entry.objects.exclude(pk__in=known).select_related("holder__person")
    lines = dict(fresh.values_list("pk", "holder__person__source_links__row__line"))
    return sorted(fresh, key=lambda entry: lines[entry.pk])


def register_artisan(**values: Any) -> Entry:
    """Load one artisan and return the entry."""
    return register([artisan(**values)])[0]


def register_unit(**values: Any) -> Entry:
    """Load one cooperative, unless said otherwise, and return the entry."""
    lay_reference()
    ident = new_id()
    usual = {
        "registered_on": REGISTERED,
        "kind": "COOPERATIVE",
        "chamber": "03",
        "province": "03.591",
        "trade": "T-CARPET",
        "name_latin": "Tazerbit",
        "ident": ident,
    }
    load_units(records=[UnitRecord(**(usual | values))], ids=new_id, by="tests", at=AT)
    return Entry.objects.select_related("holder__unit").get(pk=values.get("ident", ident))
