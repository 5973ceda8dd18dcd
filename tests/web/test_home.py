"""The front page: stored figures or an honest blank, never a number made up on the spot."""

import datetime as dt
import re

import pytest
from django.urls import reverse

from hirfa.indicators.operations import compute_figures
from hirfa.web.context import MENU
from hirfa.web.home.headlines import HEADLINES
from tests.factories import figures
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
AS_OF = dt.date(2025, 12, 31)


def test_without_stored_figures_the_page_says_no_data(client):
    page = client.get("/en/").content.decode()

    assert page.count("Not computed yet.") == 4
    assert "mark-no-data" in page
    assert "mark-demonstration" not in page


def test_the_home_page_leads_to_the_check(client):
    assert 'href="/en/check/"' in client.get("/en/").content.decode()


def test_the_menu_shows_what_one_may_open(client):
    assert "/en/register/" not in client.get("/en/").content.decode()

    client.force_login(UserFactory())
    page = client.get("/en/").content.decode()
    assert "/en/register/" in page
    assert 'type="search"' in page


@pytest.fixture
def country():
    figures.parameters()
    figures.regions("03", "07")
    for _ in range(7):
        figures.artisan(region="03")
    figures.artisan(region="07", trade="T02")


def test_stored_figures_stand_at_the_front_with_their_day_and_their_mark(client, country, at):
    compute_figures(as_of=AS_OF, known_on=AS_OF + dt.timedelta(days=15), by="tests", at=at)

    page = client.get("/en/").content.decode()

    assert "Artisans in the national register" in page
    assert "31 December 2025" in page
    assert "<bdi>8</bdi>" in page
    assert "mark-demonstration" in page


@pytest.mark.parametrize("is_computed", [False, True])
def test_each_headline_bears_a_mark_of_where_it_comes_from(client, country, at, is_computed):
    if is_computed:
        compute_figures(as_of=AS_OF, known_on=AS_OF + dt.timedelta(days=15), by="tests", at=at)

    page = client.get("/en/").content.decode()

    tiles = [tile.split("</article>")[0] for tile in page.split('<article class="tile">')[1:]]
    assert len(tiles) == len(HEADLINES)
    for tile in tiles:
        [first, *_also] = re.findall(r'class="mark mark-([a-z-]+)"', tile)
        assert first == ("no-data" if "tile-value-none" in tile else "demonstration")


def test_a_region_with_fewer_than_five_people_is_not_told_on_the_map(client, country, at):
    compute_figures(as_of=AS_OF, known_on=AS_OF + dt.timedelta(days=15), by="tests", at=at)

    page = client.get("/en/").content.decode()

    assert "Région 07: No data" in page
    assert "Région 07: 1" not in page


def test_the_page_asks_a_constant_number_of_times(client, country, at, django_assert_max_num_queries):
    compute_figures(as_of=AS_OF, known_on=AS_OF + dt.timedelta(days=15), by="tests", at=at)

    with django_assert_max_num_queries(8):
        client.get("/en/")


def test_every_item_of_the_menu_leads_somewhere():
    assert [reverse(name) for _label, name, _permission in MENU]
