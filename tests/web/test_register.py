"""Who finds whom, who opens which file, and what stands in the diary afterwards."""

import datetime as dt
import html
import logging

import pytest
from django.urls import reverse

from hirfa.audit.models import DiaryLine
from hirfa.cards.models import Card
from tests.cast import BRAHIM
from tests.factories.accounts import UserFactory
from tests.factories.benefits import UseFactory
from tests.factories.cards import issued_card
from tests.factories.fairs import ExhibitorFactory
from tests.factories.register import artisan, of_marrakech, register, register_artisan, register_unit
from tests.factories.training import EnrolmentFactory

pytestmark = pytest.mark.django_db
SEARCH = "/en/register/"
CIN = "CD123456"


def search(client, text, **more):
    return client.post(SEARCH, {"text": text}, **more)


def file_of(entry, purpose="SERVICE"):
    address = reverse("web:register_person", kwargs={"entry_id": entry.pk}).replace("/ar/", "/en/")
    return f"{address}?purpose={purpose}" if purpose else address


def people(number):
    """Return so many people of one name: each has a number in the chamber's list."""
    return [artisan(local_number=str(place)) for place in range(number)]


@pytest.fixture
def officer(client):
    user = UserFactory(username="amina")
    client.force_login(user)
    return user


def test_a_name_is_found_in_either_script(client, officer):
    register([artisan(), artisan(**BRAHIM)])

    for typed in ("Fatima", "فاطمة", "el idrissi"):
        page = search(client, typed).content.decode()
        assert "فاطمة الإدريسي" in page
        assert "Ouaziz" not in page


def test_a_cin_finds_one_person_and_stays_out_of_addresses_and_logs(client, officer, caplog):
    register_artisan(cin=CIN)
    caplog.set_level(logging.DEBUG)

    answer = search(client, CIN)

    assert "فاطمة الإدريسي" in answer.content.decode()
    assert answer.status_code == 200  # answered on the spot: a redirection would have to carry it
    assert CIN not in caplog.text.replace("INSERT", "")
    assert f"={CIN}" not in answer.content.decode().replace(f'value="{CIN}"', "")


def test_a_search_by_address_is_not_a_search(client, officer):
    register_artisan()

    assert "فاطمة" not in client.get(SEARCH, {"text": "Fatima"}).content.decode()


def test_an_exact_number_finds_one(client, officer):
    entry = register(people(2))[0]

    page = search(client, entry.holder.nia).content.decode()

    assert page.count("?purpose=SERVICE") == 1


def test_people_of_another_chamber_do_not_exist(client, officer):
    stranger = register([of_marrakech()])[0]

    assert "Nobody in your territory" in search(client, "Fatima").content.decode()
    assert client.get(file_of(stranger)).status_code == 404
    assert client.get(file_of(stranger, purpose=None)).status_code == 404


def test_an_unknown_id_and_that_of_a_cooperative_look_the_same(client, officer):
    unit = register_unit()

    answers = [
        client.get(file_of(unit)),
        client.get("/en/register/01234567-89ab-7def-8123-456789abcdef/?purpose=SERVICE"),
    ]

    assert [answer.status_code for answer in answers] == [404, 404]


def test_an_analyst_finds_an_entry_by_its_number_and_sees_no_name(client):
    entry = register_artisan()
    client.force_login(UserFactory(analyst=True))

    page = search(client, entry.holder.nia).content.decode()

    assert entry.holder.nia in page
    assert "فاطمة" not in page
    assert "not a craft number" in search(client, "Fatima").content.decode()


def test_an_analyst_may_not_open_what_she_may_see(client):
    entry = register_artisan()
    client.force_login(UserFactory(analyst=True))

    assert client.get(file_of(entry)).status_code == 403
    assert not DiaryLine.objects.filter(verb="person.file_opened").exists()


def test_who_holds_no_right_to_the_register_is_refused(client):
    client.force_login(UserFactory(role="FAIR_AGENT", scope="nation"))

    assert client.get(SEARCH).status_code == 403


