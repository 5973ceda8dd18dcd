"""The pieces that pages are made of."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.forms import CharField
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from hirfa.core.errors import Refusal
from hirfa.reference.files import region_outlines
from hirfa.web.diary import happenings
from hirfa.web.doors import paginate, refusals_shown_on, require
from hirfa.web.fields import PageForm
from hirfa.web.parts import Bar, Cell, Chart, Column, Table, bars, shade_of
from hirfa.web.regions import legend_for


@pytest.mark.parametrize(("value", "shade"), [(None, 0), (0, 1), (1, 1), (20, 1), (21, 2), (100, 5), (101, 5)])
def test_a_region_is_darker_the_more_it_has(value, shade):
    assert shade_of(value, largest=100) == shade


def test_without_any_value_no_region_has_a_shade_and_there_is_no_legend():
    assert shade_of(3, largest=0) == 0
    assert legend_for(0) == []


def test_the_legend_ends_at_the_largest():
    with translation.override("en"):
        assert legend_for(407)[-1] == (5, "up to 407")


def test_the_map_has_the_twelve_regions():
    assert sorted(region_outlines()["paths"]) == [f"{number:02d}" for number in range(1, 13)]


def test_bars_are_measured_against_the_longest():
    drawn = bars([("a", 50, "50"), ("b", 100, "100"), ("c", -3, "-3")])

    assert [(bar.label, bar.share, bar.place) for bar in drawn] == [("a", 500, 0), ("b", 1000, 1), ("c", 0, 2)]
    assert bars([]) == []


def test_a_chart_says_in_its_table_what_it_draws():
    with translation.override("en"):
        page = render_to_string(
            "partials/chart.html", {"chart": Chart("Sales", "Day", "Dirhams", [Bar("Monday", "12", 1000)])}
        )

    assert page.count("Monday") == 2
    assert "<table" in page


def shown(value, filter_name, language):
    with translation.override(language):
        return Template("{% load hirfa %}{{ value|" + filter_name + " }}").render(Context({"value": value}))


@pytest.mark.parametrize(("language", "text"), [("ar", "440.000"), ("fr", "440\u202f000"), ("en", "440,000")])
def test_a_count_is_written_as_the_language_does_and_isolated(language, text):
    assert shown(440_000, "number", language) == f'<bdi class="num">{text}</bdi>'


def test_a_day_bears_the_month_of_morocco():
    assert shown(dt.date(2025, 11, 30), "day", "ar") == "30 نونبر 2025"


def test_a_moment_is_that_of_casablanca():
    assert "11:00" in shown(dt.datetime(2026, 1, 15, 10, 0, tzinfo=dt.UTC), "moment", "fr")


def test_a_rise_keeps_its_sign_before_it():
    assert "+13,3" in shown(1330, "change", "fr")


@pytest.mark.parametrize("name", ["number", "percent", "change", "dirhams", "day", "moment"])
def test_nothing_is_shown_as_nothing(name):
    assert shown(None, name, "ar") == ""


@pytest.mark.parametrize(("asked", "page"), [("1", 1), ("3", 3), ("99", 3), ("0", 3), ("nonsense", 1), ("-1", 3)])
def test_a_page_that_is_not_there_gives_the_nearest(asked, page):
    request = RequestFactory().get("/", {"page": asked})

    assert paginate(request, list(range(25)), per_page=10).number == page


def test_a_list_told_how_many_there_are_does_not_count():
    class Uncountable(list):
        def __len__(self):
            raise AssertionError("counted")

    page = paginate(RequestFactory().get("/"), Uncountable(range(30)), per_page=10, total=30)

    assert (page.paginator.count, page.paginator.num_pages) == (30, 3)


def test_a_table_names_its_rows_and_says_how_many():
    table = Table(
        "People", [Column("Name"), Column("Age", numeric=True)], [[Cell("Fatima", url="/f/"), Cell(45)]], total=7
    )

    with translation.override("en"):
        page = render_to_string("partials/table.html", {"table": table})

    assert '<th scope="row"><a href="/f/">' in page
    assert "7</bdi></strong> lines" in page


def test_a_stacked_table_says_beside_each_cell_what_it_is():
    table = Table(
        "Faults", [Column("Line", numeric=True), Column("Reason")], [[Cell("7"), Cell("no name")]], stacked=True
    )

    page = render_to_string("partials/table.html", {"table": table})

    assert '<th scope="row" data-label="Line">' in page
    assert '<td data-label="Reason">' in page


def test_what_people_wrote_never_becomes_markup():
    page = render_to_string("partials/cell.html", {"cell": Cell("<script>alert(1)</script>", second="<b>")})

    assert "<script>" not in page
    assert "<b>" not in page


def test_whoever_may_not_is_refused():
    with pytest.raises(PermissionDenied):
        require(False)


def test_a_refusal_becomes_an_error_of_the_form_and_a_fault_stays_one():
    class Form(PageForm):
        name = CharField(required=False)

    form = Form({"name": ""})
    with refusals_shown_on(form):
        raise Refusal("This file is closed.")
    assert form.non_field_errors() == ["This file is closed."]

    with pytest.raises(ValueError, match="x"), refusals_shown_on(form):
        raise ValueError("x")


def test_a_verb_of_the_diary_without_words_is_shown_as_it_is():
    class Line:
        at, verb, actor, facts = dt.date(2026, 1, 1), "something.new", "user:amina", {"purpose": "SERVICE"}

    with translation.override("en"):
        told = happenings([Line()])[0]

    assert (told.what, told.who, told.detail) == ("something.new", "amina", "Serving the person")
