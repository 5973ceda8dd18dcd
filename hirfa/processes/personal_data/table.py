"""The declared table of personal fields: `data/personal_fields.yaml`, refused when it is not whole."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import yaml
from django.apps import apps

PATH: Final = Path(__file__).resolve().parent.parent / "data" / "personal_fields.yaml"
LANGUAGES: Final = ("ar", "fr", "en")
# Not a delay but words: what proves or counts without naming anybody.
NO_END: Final = "personal.trace_kept"


class Erasure(StrEnum):
    BLANK = "BLANK"
    DELETE_ROW = "DELETE_ROW"
    KEEP = "KEEP"


class TableRefused(Exception):
    """The table is not whole, in words for whoever wrote it."""


@dataclass(frozen=True, slots=True)
class PersonalField:
    """One field of one model (`app.Model`), and what is declared of it; the words are keys of the table's own lists."""

    model: str
    name: str
    subject: str
    purpose: str
    basis: str
    retention: str
    erasure: Erasure
    reason: str
    group: int


@dataclass(frozen=True, slots=True)
class Table:
    """The fields, and the words of each list by key and language. `groups` are the labels of rows that belong together."""

    fields: tuple[PersonalField, ...]
    groups: tuple[Mapping[str, str], ...]
    words: Mapping[str, Mapping[str, Mapping[str, str]]]

    def say(self, kind: str, key: str, language: str) -> str:
        """Return the words of a key (`purposes`, `REGISTER`) in a language."""
        return self.words[kind][key][language]

    def of_model(self, model: str) -> list[PersonalField]:
        return [field for field in self.fields if field.model == model]

    def named(self) -> set[str]:
        """Return every field as `app.Model.field`."""
        return {f"{field.model}.{field.name}" for field in self.fields}


_LISTS: Final = ("subjects", "purposes", "bases", "retentions", "reasons")


@lru_cache(maxsize=1)
def personal_fields() -> Table:
    """Return the table that ships with the product. Raises TableRefused."""
    return read_table(yaml.safe_load(PATH.read_text(encoding="utf-8")))


def read_table(told: dict[str, Any]) -> Table:
    """Check what a file tells and return it as a table.

    Raises TableRefused for a word that is on no list, a label that lacks a language, a field that does not exist or is
    told twice, something kept without reason, or a reason where nothing is kept.
    """
    for kind in _LISTS:
        for key, words in told[kind].items():
            _check_words(f"{kind} {key}", words)
    fields: list[PersonalField] = []
    for number, group in enumerate(told["fields"]):
        _check_words(f"row {number}", group["label"])
        fields += _fields_of(group, number, told)
    names = [f"{field.model}.{field.name}" for field in fields]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise TableRefused(f"told twice: {', '.join(twice)}")
    return Table(
        tuple(fields), tuple(group["label"] for group in told["fields"]), {kind: told[kind] for kind in _LISTS}
    )


def _fields_of(group: dict[str, Any], number: int, told: dict[str, Any]) -> list[PersonalField]:
    lists = {"subject": "subjects", "purpose": "purposes", "basis": "bases", "retention": "retentions"}
    for word, kind in lists.items():
        if group.get(word) not in told[kind]:
            raise TableRefused(f"row {number}: {word} {group.get(word)} is not of the list")
    erasure, reason = Erasure(group["erasure"]), group.get("reason", "")
    if (erasure is Erasure.KEEP) != (reason in told["reasons"]):
        raise TableRefused(f"row {number}: what is kept has a reason of the list, and nothing else has")
    if (erasure is not Erasure.KEEP) and group["retention"] == NO_END:
        raise TableRefused(f"row {number}: what is erased has a delay")
    made = []
    for path in group["fields"]:
        model, _, name = path.rpartition(".")
        _check_exists(model, name)
        made.append(
            PersonalField(
                model=model,
                name=name,
                subject=group["subject"],
                purpose=group["purpose"],
                basis=group["basis"],
                retention=group["retention"],
                erasure=erasure,
                reason=reason,
                group=number,
            )
        )
    return made


def _check_words(where: str, words: Mapping[str, str]) -> None:
    if lacking := [language for language in LANGUAGES if not words.get(language)]:
        raise TableRefused(f"{where}: no words in {', '.join(lacking)}")


def _check_exists(model: str, name: str) -> None:
    try:
        known = {field.name for field in apps.get_model(model)._meta.get_fields()}
    except LookupError as error:
        raise TableRefused(f"there is no model {model}") from error
    if name not in known:
        raise TableRefused(f"{model} has no field {name}")