def test_a_delegate_neither_searches_by_cin_nor_reads_one(client):
    entry = register_artisan(cin=CIN, phone="+212600000000")
    client.force_login(UserFactory(role="DELEGATE"))

    assert "does not search by CIN" in search(client, CIN).content.decode()
    page = client.get(file_of(entry)).content.decode()
    assert "Fatima El Idrissi" in page
    assert CIN not in page
    assert "+212600000000" not in page


def test_an_officer_reads_cin_and_telephone(client, officer):
    page = client.get(file_of(register_artisan(cin=CIN, phone="+212600000000"))).content.decode()

    assert CIN in page
    assert "+212600000000" in page


def test_a_file_is_opened_for_a_purpose_and_each_opening_is_written(client, officer):
    entry = register_artisan()

    asked = client.get(file_of(entry, purpose=None)).content.decode()
    assert "Fatima" not in asked
    assert not DiaryLine.objects.filter(verb="person.file_opened").exists()

    page = client.get(file_of(entry, purpose="CONTROL")).content.decode()
    line = DiaryLine.objects.get(verb="person.file_opened")
    assert (line.actor, line.facts["purpose"], line.chain) == ("user:amina", "CONTROL", "chamber:03")
    assert "Checking the register" in page


def test_a_purpose_that_is_none_opens_nothing(client, officer):
    answer = client.get(file_of(register_artisan(), purpose="CURIOSITY"))

    assert answer.status_code == 422
    assert "Fatima" not in answer.content.decode()
    assert not DiaryLine.objects.filter(verb="person.file_opened").exists()


def test_the_file_shows_the_card_and_what_happened_to_it(client, officer):
    card = issued_card(revoked=True)

    page = client.get(file_of(card.holder.entry)).content.decode()

    assert card.number in page
    assert "Card issued" in page
    assert "Card revoked" in page


def test_htmx_gets_the_results_alone(client, officer):
    register_artisan()

    page = search(client, "Fatima", headers={"hx-request": "true"}).content.decode()

    assert "فاطمة" in page
    assert "<html" not in page


def test_the_list_says_how_many(client, officer):
    register(people(3))

    assert "<strong>" in (page := search(client, "Fatima").content.decode())
    assert "3</bdi></strong> lines" in page


def test_more_people_than_a_page_holds_is_said(client, officer):
    register(people(55))

    assert "The first people found" in search(client, "Fatima").content.decode()


@pytest.mark.parametrize("number", [1, 30])
def test_a_search_asks_a_constant_number_of_times(client, officer, django_assert_num_queries, number):
    register(people(number))

    with django_assert_num_queries(8):
        search(client, "Fatima")


@pytest.mark.parametrize("times", [1, 30])
def test_a_file_asks_a_constant_number_of_times(client, officer, django_assert_num_queries, times):
    card = issued_card()
    for _ in range(times):
        client.get(file_of(card.holder.entry))

    with django_assert_num_queries(31):
        client.get(file_of(card.holder.entry))


@pytest.mark.parametrize(
    ("state", "runs_out", "offered"),
    [({}, False, False), ({}, True, True), ({"suspended": True}, True, False), ({"revoked": True}, False, True)],
)
def test_another_card_is_offered_when_the_one_there_does_not_stand_in_the_way(client, state, runs_out, offered):
    card = issued_card(**state)
    if runs_out:
        days = {
            "requested_on": dt.date(2020, 1, 1),
            "issued_on": dt.date(2020, 1, 1),
            "expires_on": dt.date(2024, 12, 31),
        }
        Card.objects.filter(pk=card.pk).update(**days)
    client.force_login(UserFactory(signatory=True))

    assert ("Issue a card" in client.get(file_of(card.holder.entry)).content.decode()) is offered


def test_a_file_tells_what_the_person_takes_part_in(client, officer):
    entry = register_artisan()
    exhibitor = ExhibitorFactory(holder=entry.holder)
    use = UseFactory(holder=entry.holder)
    enrolment = EnrolmentFactory(holder=entry.holder)

    page = client.get(file_of(entry)).content.decode()

    for told in (str(exhibitor.fair), use.offer.label, enrolment.course.title):
        assert html.escape(told) in page
