"""Answers of refusal (RFC 9457): the same shape everywhere, in the language of who asks, without what was sent."""

import json

import pytest
from django.utils.translation import override

from hirfa.api.problems import WORDS
from hirfa.api.v1 import entries


@pytest.mark.parametrize("address", ["/api/v1/", "/api/v1/nothing", "/api/v1/entries/", "/api/v1/figures/a/b"])
def test_an_unknown_address_of_the_api_answers_with_a_problem_not_a_page(client, db, address):
    answer = client.get(address)

    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/problem+json"
    assert set(answer.json()) == {"type", "title", "status", "detail", "code", "demonstration", "faults"}


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_a_refusal_speaks_the_language_of_who_asks(client, db, language):
    answer = client.get("/api/v1/entries", headers={"Accept-Language": language})

    with override(language):
        assert answer.json()["title"] == str(WORDS[401][1])
    assert answer["Content-Language"] == language


def test_the_wording_differs_between_languages(client, db):
    said = {
        client.get("/api/v1/entries", headers={"Accept-Language": language}).json()["detail"]
        for language in ("ar", "fr", "en")
    }

    assert len(said) == 3


def test_a_demonstration_says_so_even_when_it_refuses(client, db, settings):
    assert client.get("/api/v1/entries").json()["demonstration"] is True

    settings.HIRFA_DEMONSTRATION = False
    assert client.get("/api/v1/entries").json()["demonstration"] is False


def test_a_fault_of_ours_says_nothing_of_what_happened(db, signed_in_as, monkeypatch, caplog):
    def fall(*args, **words):
        raise RuntimeError("secret of the house")

    monkeypatch.setattr(entries, "_read", fall)
    answer = signed_in_as(analyst=True).get("/api/v1/entries")

    assert answer.status_code == 500
    assert answer.json()["code"] == "fault"
    assert "secret" not in answer.content.decode()
    assert "fault at" in caplog.text


def test_the_type_of_a_problem_is_stable(client, db):
    answer = client.post("/api/v1/card-verifications", json.dumps({}), content_type="application/json")

    assert answer.json()["type"] == "urn:hirfa:problem:not_understood"
