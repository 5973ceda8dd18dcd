"""The sector's pages, as a ministry analyst, a chamber's officer and a stranger meet them."""

import csv
import datetime as dt
import io

import pytest
from django.urls import reverse
from django.utils import translation

from hirfa.accounts.choices import Role
from hirfa.certification.operations import lift_certificate_suspensions, suspend_certificates
from hirfa.core.dates import legal_day
from hirfa.register.choices import EntryReason
from hirfa.web.formats import day_text
from hirfa.web.sector.listing import safe_cell
from tests.factories.accounts import UserFactory
from tests.factories.fairs import FairFactory
from tests.factories.register import AT

from .conftest import add_more
from .pages import DETAILS, FILES, LISTS, OF_A_TERRITORY, page

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["sector", *LISTS, *DETAILS])
def test_an_analyst_reads_every_page_in_arabic(analyst, country, name):
    answer = analyst.get(page(name, country))

    assert answer.status_code == 200
    assert b'dir="rtl"' in answer.content


@pytest.mark.parametrize("day", ["0001-01-01", "2014-12-31", "2015-01-01", "9999-12-31"])
@pytest.mark.parametrize("name", LISTS)
def test_a_day_far_away_breaks_no_list(analyst, country, name, day):
    for asked in ("as_of", "known_on", "month"):
        assert analyst.get(page(name, country), {asked: day}).status_code == 200


@pytest.mark.parametrize("name", [*LISTS, *DETAILS])
def test_a_page_asks_the_same_of_the_database_however_long_its_list(
    analyst, country, name, django_assert_num_queries, django_assert_max_num_queries
):
    address = page(name, country)
    analyst.get(address)  # what is cached once is cached
    with django_assert_max_num_queries(22) as few:
        analyst.get(address)

    add_more(country, 3)

    with django_assert_num_queries(len(few.captured_queries)):
        analyst.get(address)


@pytest.mark.parametrize("name", ["sector", *(name for name in LISTS if name != "fairs"), *DETAILS])
def test_who_may_not_see_the_sector_is_refused(client, country, name):
    client.force_login(UserFactory(role=Role.PRINT_OPERATOR))

    assert client.get(page(name, country)).status_code == 403


@pytest.mark.parametrize("name", OF_A_TERRITORY)
def test_what_lies_in_another_territory_does_not_exist(client, country, name):
    client.force_login(UserFactory(role=Role.SIGNATORY, scope="chamber:07"))

    assert client.get(page(name, country)).status_code == 404


@pytest.mark.parametrize("name", OF_A_TERRITORY)
def test_a_chamber_opens_what_is_its_own(chamber_officer, country, name):
    assert chamber_officer.get(page(name, country)).status_code == 200


@pytest.mark.parametrize("name", DETAILS)
def test_an_unknown_id_gives_no_hint(analyst, name):
    nothing = reverse(f"web:{name}", args=["00000000-0000-7000-8000-000000000000"])

    assert analyst.get(nothing).status_code == 404


def test_a_chamber_lists_its_own_cooperatives_only(chamber_officer, country):
    told = chamber_officer.get(page("cooperatives")).content.decode()

    assert "تعاونية تازربيت" in told
    assert "تعاونية مراكش" not in told


def test_a_region_s_directorate_sees_its_region(client, country):
    client.force_login(UserFactory(role=Role.DIRECTORATE, scope="region:07"))

    told = client.get(page("cooperatives")).content.decode()

    assert "تعاونية مراكش" in told
    assert "تعاونية تازربيت" not in told


def test_anybody_sees_when_and_where_fairs_are_but_opens_none(client, country):
    told = client.get(page("fairs")).content.decode()

    assert "معرض تاونات" in told
    assert str(country.fair.pk) not in told


def test_an_officer_opens_fairs_of_the_own_region_from_the_common_list(chamber_officer, country):
    told = chamber_officer.get(page("fairs")).content.decode()

    assert "معرض مراكش" in told
    assert page("fair", country) in told
    assert str(country.fair_elsewhere.pk) not in told


def test_fairs_are_filtered_by_year_and_level(client, country):
    FairFactory(name_ar="معرض وطني", level="NATIONAL")

    told = client.get(page("fairs"), {"year": "2025", "level": "NATIONAL"}).content.decode()

    assert "معرض وطني" in told
    assert "معرض تاونات" not in told


def test_a_wrong_filter_is_named_and_hides_nothing(client, country):
    told = client.get(page("fairs"), {"level": "GALACTIC"}).content.decode()

    assert "معرض تاونات" in told
    assert "field-error" in told


@pytest.mark.parametrize("name", FILES)
def test_every_list_is_a_file_too(analyst, country, name):
    answer = analyst.get(page(name), {"format": "csv"})
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    heading, *lines = csv.reader(io.StringIO(text))

    assert answer["Content-Type"].startswith("text/csv")
    assert len(lines) >= 1
    assert {len(line) for line in lines} == {len(heading)}


@pytest.mark.parametrize("text", ["=HYPERLINK()", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\n=1", "+cmd|' /C calc'!A0"])
def test_a_cell_that_would_be_a_formula_is_kept_as_text(text):
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize(("value", "cell"), [(-5, "-5"), (None, ""), ("زربية", "زربية"), ("a=b", "a=b")])
def test_numbers_and_plain_words_stay_as_they_are(value, cell):
    assert safe_cell(value) == cell


def test_a_name_in_a_file_is_no_formula(analyst, country):
    FairFactory(name_fr="=1+1")

    text = b"".join(analyst.get(page("fairs"), {"format": "csv"}).streaming_content).decode()

    assert "'=1+1" in text
    assert ",=1+1" not in text


def test_no_person_is_named_on_a_list(analyst, country):
    pages = "".join(analyst.get(page(name, country)).content.decode() for name in [*LISTS, *DETAILS])

    assert "الإدريسي" not in pages
    assert "El Idrissi" not in pages


def test_a_certificate_s_page_tells_of_its_suspension_and_of_the_lifting(analyst, country):
    held = {"holder": country.certificate.file.holder_id, "by": "tests"}
    suspend_certificates(**held, reason=EntryReason.ENTRY_SUSPENDED, at=AT)
    lift_certificate_suspensions(**held, at=AT + dt.timedelta(days=9))

    told = analyst.get(page("certificate", country))

    days = [legal_day(AT), legal_day(AT) + dt.timedelta(days=9)]
    assert [each.at for each in told.context["timeline"][:2]] == days[::-1]
    with translation.override("ar"):
        assert all(day_text(day) in told.content.decode() for day in days)
