"""Checking a card through the API: anybody who has its text, and nobody who has less."""

import json

import pytest
from django.core.cache import cache
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hirfa.api.v1.card_verifications import MAX_TEXT
from hirfa.cards.choices import MoveReason
from hirfa.cards.operations import revoke_card, suspend_card
from hirfa.documents.letters import digest_of
from hirfa.issuing.choices import CredentialState
from hirfa.issuing.operations import change_credential_state
from tests.cast import FATIMA
from tests.factories.papers import refusal, signed

ADDRESS = "/api/v1/card-verifications"


@pytest.fixture
def check(client):
    def ask(text, *, language="en", **more):
        return client.post(
            ADDRESS,
            json.dumps({"text": text}),
            content_type="application/json",
            headers={"Accept-Language": language},
            **more,
        )

    return ask


def test_a_card_in_force_is_valid_and_says_what_it_holds(check, card, fatima):
    answer = check(card.credential.text)

    said = answer.json()
    assert answer.status_code == 200
    assert (said["valid"], said["reason"], said["tone"], said["status"]) == (True, "valid", "valid", "valid")
    assert said["card"]["nia"] == fatima.nia
    assert said["card"]["name_ar"] == f"{FATIMA['given_name_ar']} {FATIMA['family_name_ar']}"
    assert said["card"]["name_latin"] == f"{FATIMA['given_name_latin']} {FATIMA['family_name_latin']}"
    assert said["card"]["chamber"]["code"] == "03"
    assert said["card"]["expires_on"] == str(card.expires_on)
    assert said["ages"]["trust_list"] == said["ages"]["status_list"] == 0
    assert said["demonstration"] is True


def test_a_revoked_card_is_refused_with_its_reason(check, card, at):
    revoke_card(card=card, reason=MoveReason.LOST, by="test", at=at)

    said = check(card.credential.text).json()

    assert (said["valid"], said["reason"], said["tone"], said["status"]) == (False, "revoked", "refused", "revoked")


def test_a_signed_paper_is_said_to_be_one_and_is_no_card(check, card):
    letter = signed(refusal())

    said = check(letter.text).json()

    assert (said["valid"], said["kind"], said["card"], said["status"]) == (True, "paper", None, "valid")
    assert said["paper"]["number"] == "D/03/2026/000017"
    assert (said["paper"]["kind"], said["paper"]["outcome"], said["paper"]["subject"]) == (
        "DECISION",
        "REFUSED",
        "2026-03-000412",
    )
    assert said["paper"]["issued_on"] == "2026-01-15"
    assert said["paper"]["chamber"]["code"] == "03"
    assert said["paper"]["expires_on"] is None
    assert said["paper"]["digest"] == digest_of(refusal()).hex()
    of_card = check(card.credential.text).json()
    assert (of_card["kind"], of_card["paper"]) == ("card", None)


def test_a_paper_that_was_withdrawn_is_refused(check, card, at):
    letter = signed(refusal())
    change_credential_state(credential=letter, state=CredentialState.REVOKED, by="test", at=at)

    said = check(letter.text).json()

    assert (said["valid"], said["reason"], said["status"]) == (False, "revoked", "revoked")


def test_a_suspended_card_is_not_valid(check, card, at):
    suspend_card(card=card, reason=MoveReason.FRAUD, by="test", at=at)

    said = check(card.credential.text).json()

    assert (said["valid"], said["status"]) == (False, "suspended")


@pytest.mark.parametrize("spoil", [lambda text: text[:-8], lambda text: text[:60], lambda text: "A" + text[1:]])
def test_a_card_that_was_cut_or_changed_shows_no_name(check, card, spoil):
    said = check(spoil(card.credential.text)).json()

    assert said["valid"] is False
    assert said["card"] is None
    assert said["status"] is None


@pytest.mark.parametrize("text", ["0000000128", "https://hirfa.example/", "فاطمة", " ", "\u0000", "😀"])
def test_a_craft_number_or_any_other_text_is_not_a_card(check, card, text):
    said = check(text).json()

    assert (said["valid"], said["reason"], said["card"]) == (False, "malformed", None)


