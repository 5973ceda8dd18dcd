"""Definitions are checked as a whole before anything is counted."""

import datetime as dt
from typing import Any

import pytest

from hirfa.indicators.definitions import DefinitionError, check_together, load_registry, read_definition, registry
from hirfa.indicators.sources import SOURCES
from tests.factories.figures import parameters

WORDS = {"ar": "كلمة", "fr": "mot", "en": "word"}


def declared(**changes: Any) -> dict[str, Any]:
    """A definition in order, with changes."""
    return {
        "id": "test.people",
        "version": 1,
        "label": WORDS,
        "definition": WORDS,
        "population": "people",
        "source": "people",
        "measure": {"kind": "count"},
        "period": "instant",
        "rounding": "unit",
        "unit": "person",
    } | changes


def growth(name: str, of: str) -> dict[str, Any]:
    made = declared(id=name, measure={"kind": "ytd_growth", "of": of}, period="ytd", unit="basis-point")
    del made["source"]
    return made


def test_the_definitions_that_ship_hold_together():
    assert len(registry()) > 80
    assert "exports.value" in registry()


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"source": "ghosts"}, "unknown source 'ghosts'"),
        ({"filter": [{"field": "shoe_size", "op": "eq", "value": 42}]}, "people has no field shoe_size"),
        ({"measure": {"kind": "sum", "field": "salary"}}, "people has no field salary"),
        ({"measure": {"kind": "guess"}}, "unknown measure guess"),
        ({"measure": {"kind": "sum"}}, "sum takes field"),
        ({"filter": [{"field": "sex", "op": "like", "value": "F"}]}, "field, op and value"),
        ({"label": {"ar": "كلمة", "fr": "mot"}}, "label is missing in en"),
        ({"period": "fortnight"}, "'fortnight' is not a valid PeriodKind"),
        ({"period": "year"}, "stands on a day and has no year"),
        ({"rounding": "by_eye"}, "unknown rounding by_eye"),
        ({"unit": "sheep"}, "'sheep' is not a valid Unit"),
        ({"colour": "red"}, "unknown colour"),
        ({"filter": [{"field": "sex", "op": "in", "value": ["F"], "list": "sexes"}]}, "has no version"),
        ({"source": "spaces", "grains": ["trade"]}, "no such grain"),
    ],
)
def test_a_wrong_definition_is_refused_with_its_file_and_the_reason(changes, reason):
    with pytest.raises(DefinitionError, match=reason) as refused:
        read_definition(declared(**changes), "somewhere.yaml")

    assert "somewhere.yaml" in str(refused.value)


def test_a_definition_that_lacks_its_unit_is_refused():
    content = declared()
    del content["unit"]

    with pytest.raises(DefinitionError, match="missing unit"):
        read_definition(content, "somewhere.yaml")


def test_a_growth_in_people_is_refused():
    with pytest.raises(DefinitionError, match="is not in person"):
        read_definition(growth("g", "test.people") | {"unit": "person"}, "somewhere.yaml")


def test_a_definition_that_refers_to_itself_by_another_is_refused():
    found = {name: read_definition(growth(name, of), "f.yaml") for name, of in [("a", "b"), ("b", "a")]}

    with pytest.raises(DefinitionError, match="a -> b -> a"):
        check_together(found)


def test_a_definition_made_of_an_unknown_one_is_refused():
    with pytest.raises(DefinitionError, match="unknown indicator b"):
        check_together({"a": read_definition(growth("a", "b"), "f.yaml")})


def test_two_definitions_of_one_name_are_refused(tmp_path):
    (tmp_path / "one.yaml").write_text(
        "id: a\nversion: 1\nlabel: {ar: ا, fr: a, en: a}\ndefinition: {ar: ا, fr: a, en: a}\npopulation: p\n"
        "source: people\nmeasure: {kind: count}\nperiod: instant\nrounding: unit\nunit: person\n"
    )
    (tmp_path / "two.yaml").write_text((tmp_path / "one.yaml").read_text())

    with pytest.raises(DefinitionError, match="a second definition of a"):
        load_registry(tmp_path)


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(SOURCES))
@pytest.mark.parametrize("known_at", [None, dt.datetime(2026, 1, 1, tzinfo=dt.UTC)])
def test_every_source_has_the_columns_that_it_promises(name, known_at):
    parameters()

    facts = SOURCES[name].facts(as_of=dt.date(2025, 12, 31), known_at=known_at)

    assert list(facts[:1]) == []
    assert {"record_id", *SOURCES[name].fields} == set(facts.query.values_select) | set(facts.query.annotation_select)
