"""Driss, who answers for people's data, erases what somebody sent who was not accepted: by the number of the case."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from hirfa.accounts.choices import Role
from hirfa.casework.models import Case
from hirfa.notifications.operations import deliver_due
from hirfa.processes.applying import withdraw_application
from hirfa.processes.deciding import application_of
from hirfa.processes.personal_data.asked import erase_case_as_asked
from tests.factories.accounts import UserFactory
from tests.factories.applications import OF_FATIMA, lay_conditions, sent
from tests.factories.casework import AT, samira
from tests.factories.rights import lay_delays
from tests.web.applying import begin, open_file, write_all

pytestmark = pytest.mark.django_db


def at(name, *args):
    return reverse(f"web:{name}", args=args).replace("/ar/", "/en/")


@pytest.fixture(autouse=True)
def delays(monkeypatch):
    lay_delays()
    monkeypatch.setattr(timezone, "now", lambda: AT + dt.timedelta(days=90))


@pytest.fixture
def driss(client):
    user = UserFactory(username="driss", role=Role.DATA_PROTECTION, scope="nation")
    client.force_login(user)
    return user


def withdrawn():
    application, case = sent()
    withdraw_application(application=application, by="applicant", at=AT)
    deliver_due(by="tests", at=AT)
    case.refresh_from_db()
    return case


def test_a_case_is_found_by_its_number_in_any_digits_and_erased(client, driss):
    case = withdrawn()
    arabic = case.number.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))

    page = client.post(at("rights_find_case"), {"number": f" {arabic}"}, follow=True)
    unsure = client.post(at("rights_case", case.pk))
    answer = client.post(at("rights_case", case.pk), {"sure": "on"}, follow=True).content.decode()

    assert "Erase what was sent" in page.content.decode()
    assert unsure.status_code == 422
    assert "What was sent with this case is erased." in answer
    assert "Erase what was sent" not in answer
    case.refresh_from_db()
    assert case.erased_on is not None


def test_what_stands_against_it_is_said_and_nothing_is_erased(client, driss):
    _application, case = sent()

    page = client.get(at("rights_case", case.pk)).content.decode()
    answer = client.post(at("rights_case", case.pk), {"sure": "on"})

    assert "is still open" in page
    assert answer.status_code == 422
    assert "is still open" in answer.content.decode()
    case.refresh_from_db()
    assert case.erased_on is None


def test_a_number_that_nothing_bears_stays_on_the_page_with_what_is_wrong(client, driss):
    answer = client.post(at("rights_find_case"), {"number": "2026-9999999"})

    assert answer.status_code == 422
    assert "No case of your territory has this number." in answer.content.decode()
    assert "2026-9999999" in answer.content.decode()


def test_neither_the_desk_nor_another_territory_reaches_it(client):
    case = withdrawn()
    client.force_login(samira())
    assert client.get(at("rights_case", case.pk)).status_code == 403
    assert client.post(at("rights_find_case"), {"number": case.number}).status_code == 403

    client.force_login(UserFactory(role=Role.DATA_PROTECTION, scope="chamber:07"))
    assert client.get(at("rights_case", case.pk)).status_code == 404
    assert client.post(at("rights_find_case"), {"number": case.number}).status_code == 422


def test_whoever_comes_back_with_the_code_afterwards_finds_the_number_and_nothing_of_what_was_sent(client):
    lay_conditions()
    code = begin(client)
    write_all(client)
    client.post("/ar/apply/send/")
    case = Case.objects.get()
    withdraw_application(application=application_of(case), by="applicant", at=timezone.now())
    deliver_due(by="tests", at=timezone.now())
    erase_case_as_asked(case=case, by="driss", at=timezone.now())

    open_file(client, code)
    answer = client.get("/en/apply/file/")

    page = answer.content.decode()
    assert answer.status_code == 200
    assert case.number in page
    assert OF_FATIMA["family_name_ar"] not in page
    assert "What you sent was erased on" in page
