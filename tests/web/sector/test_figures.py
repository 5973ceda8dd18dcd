"""The numbers on the sector's pages are those of the records, and no others."""

import datetime as dt

import pytest

from hirfa.cards.models import Card
from hirfa.web.exports.wording import change_of
from hirfa.web.sector.wording import share_of
from tests.factories.certification import CertificateFactory
from tests.factories.cooperatives import found_cooperative
from tests.factories.coverage import CoverStatusFactory
from tests.factories.exports import RevisionFactory
from tests.factories.fairs import ExhibitorFactory, SalesReturnFactory, VisitCountFactory
from tests.factories.register import register_artisan
from tests.factories.training import ContractFactory, CourseFactory, EnrolmentFactory

from .pages import page

pytestmark = pytest.mark.django_db

ON = {"as_of": "2025-12-31"}


def tiles(client, name, country=None, **asked):
    """The tiles of a page by their place: label to value."""
    answer = client.get(page(name, country), ON | asked)
    return [tile.value for tile in answer.context["tiles"]]


def cells(table):
    return [[str(cell.text) for cell in row] for row in table.rows]


def test_certificates_units_women_s_units_and_those_in_force_are_counted_apart(analyst, country):
    CertificateFactory(file__holder=found_cooperative(women=1, men=1).unit.holder)
    CertificateFactory(file__holder=country.cooperative.unit.holder, expired=True)

    assert tiles(analyst, "certificates") == ["3", "2", "1", "2"]
    assert tiles(analyst, "certificates", unit="women") == ["2", "1", "1", "1"]
    assert tiles(analyst, "certificates", state="in_force") == ["2", "2", "1", "2"]


def test_courses_tell_enrolled_women_present_and_finished(analyst, country):
    EnrolmentFactory(course=country.course, sex="M", completed=True)
    EnrolmentFactory(course=CourseFactory(elsewhere=True), completed=True)

    assert [str(value).replace("\xa0", "").strip("\u2066\u2069") for value in tiles(analyst, "courses")] == [
        "2",
        "3",
        "2",
        "1",
        "66,67%",
    ]
    assert tiles(analyst, "courses", region="07")[:2] == ["1", "1"]


def test_apprentices_are_counted_by_outcome_and_host(analyst, country):
    ContractFactory(host=register_artisan(given_name_latin="Brahim", sex="M").holder, sex="M", graduated=True)

    assert tiles(analyst, "training") == ["2", "1", "1", "1", "1"]


def test_a_fair_adds_a_day_once_and_keeps_missing_returns_out_of_its_sales(analyst, country):
    VisitCountFactory(fair=country.fair, method="ESTIMATE", visitors=9000)
    brahim = ExhibitorFactory(fair=country.fair, holder=register_artisan(given_name_latin="Brahim").holder)
    SalesReturnFactory(exhibitor=brahim, missing=True)

    answer = analyst.get(page("fair", country))

    exhibitors, visitors, _sales, rate = answer.context["tiles"]
    assert (exhibitors.value, visitors.value.replace(".", "")) == ("2", "1200")
    assert "50" in rate.value
    assert "1" in rate.note
    assert answer.context["sales"].declared == 80_000


def test_a_fair_without_numbers_says_no_data_and_never_zero(analyst, country):
    answer = analyst.get(page("fair", type(country)(fair=country.fair_elsewhere)))

    assert [tile.value for tile in answer.context["tiles"]][1:] == ["", "", ""]


def test_a_fair_outside_its_contract_is_shown_as_such(analyst, country):
    country.fair.starts_on, country.fair.ends_on = dt.date(2025, 12, 21), dt.date(2026, 1, 18)
    country.fair.save()

    assert analyst.get(page("fair", country)).context["outside_contract"] is True


def test_a_contract_stands_beside_the_fairs_held(analyst, country):
    answer = analyst.get(page("fair_contracts"), ON)

    assert cells(answer.context["table"])[0][5:7] == ["4", "1"]


def test_every_meaning_of_a_women_s_cooperative_has_its_share_on_each_base(analyst, country):
    readings = cells(analyst.get(page("cooperatives"), ON).context["readings"])

    assert [row[1:3] for row in readings] == [["2", "1"]] * 3
    assert all("50" in row[3] for row in readings)


