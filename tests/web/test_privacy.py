"""What is held of people stands open to all; copies, readings and erasure are for those who answer for them."""

import json

import pytest
from django.urls import reverse
from django.utils import timezone

from hirfa.accounts.choices import Role
from hirfa.audit.models import DiaryLine
from hirfa.processes.personal_data.table import personal_fields
from hirfa.register.models import Person
from tests.factories.accounts import UserFactory
from tests.factories.cards import issued_card
from tests.factories.casework import AT
from tests.factories.register import of_marrakech, register, register_artisan
from tests.factories.rights import LATE, card_of, fatima, lay_delays

pytestmark = pytest.mark.django_db
COPY = {"language": "fr", "form": "json"}
ERASE = {"ground": "ASKED_FOR", "sure": "on"}


def at(name, *args, language="en"):
    return reverse(f"web:{name}", args=args).replace("/ar/", f"/{language}/")


@pytest.fixture(autouse=True)
def delays():
    lay_delays()


@pytest.fixture
def officer(client):
    user = UserFactory(username="driss", role=Role.DATA_PROTECTION, scope="nation")
    client.force_login(user)
    return user


@pytest.fixture
def counter(client):
    user = UserFactory(username="amina")
    client.force_login(user)
    return user


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_whoever_asks_reads_what_is_held_why_and_how_long(client, language):
    page = client.get(at("privacy", language=language)).content.decode().replace("&#x27;", "'")

    table = personal_fields()
    for label in table.groups:
        assert label[language] in page
    for kind in ("purposes", "bases"):
        for key in table.words[kind]:
            assert table.say(kind, key, language) in page


def test_the_delays_of_the_page_are_those_of_the_day(client):
    assert "10 years after the entry is closed" in client.get(at("privacy")).content.decode()


def test_the_page_costs_one_question_of_its_own(client, django_assert_max_num_queries):
    client.get(at("privacy"))
    with django_assert_max_num_queries(2):
        client.get(at("privacy"))


def test_a_number_leads_to_the_person_and_stands_in_no_address(client, officer):
    entry = register_artisan()

    answer = client.post(at("rights"), {"nia": entry.holder.nia})

    assert answer["Location"].endswith(f"/privacy/people/{entry.pk}/")
    assert client.post(at("rights"), {"nia": "12345678 90"}).status_code == 422


def test_a_number_of_another_chamber_leads_nowhere(client, counter):
    stranger = register([of_marrakech()])[0]

    answer = client.post(at("rights"), {"nia": stranger.holder.nia})

    assert answer.status_code == 422
    assert "No person of your territory" in answer.content.decode()
    for name in ("rights_person", "rights_copy", "rights_erase"):
        ask = client.get if name == "rights_person" else client.post
        assert ask(at(name, stranger.pk)).status_code == 404


def test_the_counter_gives_a_copy_from_the_file_and_it_is_recorded(client, counter):
    entry = register_artisan()
    page = client.get(f"{at('register_person', entry.pk)}?purpose=SERVICE").content.decode()
    assert "Give the person a copy of their data" in page

    answer = client.post(at("rights_copy", entry.pk), COPY)

    told = json.loads(answer.content)
    assert (told["nia"], told["language"]) == (entry.holder.nia, "fr")
    assert 'filename="own-data.json"' in answer["Content-Disposition"]
    assert answer["Cache-Control"] == "no-store"
    [line] = DiaryLine.objects.filter(verb="person.data_copied")
    assert line.actor == "user:amina"


def test_a_copy_is_never_made_by_following_a_link(client, counter):
    assert client.get(at("rights_copy", register_artisan().pk)).status_code == 405


@pytest.mark.parametrize(("language", "form"), [("ar", "pdf"), ("fr", "pdf"), ("en", "json")])
def test_a_copy_comes_in_the_language_and_form_asked_for(client, counter, language, form):
    answer = client.post(at("rights_copy", register_artisan().pk), {"language": language, "form": form})

    assert answer["Content-Type"] == f"application/{form}"


def test_a_copy_without_a_form_is_asked_again(client, counter):
    assert client.post(at("rights_copy", register_artisan().pk), {"language": "fr"}).status_code == 422


