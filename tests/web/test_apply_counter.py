"""Amina writes an application at the counter of Fes for Fatima, who stands before her."""

import re

import pytest

from hirfa.audit.models import DiaryLine
from hirfa.casework.models import Case
from hirfa.register.models import Application
from tests.factories.accounts import UserFactory
from tests.factories.applications import begun, lay_conditions
from tests.web.applying import ANSWERS, open_file, upload

pytestmark = pytest.mark.django_db
HERE = "/en/applications"


@pytest.fixture
def amina(client):
    lay_conditions()
    user = UserFactory(username="amina")
    client.force_login(user)
    return user


@pytest.fixture
def address(client, amina):
    """The address of a draft that she began."""
    client.post(f"{HERE}/start/", {"kind": "ARTISAN"})
    return f"{HERE}/{Application.objects.get().pk}"


def write_all(client, address):
    for step, values in ANSWERS.items():
        if step != "region":
            assert client.post(f"{address}/steps/{step}/", values).status_code == 302, step
    for piece in ("cin", "practice"):
        client.post(f"{address}/steps/piece-{piece}/", {"file": upload()})
    client.post(f"{address}/steps/terms/", {"agree": "on"})


def test_she_begins_and_prints_the_slip_with_the_code(client, amina):
    page = client.post(f"{HERE}/start/", {"kind": "ARTISAN"}).content.decode()

    application = Application.objects.get()
    assert (application.channel, application.chamber_id) == ("COUNTER", "03")
    assert re.search(r'translate="no">(\w{4} ){2}\w{4}<', page)
    assert "data-print" in page


def test_she_writes_and_sends_for_her_own_chamber(client, address):
    assert client.get(f"{address}/steps/region/").status_code == 404
    write_all(client, address)

    answered = client.post(f"{address}/send/")

    case = Case.objects.get()
    assert answered["Location"] == f"{address}/"
    assert (case.chamber_id, case.channel) == ("03", "COUNTER")
    assert case.number in client.get(f"{address}/").content.decode()
    assert {line.actor for line in DiaryLine.objects.filter(verb="application.sent")} == {"user:amina"}


def test_the_consent_says_that_it_was_read_to_the_person(client, address):
    client.post(f"{address}/steps/terms/", {"agree": "on"})

    assert "it was read to them in their own language" in Application.objects.get().consent_text


def test_the_list_holds_the_drafts_of_the_counter_and_not_those_that_people_write_at_home(client, address):
    begun()
    client.post(f"{address}/steps/name/", ANSWERS["name"])

    page = client.get(f"{HERE}/").content.decode()

    assert page.count('scope="row"') == 1
    assert "فاطمة الإدريسي" in page
    assert f'href="{address}/"' in page


def test_fatima_goes_on_at_home_with_the_code_of_the_slip(client, amina):
    page = client.post(f"{HERE}/start/", {"kind": "ARTISAN"}).content.decode()
    client.logout()

    open_file(client, re.search(r'translate="no">([^<]+)<', page)[1])

    assert client.get("/ar/apply/steps/name/").status_code == 200
    assert client.get("/ar/apply/steps/region/").status_code == 404


def test_a_new_slip_ends_the_old_code(client, address):
    before = Application.objects.get().resume_key

    page = client.post(f"{address}/code/").content.decode()

    assert 'translate="no"' in page
    assert Application.objects.get().resume_key != before
    assert client.get(f"{address}/code/")["Location"] == f"{address}/"


PAGES = ["", "steps/name/", "check/", "send/", "code/"]


@pytest.mark.parametrize("page", PAGES)
def test_for_an_officer_of_another_chamber_it_does_not_exist(client, address, page):
    client.force_login(UserFactory(elsewhere=True))

    assert client.get(f"{address}/{page}").status_code == 404
    if page:
        assert client.post(f"{address}/{page}").status_code in {404, 405}
    assert Application.objects.get().state == "DRAFT"


@pytest.mark.parametrize("page", PAGES)
def test_what_a_person_writes_at_home_is_not_read_at_the_counter(client, amina, page):
    application, _code = begun()
    Application.objects.update(chamber_id="03")

    assert client.get(f"{HERE}/{application.pk}/{page}").status_code == 404


@pytest.mark.parametrize("role", ["SIGNATORY", "AUDITOR", "MINISTRY_ANALYST"])
def test_who_takes_in_no_requests_does_not_write_them(client, address, role):
    client.force_login(UserFactory(role=role, scope="chamber:03"))

    for page in (f"{HERE}/", f"{HERE}/new/", f"{address}/", f"{address}/check/"):
        assert client.get(page).status_code == 403


def test_an_officer_of_the_whole_country_has_no_counter(client):
    lay_conditions()
    client.force_login(UserFactory(role="INSTRUCTING", nationwide=True))

    assert client.get(f"{HERE}/new/").status_code == 403
    assert client.post(f"{HERE}/start/", {"kind": "ARTISAN"}).status_code == 403


def test_a_link_alone_begins_nothing(client, amina):
    assert client.get(f"{HERE}/start/")["Location"] == f"{HERE}/new/"
    assert not Application.objects.exists()


def test_the_list_asks_a_constant_number_of_times(client, amina, django_assert_max_num_queries):
    for _ in range(5):
        client.post(f"{HERE}/start/", {"kind": "ARTISAN"})

    with django_assert_max_num_queries(6):
        client.get(f"{HERE}/")
