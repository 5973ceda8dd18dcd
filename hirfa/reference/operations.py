"""Loading the reference files that ship with the product."""

import datetime as dt
from collections.abc import Callable
from typing import Any, Final

from django.db import models, transaction

from hirfa.audit.operations import record

from .files import read_parameters, read_procedure, read_rows, sha256_of
from .models import (
    Act,
    CalendarEvent,
    Chamber,
    Commune,
    Ground,
    HsCode,
    HsFamily,
    LegalParameter,
    PieceRule,
    Province,
    ReferenceLoad,
    Region,
    Trade,
    TradeBranch,
    TradeNomenclature,
)

NOMENCLATURE: Final = "demo-2026"


@transaction.atomic
def load_reference(*, by: object, at: dt.datetime) -> dict[str, int]:
    """Load the files that are new or have changed and return how many rows each gave: nothing, the second time.

    A row that a file no longer holds stays: other tables may point to it, and a list is ended by a date, never by deletion.
    """
    known = dict(ReferenceLoad.objects.values_list("file", "sha256"))
    loaded = {}
    hashes = {}
    for name, load in LOADERS.items():
        sha256 = sha256_of(name)
        if known.get(name) == sha256:
            continue
        loaded[name] = load()
        hashes[name] = sha256
        ReferenceLoad.objects.update_or_create(file=name, defaults={"sha256": sha256, "loaded_at": at})
    if hashes:
        record(verb="reference.loaded", subject="reference.files", by=by, at=at, facts=hashes)
    return loaded


def _regions() -> int:
    return _upsert(
        [
            Region(**_labels(row), code=row["code"], population=row["population_2024"])
            for row in read_rows("regions.csv")
        ]
    )


def _provinces() -> int:
    return _upsert(
        [
            Province(
                **_labels(row),
                code=row["code"],
                region_id=row["region"],
                kind=row["kind"],
                population=row["population_2024"],
            )
            for row in read_rows("provinces.csv")
        ]
    )


def _communes() -> int:
    return _upsert(
        [
            Commune(**_labels(row), code=row["code"], province_id=row["province"], kind=row["kind"])
            for row in read_rows("communes.csv")
        ]
    )


def _chambers() -> int:
    return _upsert(
        [
            Chamber(
                **_labels(row),
                code=row["code"],
                region_id=row["region"],
                seat=row["seat_fr"],
                seat_ar=row["seat_ar"],
                seat_source=row["source"] or row["seat_status"],
            )
            for row in read_rows("chambers.csv")
        ]
    )


def _branches() -> int:
    _upsert(
        [
            TradeNomenclature(
                version=NOMENCLATURE,
                valid_from=dt.date(2022, 2, 21),
                is_demonstration=True,
                source="DEMONSTRATION: not the list of decree 2.21.437; names seen in public sources, one in each row",
            )
        ]
    )
    return _upsert(
        [
            TradeBranch(**_labels(row), code=row["code"], nomenclature_id=row["version"], category=row["category"])
            for row in read_rows("trade_branches.csv")
        ]
    )


def _trades() -> int:
    return _upsert(
        [
            Trade(
                **_labels(row),
                code=row["code"],
                branch_id=row["branch"],
                evidence=row["evidence"],
                source=row["source"],
            )
            for row in read_rows("trades.csv")
        ]
    )


def _hs_families() -> int:
    return _upsert([HsFamily(**_labels(row), code=row["code"]) for row in read_rows("hs_families.csv")])


def _hs_codes() -> int:
    families = {row["code"]: row["label_ar"] for row in read_rows("hs_families.csv")}
    return _upsert(
        [
            HsCode(
                code=row["code"],
                label_ar=families[row["family"]],
                label_fr=row["label_fr"],
                label_en=row["label_en"],
                family_id=row["family"],
                tier=row["tier"],
                list_version=row["list_version"],
            )
            for row in read_rows("hs_codes.csv")
        ]
    )


def _parameters() -> int:
    usual = {"unit": "", "valid_to": None, "awaits_text": False}
    rows = sorted(
        read_parameters(), key=lambda row: row["valid_from"]
    )  # an old value is closed before its successor opens
    return _upsert([LegalParameter(**{**usual, **row}) for row in rows], ["key", "valid_from"])


def _procedure() -> int:
    rows = read_procedure()
    return (
        _upsert([Act(**row) for row in rows["acts"]], ["code", "valid_from"])
        + _upsert([PieceRule(**row) for row in rows["pieces"]], ["act", "code", "valid_from"])
        + _upsert([Ground(**row) for row in rows["grounds"]], ["act", "code", "valid_from"])
    )


def _events() -> int:
    return _upsert(
        [
            CalendarEvent(
                **_labels(row),
                key=row["key"],
                kind=row["kind"],
                starts_on=dt.date.fromisoformat(row["starts_on"]),
                ends_on=dt.date.fromisoformat(row["ends_on"]),
                region_id=row["region"] or None,
                city=row["city"],
                source=row["source"],
            )
            for row in read_rows("events.csv")
        ]
    )


def _labels(row: dict[str, str]) -> dict[str, str]:
    """Labels of a row: the census files say `name_`, the others `label_`."""
    return {
        f"label_{code}": row.get(f"label_{code}") or row.get(f"name_{code}") or "" for code in ("ar", "fr", "en", "zgh")
    }


def _upsert(rows: list[Any], unique: list[str] | None = None) -> int:
    model: type[models.Model] = type(rows[0])
    key = unique or [model._meta.pk.name if model._meta.pk else "id"]
    changing = [field.name for field in model._meta.concrete_fields if field.name not in key and not field.primary_key]
    model._default_manager.bulk_create(rows, update_conflicts=True, unique_fields=key, update_fields=changing)
    return len(rows)


# In the order in which rows point to one another.
LOADERS: Final[dict[str, Callable[[], int]]] = {
    "regions.csv": _regions,
    "provinces.csv": _provinces,
    "communes.csv": _communes,
    "chambers.csv": _chambers,
    "trade_branches.csv": _branches,
    "trades.csv": _trades,
    "hs_families.csv": _hs_families,
    "hs_codes.csv": _hs_codes,
    "legal_parameters.yaml": _parameters,
    "procedure.yaml": _procedure,
    "events.csv": _events,
}
