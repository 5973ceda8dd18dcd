"""The SMS gateway tells whether Fatima's message arrived: with the shared secret, and nobody without it."""

import datetime as dt
import json
import logging
import time

import pytest
from django.core import checks
from django.test import Client

from hirfa.audit.models import DiaryLine
from hirfa.notifications import registry
from hirfa.notifications.choices import Medium, NotificationState
from hirfa.notifications.receipts import LEAST_SECRET, WINDOW_SECONDS, is_signed, signature_of
from tests.factories.notifications import AT, FATIMAS_PHONE, enter_revoked, sent

ADDRESS = "/api/v1/message-receipts"
SECRET = "of-the-tests-and-of-nothing-else-0123"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def message(monkeypatch):
    registry.list_messages()  # the product's own are read first: a module enters its messages only once
    monkeypatch.setattr(registry, "_MESSAGES", {})
    enter_revoked()


@pytest.fixture(autouse=True)
def secret(settings, tmp_path):
    settings.HIRFA_SMS_RECEIPT_SECRET_FILE = tmp_path / "sms-receipt-secret"
    settings.HIRFA_SMS_RECEIPT_SECRET_FILE.write_text(f"{SECRET}\n")
    return settings.HIRFA_SMS_RECEIPT_SECRET_FILE


@pytest.fixture
def tell(client):
    """Let the gateway tell an outcome, as it should unless a test says otherwise."""

    def ask(outcome="delivered", reference="gw-1", *, body=None, late=0, secret=SECRET, by=client, **more):
        body = json.dumps({"reference": reference, "outcome": outcome}).encode() if body is None else body
        timestamp = more.pop("timestamp", str(int(time.time()) - late))
        signature = more.pop("signature", signature_of(secret=secret, timestamp=timestamp, body=body))
        signed = {"X-Hirfa-Timestamp": timestamp, "X-Hirfa-Signature": signature, "Accept-Language": "en"}
        headers = {name: value for name, value in signed.items() if value is not None}
        return by.post(ADDRESS, body, content_type="application/json", headers=headers, **more)

    return ask


def verbs():
    return list(DiaryLine.objects.order_by("position").values_list("verb", flat=True))


def state_of(notification):
    notification.refresh_from_db()
    return notification.state


@pytest.mark.parametrize(
    ("outcome", "state", "verb"),
    [
        ("delivered", NotificationState.DELIVERED, "notification.delivered"),
        ("failed", NotificationState.UNDELIVERED, "notification.undelivered"),
    ],
)
def test_the_gateway_tells_whether_fatimas_message_arrived(tell, outcome, state, verb):
    asked = sent("gw-1")

    answer = tell(outcome)

    assert (answer.status_code, answer.json()) == (200, {"demonstration": True, "state": state})
    assert state_of(asked) == state
    assert (asked.delivered_at is not None) == (outcome == "delivered")
    line = DiaryLine.objects.get(verb=verb)
    assert (line.actor, line.facts) == ("sms_gateway", {"kind": "card.revoked"})


@pytest.mark.parametrize("outcome", ["delivered", "failed"])
def test_the_same_receipt_again_changes_nothing_and_is_answered_alike(tell, outcome):
    asked = sent("gw-1")
    first = tell(outcome)
    asked.refresh_from_db()
    moment, told = asked.delivered_at, verbs()

    again = tell(outcome)

    assert (again.status_code, again.json()) == (200, first.json())
    asked.refresh_from_db()
    assert (asked.delivered_at, verbs()) == (moment, told)


@pytest.mark.parametrize("order", [("delivered", "failed"), ("failed", "delivered")])
def test_in_whatever_order_receipts_come_a_message_that_arrived_is_delivered(tell, order):
    asked = sent("gw-1")

    answers = [tell(outcome) for outcome in order]

    assert [each.status_code for each in answers] == [200, 200]
    assert answers[-1].json()["state"] == state_of(asked) == NotificationState.DELIVERED
    assert asked.last_error == ""


