"""The lists that checkers download: signed, believed by the library that a partner installs alone."""

import datetime as dt

import pytest
from django.core.cache import cache
from django.utils import timezone

from hirfa.cards.choices import MoveReason
from hirfa.cards.operations import revoke_card
from hirfa.credentials import Reason, decode_status_list, decode_trust_list, verify
from hirfa.issuing.queries import list_root_keys


def read_lists(client, address="/api/v1/status-lists/1"):
    now = timezone.now()
    trust = decode_trust_list(client.get("/api/v1/trust-list").content, root_keys=list_root_keys())
    return trust, [decode_status_list(client.get(address).content, trust_list=trust, now=int(now.timestamp()))], now


def test_a_partner_with_the_two_lists_checks_a_card_alone(client, card):
    trust, lists, now = read_lists(client)

    assert verify(card.credential.text, trust, lists, now).reason == Reason.VALID


def test_a_partner_who_fetches_the_list_again_sees_a_card_revoked(client, card, at):
    read_lists(client)
    revoke_card(card=card, reason=MoveReason.LOST, by="test", at=at)
    cache.clear()

    trust, lists, now = read_lists(client)

    assert verify(card.credential.text, trust, lists, now).reason == Reason.REVOKED


def test_the_address_printed_in_a_card_leads_to_its_list(client, card):
    path = "/" + card.credential.status_list.uri.split("/", 3)[3]

    trust, lists, now = read_lists(client, path)

    assert verify(card.credential.text, trust, lists, now).reason == Reason.VALID


def test_the_lists_bear_their_media_type_and_may_be_kept_a_minute(client, card):
    trust, status = client.get("/api/v1/trust-list"), client.get("/api/v1/status-lists/1")

    assert trust["Content-Type"] == "application/cwt"
    assert status["Content-Type"] == "application/statuslist+cwt"
    assert trust["Cache-Control"] == status["Cache-Control"] == "public, max-age=60"


@pytest.mark.parametrize("number", ["2", "0", "999999999999999999999999"])
def test_a_list_that_was_never_opened_is_not_there(client, card, number):
    answer = client.get(f"/api/v1/status-lists/{number}")

    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/problem+json"


def test_an_installation_without_keys_says_that_it_is_not_ready(client, db):
    answer = client.get("/api/v1/trust-list")

    assert answer.status_code == 503
    assert answer.json()["code"] == "no_signing_key"


def test_lists_are_issued_now(client, card):
    trust, lists, now = read_lists(client)

    assert abs(now - dt.datetime.fromtimestamp(lists[0].issued_at, dt.UTC)) < dt.timedelta(minutes=5)
    assert trust.issued_at <= now.timestamp()