def test_the_officer_sees_who_read_a_file_without_a_name(client, officer):
    entry = register_artisan()
    reader = UserFactory(username="amina")
    client.force_login(reader)
    client.get(f"{at('register_person', entry.pk)}?purpose=CONTROL")
    client.force_login(officer)

    page = client.get(at("rights_person", entry.pk)).content.decode()

    assert "amina" in page
    assert "Checking the register" in page
    assert "Idrissi" not in page
    assert "الإدريسي" not in page


def test_the_counter_sees_neither_who_read_a_file_nor_erases(client, counter):
    entry = register_artisan()

    page = client.get(at("rights_person", entry.pk)).content.decode()

    assert "Who read this file" not in page
    assert "Erasure" not in page
    assert "Due for erasure" not in client.get(at("rights")).content.decode()
    assert client.post(at("rights_erase", entry.pk), ERASE).status_code == 403
    assert client.post(at("rights_erase_due")).status_code == 403


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.COUNTER, Role.DATA_PROTECTION}))
def test_nobody_else_answers_people_about_their_data(client, role):
    entry = register_artisan()
    client.force_login(UserFactory(role=role))

    assert client.get(at("rights")).status_code == 403
    assert client.get(at("rights_person", entry.pk)).status_code == 403
    assert client.post(at("rights_copy", entry.pk), COPY).status_code == 403
    assert not DiaryLine.objects.filter(verb="person.data_copied").exists()


def test_what_keeps_a_person_is_said_and_nothing_is_erased(client, officer):
    entry = issued_card().holder.entry

    page = client.get(at("rights_person", entry.pk)).content.decode()
    answer = client.post(at("rights_erase", entry.pk), ERASE)

    assert "The entry is not closed" in page
    assert "A card of this person is still good" in page
    assert answer.status_code == 422
    assert "The entry is not closed" in answer.content.decode()
    assert Person.objects.get().family_name_latin == "El Idrissi"


def test_a_person_is_erased_when_nothing_stands_against_it(client, officer, monkeypatch):
    entry = fatima()
    monkeypatch.setattr(timezone, "now", lambda: LATE)
    client.force_login(officer)  # ten years later the session has ended

    assert client.post(at("rights_erase", entry.pk), {"ground": "ASKED_FOR"}).status_code == 422  # not sure
    answer = client.post(at("rights_erase", entry.pk), ERASE, follow=True)

    assert "What named this person is erased" in answer.content.decode()
    assert Person.objects.get(pk=entry.holder_id).erased_at == LATE
    assert DiaryLine.objects.get(verb="person.erased").facts == {"ground": "ASKED_FOR"}


def test_the_file_of_an_erased_person_says_so_and_opens_no_card(client, officer, monkeypatch):
    entry = fatima()
    monkeypatch.setattr(timezone, "now", lambda: LATE)
    client.force_login(officer)  # ten years later the session has ended
    client.post(at("rights_erase", entry.pk), ERASE)
    client.force_login(UserFactory())

    page = client.get(f"{at('register_person', entry.pk)}?purpose=SERVICE").content.decode()

    assert "Data of the person erased" in page
    assert "Idrissi" not in page
    assert client.get(f"{at('card', card_of(entry).pk)}?purpose=SERVICE").status_code == 404
    found = client.post(at("register_search"), {"text": entry.holder.nia}).content.decode()
    assert "Data of the person erased" in found


def test_what_is_due_is_counted_and_erased_by_a_button(client, officer, monkeypatch):
    fatima(closed=False)
    later = AT.replace(year=2031, month=6)
    monkeypatch.setattr(timezone, "now", lambda: later)
    client.force_login(officer)

    due = client.get(at("rights")).context["due"].rows
    rows = {str(row[0].text): row[2].text for row in due}
    kept = {str(row[0].text): str(row[1].text) for row in due}
    answer = client.post(at("rights_erase_due"), follow=True)

    assert rows["Cases that ended: pieces and words"] == "1"
    assert kept["Files whose sending was broken off"] == "2 days"
    assert f"Erased: {sum(map(int, rows.values()))}." in answer.content.decode()
    assert all(row[2].text == "0" for row in answer.context["due"].rows)


def test_the_reading_of_the_list_is_itself_recorded(client, officer):
    entry = register_artisan()

    client.get(at("rights_person", entry.pk))

    [line] = DiaryLine.objects.filter(verb="person.reads_shown")
    assert (line.actor, line.facts["purpose"]) == ("user:driss", "RIGHTS")