def test_the_verdict_speaks_the_language_of_who_asks(check, card):
    words = {language: check(card.credential.text, language=language).json()["word"] for language in ("en", "ar", "fr")}

    assert words["en"] == "Valid"


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"", 415, "wrong_media_type"),
        (b"{", 400, "bad_request"),
        (b"\xff\xfe", 400, "bad_request"),
        (b"[" * 9_000, 400, "bad_request"),
        (b"[]", 422, "not_understood"),
        (b"null", 422, "not_understood"),
        (b"{}", 422, "not_understood"),
        (b'{"text": 5}', 422, "not_understood"),
        (b'{"text": ""}', 422, "not_understood"),
        (b'{"text": "\\ud800"}', 422, "not_understood"),
        (b'{"text": "a", "nia": "b"}', 422, "not_understood"),
        (json.dumps({"text": "A" * (MAX_TEXT + 1)}).encode(), 422, "not_understood"),
        (json.dumps({"text": "A" * 20_000}).encode(), 413, "too_large"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_is_wrong(client, db, body, status, code):
    answer = client.post(ADDRESS, body, content_type="application/json")

    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["status"] == status


def test_a_form_is_not_taken(client, db):
    assert client.post(ADDRESS, {"text": "A"}).status_code == 415


def test_what_was_sent_is_not_said_back(client, db):
    answer = client.post(ADDRESS, json.dumps({"texte": "BE123456"}), content_type="application/json")

    assert answer.status_code == 422
    assert "BE123456" not in answer.content.decode()
    assert {fault["where"] for fault in answer.json()["faults"]} == {"body.text", "body.texte"}


@pytest.mark.parametrize("method", ["get", "put", "patch", "delete"])
def test_a_card_is_checked_by_post_alone(client, db, method):
    answer = getattr(client, method)(ADDRESS)

    assert answer.status_code == 405
    assert answer["Allow"] == "POST"


def test_an_address_that_asks_too_often_must_wait_and_others_need_not(check, card, settings):
    statuses = {check("x").status_code for _ in range(settings.HIRFA_CARD_CHECKS_A_MINUTE)}

    refused = check("x")
    spoofed = check("x", HTTP_X_FORWARDED_FOR="203.0.113.9")
    other = check("x", REMOTE_ADDR="203.0.113.9")

    assert statuses == {200}
    assert (refused.status_code, refused.json()["code"]) == (429, "too_often")
    assert int(refused["Retry-After"]) > 0
    assert spoofed.status_code == 429
    assert other.status_code == 200


def test_a_check_needs_no_session_and_no_token(db, card):
    from django.test import Client

    answer = Client(enforce_csrf_checks=True).post(
        ADDRESS, json.dumps({"text": card.credential.text}), content_type="application/json"
    )

    assert answer.json()["valid"] is True
    assert answer.cookies == {}


def test_a_check_takes_few_questions_to_the_database(check, card, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        check(card.credential.text)


def test_a_check_writes_nothing(check, card, django_assert_max_num_queries):
    with django_assert_max_num_queries(6) as asked:
        check(card.credential.text)

    assert [
        each["sql"] for each in asked.captured_queries if not each["sql"].lstrip().upper().startswith("SELECT")
    ] == []


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.text(min_size=1, max_size=300) | st.binary(min_size=1, max_size=200).map(lambda raw: raw.decode("latin-1"))
)
def test_whatever_is_sent_is_answered_and_is_no_card(check, card, text):
    cache.clear()

    answer = check(text)

    assert answer.status_code == 200
    assert answer.json()["valid"] is False
    assert answer.json()["card"] is None


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_card_with_any_one_letter_changed_is_never_valid(check, card, data):
    cache.clear()
    text = card.credential.text
    place = data.draw(st.integers(0, len(text) - 1))
    letter = data.draw(st.sampled_from(sorted(set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:") - {text[place]})))

    said = check(text[:place] + letter + text[place + 1 :]).json()

    assert said["valid"] is False
    assert said["card"] is None
