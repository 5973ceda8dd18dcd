"""The lists that ship load whole, once, and again when a file changes."""

import datetime as dt

import pytest

from hirfa.audit.models import DiaryLine
from hirfa.reference import operations
from hirfa.reference.files import read_rows, region_outlines
from hirfa.reference.models import (
    CalendarEvent,
    Chamber,
    Commune,
    HsCode,
    HsFamily,
    LegalParameter,
    Province,
    Region,
    Trade,
    TradeBranch,
    TradeNomenclature,
)
from hirfa.reference.operations import load_reference
from hirfa.reference.queries import get_parameter


@pytest.mark.django_db
def test_the_whole_country_is_there(at):
    load_reference(by="tests", at=at)

    assert (Region.objects.count(), Province.objects.count(), Chamber.objects.count()) == (12, 75, 12)
    assert Commune.objects.exclude(kind="ARRONDISSEMENT").count() == 1503
    assert Commune.objects.filter(kind="ARRONDISSEMENT").count() == 41
    assert Province.objects.filter(kind="PREFECTURE").count() == 13


@pytest.mark.django_db
def test_people_of_provinces_add_up_to_those_of_their_region(at):
    load_reference(by="tests", at=at)

    for region in Region.objects.prefetch_related("provinces"):
        assert sum(province.population for province in region.provinces.all()) == region.population


@pytest.mark.django_db
def test_trades_are_a_demonstration_and_say_so(at):
    load_reference(by="tests", at=at)

    assert TradeNomenclature.objects.get().is_demonstration
    assert TradeBranch.objects.count() == 13
    assert set(TradeBranch.objects.values_list("category", flat=True)) == {"PRODUCTION", "SERVICES"}
    assert 90 <= Trade.objects.count() <= 110
    assert not Trade.objects.filter(evidence="").exists()


@pytest.mark.django_db
def test_hs_codes_fall_into_fifteen_families(at):
    load_reference(by="tests", at=at)

    assert HsCode.objects.count() == 198
    assert HsFamily.objects.filter(codes__isnull=False).distinct().count() == 15
    assert set(HsCode.objects.values_list("list_version", flat=True)) == {"hs-crafts-draft-1"}


@pytest.mark.django_db
def test_a_parameter_is_asked_for_on_a_day(at):
    load_reference(by="tests", at=at)

    assert get_parameter("entry.practice_years", on=dt.date(2025, 1, 1)) == 3
    assert get_parameter("title.maalem_practice_years", on=dt.date(2025, 1, 1)) == 10
    with pytest.raises(LegalParameter.DoesNotExist):
        get_parameter("card.validity_years", on=dt.date(2021, 1, 1))


@pytest.mark.django_db
def test_every_parameter_has_a_source_or_says_that_it_awaits_the_text(at):
    load_reference(by="tests", at=at)

    for parameter in LegalParameter.objects.all():
        assert parameter.source
        assert parameter.awaits_text == parameter.source.startswith("default"), parameter.key


@pytest.mark.django_db
def test_the_cup_is_played_in_six_cities_outside_the_season(at):
    load_reference(by="tests", at=at)

    season = CalendarEvent.objects.get(key="season-2025")
    matches = CalendarEvent.objects.filter(kind="MATCHES")
    assert matches.count() == 6
    assert all(event.starts_on > season.ends_on for event in matches)


@pytest.mark.django_db
def test_loading_twice_changes_nothing(at):
    first = load_reference(by="tests", at=at)

    again = load_reference(by="tests", at=at)

    assert first["communes.csv"] == 1544
    assert again == {}
    assert DiaryLine.objects.filter(verb="reference.loaded").count() == 1


@pytest.mark.django_db
def test_a_changed_file_is_loaded_over_its_rows(at, monkeypatch):
    load_reference(by="tests", at=at)
    rows = read_rows("regions.csv")
    rows[0]["name_en"] = "The North"
    monkeypatch.setattr(operations, "read_rows", lambda name: rows)
    monkeypatch.setattr(operations, "LOADERS", {"regions.csv": operations._regions})
    monkeypatch.setattr(operations, "sha256_of", lambda name: "0" * 64)

    assert load_reference(by="tests", at=at) == {"regions.csv": 12}

    assert Region.objects.get(code="01").label_en == "The North"
    assert Region.objects.count() == 12


def test_the_map_shows_every_region_and_is_small():
    outlines = region_outlines()

    assert sorted(outlines["paths"]) == [row["code"] for row in read_rows("regions.csv")]
    assert "OpenStreetMap" in outlines["credit"]
    assert sum(len(path["d"]) for path in outlines["paths"].values()) <= 25_000


def test_each_commune_names_a_province_and_each_parent_is_a_commune():
    communes = read_rows("communes.csv")
    codes = {row["code"] for row in communes}

    assert {row["province"] for row in communes} == {row["code"] for row in read_rows("provinces.csv")}
    assert {row["parent"] for row in communes if row["parent"]} <= codes