def test_spaces_tell_people_members_trainees_and_users(analyst, country):
    assert tiles(analyst, "women_spaces") == ["1", "1", "1", "0", "0"]


def test_the_funnel_counts_who_came_to_a_step_and_where_each_stands(analyst, country):
    other = register_artisan(given_name_latin="Brahim").holder
    CoverStatusFactory(holder=other, state="SUSPENDED")

    answer = analyst.get(page("coverage"), ON)

    assert [bar.text for bar in answer.context["chart"].bars] == ["2", "2", "2", "2"]
    assert [tile.value for tile in answer.context["tiles"]] == ["2", str(Card.objects.count()), "1", "1"]
    assert cells(answer.context["table"])[0][1:7] == ["2", "0", "0", "0", "1", "1"]


def test_a_share_of_cover_is_of_people_in_force_and_never_more_than_all(analyst, country):
    suspended = register_artisan(given_name_latin="Brahim", suspended_on=dt.date(2024, 1, 1)).holder
    CoverStatusFactory(holder=suspended)

    answer = analyst.get(page("coverage"), ON)

    first, last = cells(answer.context["table"])
    assert (first[1], "".join(each for each in first[-1] if each.isdigit())) == ("1", "100")
    assert (last[1], last[5], last[-1]) == ("0", "1", "")  # the row of those outside the entries in force
    assert [tile.value for tile in answer.context["tiles"]][2] == "1"


def test_exports_are_shown_as_known_on_the_day_asked(analyst, country):
    RevisionFactory(
        declaration=country.declaration,
        revision=2,
        amount_centimes=700_000,
        recorded_at=dt.datetime(2026, 3, 2, tzinfo=dt.UTC),
    )

    now = analyst.get(page("exports"), ON).context["months"]
    then = analyst.get(page("exports"), ON | {"known_on": "2026-02-01"}).context["months"]

    assert (cells(now)[10][1], cells(then)[10][1]) == ("7.000", "5.000")


def test_exports_compare_the_same_months_and_no_others(analyst, country):
    RevisionFactory(month=dt.date(2024, 11, 1), amount_centimes=400_000)
    RevisionFactory(month=dt.date(2024, 12, 1), amount_centimes=9_000_000)

    months = cells(analyst.get(page("exports"), ON).context["months"])

    assert len(months) == 11
    assert months[10][4:6] == ["5.000", "4.000"]
    assert "25" in months[10][6]


@pytest.mark.parametrize(
    ("now", "before", "change"),
    [(125, 100, 2500), (100, 125, -2000), (1, 3, -6667), (2, 3, -3333), (5, 0, None), (0, 5, -10_000)],
)
def test_a_change_is_rounded_away_from_zero(now, before, change):
    assert change_of(now, before) == change


@pytest.mark.parametrize(("part", "whole", "share"), [(1, 3, 3333), (2, 3, 6667), (0, 5, 0), (5, 0, None)])
def test_a_share_of_nothing_is_no_share(part, whole, share):
    assert share_of(part, whole) == share


def test_the_city_of_a_declaration_is_named_in_the_language_of_the_page(analyst, country):
    shown = analyst.get(page("exports"), ON).context["cuts"]

    assert "مراكش" in {cells(cut)[0][0] for cut in shown}
    assert "Marrakech" not in {row[0] for cut in shown for row in cells(cut)}


@pytest.mark.parametrize("name", ["exports", "fair"])
def test_what_exporters_and_exhibitors_told_is_marked_declared_beside_demonstration(analyst, country, name):
    tiles_shown = analyst.get(page(name, country), ON).context["tiles"]

    marks = [[str(mark) for mark in tile.marks] for tile in tiles_shown]
    assert ["demonstration", "declared"] in marks


def test_the_tiles_of_cooperatives_bear_their_day(analyst, country):
    shown = analyst.get(page("cooperatives"), ON).context["tiles"]

    assert {tile.period for tile in shown} == {"31 دجنبر 2025"}


def test_the_returns_of_a_fair_are_told_as_declared_estimated_and_missing(analyst, country):
    rate = analyst.get(page("fair", country), ON).context["tiles"][-1]

    assert rate.note.count("1") + rate.note.count("0") == 3