WRONG = {
    "another secret": {"secret": "x" * 40},
    "no signature": {"signature": None},
    "an empty signature": {"signature": ""},
    "a signature that is no text of digits": {"signature": "é" * 64},
    "no moment": {"timestamp": "", "signature": signature_of(secret=SECRET, timestamp="", body=b"{}"), "body": b"{}"},
    "a moment in words": {"timestamp": "now"},
    "a moment in other digits": {"timestamp": "١٧٦٨"},
    "a moment without end": {"timestamp": "9" * 400},
    "too late": {"late": WINDOW_SECONDS + 5},
    "too early": {"late": -WINDOW_SECONDS - 5},
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_who_has_no_good_signature_is_told_no_more(tell, wrong):
    """401 for a known reference, an unknown one and a body that is none: nothing can be found out without the secret."""
    asked = sent("gw-1")
    if (wrong.get("timestamp") or "").isascii():
        answers = [tell(**wrong), tell(**{"reference": "gw-2"} | wrong), tell(**{"body": b"{"} | wrong)]
    else:
        answers = [tell(**wrong | {"signature": "0" * 64})]

    assert {(each.status_code, each.json()["code"]) for each in answers} == {(401, "not_signed")}
    assert len({each.content for each in answers}) == 1
    assert state_of(asked) == NotificationState.SENT


def test_a_receipt_of_which_a_word_was_changed_on_the_way_is_refused(tell):
    asked = sent("gw-1")
    timestamp = str(int(time.time()))
    told = json.dumps({"reference": "gw-1", "outcome": "failed"}).encode()
    signature = signature_of(secret=SECRET, timestamp=timestamp, body=told)

    changed = tell("delivered", timestamp=timestamp, signature=signature)
    moved = tell(body=told, timestamp=str(int(timestamp) + 1), signature=signature)

    assert (changed.status_code, moved.status_code) == (401, 401)
    assert state_of(asked) == NotificationState.SENT


def test_a_receipt_copied_on_the_way_can_be_said_again_for_five_minutes_and_says_nothing_new():
    words = {"secret": SECRET, "timestamp": str(int(AT.timestamp())), "body": b"{}"}
    signature = signature_of(**words)

    def heard(seconds):
        return is_signed(**words, signature=signature, at=AT + dt.timedelta(seconds=seconds))

    assert [heard(seconds) for seconds in (-301, -300, 0, 300, 301)] == [False, True, True, True, False]


def test_the_signature_is_the_one_that_a_gateway_makes_with_other_tools():
    """printf '1768471200.{}' | openssl dgst -sha256 -hmac <secret>"""
    assert (
        signature_of(secret=SECRET, timestamp="1768471200", body=b"{}")
        == "1bb5c1b0e8cfa9c4b926f034691f7060fd56475f65a3d24edfb0d5f118940241"
    )


def test_signatures_are_compared_in_constant_time(monkeypatch):
    compared = []
    monkeypatch.setattr("hirfa.notifications.receipts.hmac.compare_digest", lambda *both: compared.append(both) or True)

    assert is_signed(secret=SECRET, timestamp=str(int(AT.timestamp())), signature="0" * 64, body=b"", at=AT)
    assert len(compared) == 1


@pytest.mark.parametrize(
    ("medium", "reference"), [(Medium.SMS, "gw-2"), (Medium.SMS, "\U0001f600"), (Medium.LETTER, "gw-1")]
)
def test_a_reference_under_which_no_sms_was_sent_is_not_there(tell, medium, reference):
    asked = sent("gw-1", medium=medium)

    answer = tell(reference=reference)

    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    assert answer.json()["detail"] == "There is nothing at this address."
    assert state_of(asked) == NotificationState.SENT


@pytest.mark.parametrize("content", [None, "", "short", "x" * (LEAST_SECRET - 1)])
def test_without_a_secret_the_door_says_that_it_is_not_ready(tell, secret, content):
    asked = sent("gw-1")
    secret.unlink()
    if content is not None:
        secret.write_text(content)

    answer = tell(secret=content or "")

    assert (answer.status_code, answer.json()["code"]) == (503, "not_ready")
    assert state_of(asked) == NotificationState.SENT


def test_a_secret_that_could_be_guessed_is_said_before_the_server_starts(secret):
    def found():
        return [each.id for each in checks.run_checks() if each.id == "notifications.E002"]

    assert found() == []
    secret.write_text("short")
    assert found() == ["notifications.E002"]
    secret.unlink()
    assert found() == []


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"{", 400),
        (b"\xff", 400),
        (b"[]", 422),
        (b'{"reference": "gw-1"}', 422),
        (b'{"reference": "gw-1", "outcome": "lost"}', 422),
        (b'{"reference": "", "outcome": "failed"}', 422),
        (b'{"reference": "\\u0000", "outcome": "failed"}', 422),
        (b'{"reference": 7, "outcome": "failed"}', 422),
        (b'{"reference": "gw-1", "outcome": "failed", "to": "+212600000017"}', 422),
        (json.dumps({"reference": "x" * 201, "outcome": "failed"}).encode(), 422),
        (json.dumps({"reference": "x" * 20_000, "outcome": "failed"}).encode(), 413),
    ],
)
def test_what_is_signed_and_cannot_be_understood_is_refused_without_saying_it_back(tell, body, status):
    asked = sent("gw-1")

    answer = tell(body=body)

    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"
    assert FATIMAS_PHONE not in answer.content.decode()
    assert state_of(asked) == NotificationState.SENT


def test_an_address_that_tells_too_often_must_wait_whether_it_signs_or_not(tell, monkeypatch):
    monkeypatch.setattr("hirfa.api.v1.message_receipts.GatewaySignature.throttle.limit", 3)
    sent("gw-1")
    statuses = [tell(secret="x" * 40).status_code for _ in range(3)]

    refused, other = tell(), tell(REMOTE_ADDR="203.0.113.9")

    assert statuses == [401, 401, 401]
    assert (refused.status_code, refused.json()["code"], refused["Retry-After"]) == (429, "too_often", "60")
    assert other.status_code == 200


def test_a_session_opens_nothing_here_and_none_is_asked_for(tell, signed_in_as):
    sent("gw-1")
    officer = signed_in_as(role="ADMINISTRATOR")

    assert tell(by=officer, signature=None).status_code == 401
    answer = tell(by=Client(enforce_csrf_checks=True))
    assert answer.status_code == 200
    assert answer.cookies == {}


def test_a_receipt_takes_few_questions_to_the_database(tell, django_assert_num_queries):
    sent("gw-1")

    with django_assert_num_queries(9):
        tell()
    with django_assert_num_queries(0):
        tell(secret="x" * 40)


def test_nothing_about_fatima_or_the_secret_is_in_the_logs_or_the_answers(tell, caplog, capsys):
    caplog.set_level(logging.DEBUG)
    sent("gw-1")

    answers = [tell("failed"), tell(), tell(reference="gw-2"), tell(secret="x" * 40), tell(body=b"{")]

    out = capsys.readouterr()
    told = caplog.text + out.out + out.err + "".join(each.content.decode() for each in answers)
    assert [word for word in (SECRET, FATIMAS_PHONE, "C0000001735") if word in told] == []
