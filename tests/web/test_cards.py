"""The card's page, its document, its end."""

import pytest
from django.urls import reverse

from hirfa.audit.models import DiaryLine
from hirfa.cards.choices import MoveReason
from hirfa.cards.models import Card
from hirfa.cards.operations import reinstate_card, suspend_card
from hirfa.documents.images import read_qr
from tests.factories.accounts import UserFactory
from tests.factories.cards import AT, issued_card, lay_card_rules
from tests.factories.register import register_artisan

pytestmark = pytest.mark.django_db


def address(name, *, purpose="", **ids):
    found = reverse(f"web:{name}", kwargs=ids).replace("/ar/", "/en/")
    return f"{found}?purpose={purpose}" if purpose else found


@pytest.fixture
def signatory(client):
    user = UserFactory(username="amina", signatory=True)
    client.force_login(user)
    return user


def revoke(client, card, **values):
    return client.post(
        address("card_revoke", card_id=card.pk), {"reason": "LOST", "sure": "on", "purpose": "CONTROL", **values}
    )


def test_the_page_shows_the_card_its_code_and_its_state(client, signatory):
    card = issued_card()

    page = client.get(address("card", card_id=card.pk, purpose="SERVICE")).content.decode()

    assert card.number in page
    assert "Fatima El Idrissi" in page
    assert page.count("data:image/png;base64,") == 3  # front, back, code
    assert card.credential.text not in page
    assert DiaryLine.objects.filter(verb="person.file_opened", actor="user:amina").count() == 1


def test_the_document_holds_the_code_of_the_card(client, signatory):
    card = issued_card()

    answer = client.get(address("card_document", card_id=card.pk, purpose="SERVICE"))

    assert answer["Content-Type"] == "application/pdf"
    assert read_qr(answer.content) == [card.credential.text]
    assert DiaryLine.objects.filter(verb="person.file_opened").count() == 1


@pytest.mark.parametrize("page", ["card", "card_document"])
def test_a_purpose_that_nobody_stated_is_asked_for_and_never_made_up(client, signatory, page):
    card = issued_card()

    asked = client.get(address(page, card_id=card.pk))
    wrong = client.get(address(page, card_id=card.pk, purpose="CURIOSITY"))
    assert (asked.status_code, wrong.status_code) == (200, 422)
    assert "Why do you open this file?" in asked.content.decode()
    assert "Fatima" not in asked.content.decode() + wrong.content.decode()
    assert not DiaryLine.objects.filter(verb="person.file_opened").exists()

    client.get(address(page, card_id=card.pk, purpose="CONTROL"))
    assert DiaryLine.objects.get(verb="person.file_opened").facts["purpose"] == "CONTROL"


def test_the_purpose_goes_on_to_the_document_and_to_the_person_s_file(client, signatory):
    card = issued_card()

    page = client.get(address("card", card_id=card.pk, purpose="CONTROL")).content.decode()

    assert address("card_document", card_id=card.pk, purpose="CONTROL") in page
    assert address("register_person", entry_id=card.holder.entry.pk, purpose="CONTROL") in page
    assert revoke(client, card)["Location"].endswith("?purpose=CONTROL")


def test_who_errs_without_a_purpose_is_not_shown_the_card(client, signatory):
    card = issued_card()

    answer = revoke(client, card, reason="", purpose="")

    assert answer["Location"] == address("card", card_id=card.pk)
    assert Card.objects.get().state == "VALID"


def test_a_card_of_another_chamber_does_not_exist(client):
    card = issued_card()
    client.force_login(UserFactory(signatory=True, scope="chamber:07"))

    assert client.get(address("card", card_id=card.pk, purpose="SERVICE")).status_code == 404
    assert client.get(address("card_document", card_id=card.pk, purpose="SERVICE")).status_code == 404
    assert revoke(client, card).status_code == 404
    assert client.post(address("card_issue", entry_id=card.holder.entry.pk)).status_code == 404


def test_a_counter_officer_prints_but_does_not_revoke(client):
    card = issued_card()
    client.force_login(UserFactory())

    assert client.get(address("card_document", card_id=card.pk, purpose="SERVICE")).status_code == 200
    assert revoke(client, card).status_code == 403
    assert "Revoke this card" not in client.get(address("card", card_id=card.pk, purpose="SERVICE")).content.decode()
    assert Card.objects.get().state == "VALID"


@pytest.mark.parametrize("state", ["revoked", "suspended"])
def test_a_card_that_is_not_valid_is_not_printed_and_the_page_says_why(client, state):
    card = issued_card(**{state: True})
    client.force_login(UserFactory())

    answer = client.get(address("card_document", card_id=card.pk, purpose="SERVICE"), follow=True)

    assert answer["Content-Type"].startswith("text/html")
    assert f"Card {card.number} is not printed" in answer.content.decode()
    assert "Download the card" not in answer.content.decode()


def test_an_analyst_sees_no_card(client):
    card = issued_card()
    client.force_login(UserFactory(analyst=True))

    assert client.get(address("card", card_id=card.pk, purpose="SERVICE")).status_code == 403
    assert client.get(address("card_document", card_id=card.pk, purpose="SERVICE")).status_code == 403


def test_the_signatory_revokes_and_everyone_sees_red(client, signatory):
    card = issued_card()

    answer = revoke(client, card)

    assert answer.status_code == 302
    assert Card.objects.get().state == "REVOKED"
    assert "verdict-refused" in client.post("/en/check/", {"text": card.credential.text}).content.decode()
    line = DiaryLine.objects.get(verb="card.revoked")
    assert (line.actor, line.facts["reason"]) == ("user:amina", "LOST")


@pytest.mark.parametrize("values", [{"reason": ""}, {"reason": "RENEWED"}, {"sure": ""}])
def test_without_a_reason_or_being_sure_nothing_happens(client, signatory, values):
    card = issued_card()

    answer = revoke(client, card, **values)

    assert answer.status_code == 422
    assert "There is a problem" in answer.content.decode()
    assert Card.objects.get().state == "VALID"


def test_a_card_is_not_revoked_twice(client, signatory):
    card = issued_card(revoked=True)

    answer = revoke(client, card)

    assert answer.status_code == 422
    assert "cannot become" in answer.content.decode()


def test_a_link_alone_revokes_nothing(client, signatory):
    card = issued_card()

    assert client.get(address("card_revoke", card_id=card.pk)).status_code == 405


def test_fatima_gets_a_card_from_her_file(client, signatory):
    lay_card_rules()
    entry = register_artisan()

    answer = client.post(address("card_issue", entry_id=entry.pk))

    card = Card.objects.get()
    assert str(card.pk) in answer["Location"]
    assert card.holder == entry.holder


def test_a_second_card_is_refused_in_words(client, signatory):
    card = issued_card()

    answer = client.post(address("card_issue", entry_id=card.holder.entry.pk), follow=True)

    assert "already holds a card" in answer.content.decode()
    assert Card.objects.count() == 1


@pytest.mark.parametrize("times", [1, 5])
def test_a_card_asks_a_constant_number_of_times(client, signatory, django_assert_num_queries, times):
    card = issued_card()
    for _ in range(times):
        suspend_card(card=card, reason=MoveReason.ENTRY_SUSPENDED, by="tests", at=AT)
        reinstate_card(card=card, by="tests", at=AT)

    with django_assert_num_queries(20):
        client.get(address("card", card_id=card.pk, purpose="SERVICE"))
