"""Asked for, sent, tried again, given up, delivered."""

import datetime as dt
import logging

import pytest
from django.db import connection, transaction
from django.db.utils import IntegrityError

from hirfa.audit.models import DiaryLine
from hirfa.notifications.choices import Language, Medium, NotificationState
from hirfa.notifications.drivers.port import NotSent
from hirfa.notifications.models import Notification
from hirfa.notifications.operations import (
    DeliveryCount,
    RecipientNotUsable,
    deliver_due,
    deliver_notification,
)
from hirfa.notifications.queries import list_notifications_about, list_notifications_to
from hirfa.notifications.registry import ValuesDoNotFit
from hirfa.notifications.rules import BACKOFF, LEASE_MINUTES, MOST_AT_ONCE
from hirfa.notifications.tasks import deliver_soon
from tests.factories.cards import issued_card
from tests.factories.notifications import AT, FATIMAS_ADDRESS, FATIMAS_MAIL, FATIMAS_PHONE, ask

pytestmark = pytest.mark.django_db


def minutes(number):
    return dt.timedelta(minutes=number)


def verbs():
    return list(DiaryLine.objects.order_by("position").values_list("verb", flat=True))


def test_fatima_is_told_by_sms_in_arabic(told):
    driver = told()
    asked = ask()

    count = deliver_due(by="tests", at=AT)

    asked.refresh_from_db()
    assert count == DeliveryCount(sent=1)
    assert (asked.state, asked.sent_at, asked.attempts) == (NotificationState.SENT, AT, 1)
    assert [(each.to, each.language) for each in driver.sent] == [(FATIMAS_PHONE, "ar")]
    assert driver.sent[0].body.endswith("تم إلغاء البطاقة C0000001735.")
    assert verbs() == ["notification.asked", "notification.sent"]


def test_nothing_is_said_of_what_was_rolled_back(told):
    driver = told()

    with transaction.atomic():
        ask()
        transaction.set_rollback(True)

    assert deliver_due(by="tests", at=AT) == DeliveryCount()
    assert (driver.sent, Notification.objects.count(), verbs()) == ([], 0, [])


def test_asking_sends_nothing_yet(told):
    driver = told()

    ask()

    assert driver.sent == []


def test_the_same_key_asks_once(told):
    driver = told()
    first = ask(key="cards.card:17/revoked")
    second = ask(key="cards.card:17/revoked", at=AT + minutes(1))
    ask(key="cards.card:18/revoked")
    ask()
    ask()

    deliver_due(by="tests", at=AT + minutes(1))

    assert first.pk == second.pk
    assert len(driver.sent) == 4
    assert verbs().count("notification.asked") == 4


def test_the_database_refuses_a_second_row_of_a_key():
    first = ask(key="once")

    first.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        Notification.objects.create(
            key="once", recipient="x", recipient_hash=1, values="{}", asked_at=AT, next_try_at=AT,
            kind="card.revoked", medium=Medium.SMS, language=Language.ARABIC, about="x:1",
        )  # fmt: skip


def test_what_a_medium_cannot_reach_is_refused_at_the_counter():
    with pytest.raises(RecipientNotUsable):
        ask(to="0600000017")

    assert Notification.objects.count() == 0


def test_a_missing_value_is_found_when_it_is_asked_for():
    with pytest.raises(ValuesDoNotFit):
        ask(values={})
    with pytest.raises(LookupError):
        ask(kind="card.eaten")


def test_a_chamber_writes_its_own_chain_of_the_diary():
    ask(chain="chamber:03")

    assert DiaryLine.objects.get().chain == "chamber:03"


def test_whom_and_what_are_sealed_in_the_database():
    ask(Medium.LETTER, values={"number": "C0000001735"})

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM notifications_notification")
        row = b" ".join(
            bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
            for value in cursor.fetchone()
        )
    assert FATIMAS_ADDRESS.splitlines()[0].encode() not in row
    assert b"C0000001735" not in row
    assert Notification.objects.get().recipient == FATIMAS_ADDRESS


def test_a_gateway_that_is_down_is_asked_again_later_and_later(told):
    driver = told(NotSent("timeout"), NotSent("http_503"))
    asked = ask()

    assert deliver_due(by="tests", at=AT) == DeliveryCount(failed=1)
    asked.refresh_from_db()
    assert (asked.state, asked.last_error, asked.next_try_at) == ("FAILED", "timeout", AT + minutes(BACKOFF[0]))
    assert deliver_due(by="tests", at=AT + minutes(BACKOFF[0]) - dt.timedelta(seconds=1)) == DeliveryCount()

    second = AT + minutes(BACKOFF[0])
    assert deliver_due(by="tests", at=second) == DeliveryCount(failed=1)
    asked.refresh_from_db()
    assert (asked.last_error, asked.next_try_at) == ("http_503", second + minutes(BACKOFF[1]))

    assert deliver_due(by="tests", at=second + minutes(BACKOFF[1])) == DeliveryCount(sent=1)
    asked.refresh_from_db()
    assert (asked.state, asked.attempts, asked.last_error, asked.next_try_at) == ("SENT", 3, "", None)
    assert len(driver.sent) == 1
    assert verbs() == ["notification.asked", "notification.failed", "notification.failed", "notification.sent"]


def test_after_the_most_attempts_it_is_given_up(told):
    told(*[NotSent("timeout")] * 20)
    asked = ask()
    moment, counts = AT, []

    for wait in [*BACKOFF, 0]:
        counts.append(deliver_due(by="tests", at=moment))
        moment += minutes(wait)

    asked.refresh_from_db()
    assert counts == [DeliveryCount(failed=1)] * len(BACKOFF) + [DeliveryCount(given_up=1)]
    assert (asked.state, asked.attempts, asked.next_try_at) == ("GIVEN_UP", len(BACKOFF) + 1, None)
    assert deliver_due(by="tests", at=moment + minutes(10_000)) == DeliveryCount()
    assert verbs()[-1] == "notification.given_up"


def test_a_number_that_does_not_exist_is_not_tried_again(told):
    told(NotSent("http_422", for_good=True))
    asked = ask()

    assert deliver_due(by="tests", at=AT) == DeliveryCount(given_up=1)

    asked.refresh_from_db()
    assert (asked.state, asked.last_error) == ("GIVEN_UP", "http_422")


def test_one_message_that_cannot_be_opened_does_not_stop_those_behind_it(told):
    driver = told()
    broken = ask()
    ask()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE notifications_notification SET recipient = %s WHERE about = about", [b"\x00" * 40])
    ask(Medium.EMAIL)

    assert deliver_due(by="tests", at=AT) == DeliveryCount(sent=1, failed=2)

    assert [each.medium for each in driver.sent] == [Medium.EMAIL]
    assert Notification.objects.unopened().get(pk=broken.pk).last_error == "InvalidTag"


def test_the_longest_due_goes_first_and_no_more_than_asked(told):
    driver = told()
    later, first, second = ask(at=AT + minutes(2)), ask(at=AT), ask(at=AT + minutes(1))

    assert deliver_due(by="tests", at=AT + minutes(5), most=2) == DeliveryCount(sent=2)

    assert [each.id for each in driver.sent] == [first.pk, second.pk]
    later.refresh_from_db()
    assert later.state == NotificationState.WAITING


def test_more_at_once_than_a_lease_covers_is_refused():
    with pytest.raises(ValueError, match="at most"):
        deliver_due(by="tests", at=AT, most=MOST_AT_ONCE + 1)


def test_who_dies_after_taking_a_message_leaves_it_due_again_after_the_lease(told):
    told(KeyboardInterrupt())  # no error of the driver: the end of the process
    asked = ask()
    with pytest.raises(KeyboardInterrupt):
        deliver_due(by="tests", at=AT)
    told()

    assert deliver_due(by="tests", at=AT + minutes(LEASE_MINUTES - 1)) == DeliveryCount()
    assert deliver_due(by="tests", at=AT + minutes(LEASE_MINUTES)) == DeliveryCount(sent=1)

    asked.refresh_from_db()
    assert asked.attempts == 2


def test_a_message_that_ends_its_deliverer_every_time_is_given_up(told):
    asked = ask()
    moment = AT
    for _attempt in range(len(BACKOFF) + 1):
        told(KeyboardInterrupt())
        with pytest.raises(KeyboardInterrupt):
            deliver_due(by="tests", at=moment)
        moment += minutes(LEASE_MINUTES)

    assert deliver_due(by="tests", at=moment) == DeliveryCount(given_up=1)

    asked.refresh_from_db()
    assert (asked.state, asked.last_error) == ("GIVEN_UP", "interrupted")


def test_a_slow_deliverer_whose_lease_ended_does_not_undo_what_the_next_one_did(told, monkeypatch):
    fast = told()
    asked = ask()

    class Slow:
        def send(self, message):
            monkeypatch.setattr("hirfa.notifications.operations.driver_of", lambda _medium: fast)
            deliver_due(by="second", at=AT + minutes(LEASE_MINUTES))
            raise NotSent("timeout")

    monkeypatch.setattr("hirfa.notifications.operations.driver_of", lambda _medium: Slow())
    deliver_due(by="first", at=AT, most=1)

    asked.refresh_from_db()
    assert (asked.state, asked.attempts, asked.last_error) == ("SENT", 2, "")
    assert len(fast.sent) == 1


def test_a_gateway_that_gives_one_reference_twice_makes_nobody_wait(told):
    told("same", "same")
    ask()
    ask()

    assert deliver_due(by="tests", at=AT) == DeliveryCount(sent=2)

    assert sorted(Notification.objects.values_list("reference", flat=True)) == ["", "same"]


def test_a_code_that_cannot_wait_is_sent_by_the_worker(told):
    driver = told()
    other, code = ask(), ask()

    deliver_soon.func(str(code.pk))
    deliver_soon.func(str(code.pk))

    other.refresh_from_db()
    assert [each.id for each in driver.sent] == [code.pk]
    assert other.state == NotificationState.WAITING


def test_what_somebody_is_sending_is_not_sent_by_the_worker(told):
    told(KeyboardInterrupt())
    asked = ask()
    with pytest.raises(KeyboardInterrupt):
        deliver_due(by="tests", at=AT)
    driver = told()

    assert deliver_notification(notification_id=asked.pk, by="worker", at=AT) == DeliveryCount()
    assert driver.sent == []


def test_what_was_said_about_a_card_is_listed_the_newest_first():
    card = issued_card()
    first, second = ask(about=card), ask(about=card, at=AT + minutes(1))
    ask()

    assert list(list_notifications_about(card)) == [second, first]
    assert list(list_notifications_about(f"cards.card:{card.pk}")) == [second, first]


def test_what_was_sent_to_an_address_is_found_by_its_keyed_hash():
    asked = ask(Medium.EMAIL)
    ask()

    assert list(list_notifications_to(medium=Medium.EMAIL, to="Fatima@Example.ma")) == [asked]
    assert not list_notifications_to(medium=Medium.EMAIL, to="brahim@example.ma").exists()


@pytest.mark.parametrize("medium", Medium)
def test_no_log_diary_or_error_names_a_person(told, medium, caplog, capsys):
    caplog.set_level(logging.DEBUG)
    secrets = [FATIMAS_PHONE, FATIMAS_MAIL, *FATIMAS_ADDRESS.splitlines(), "C0000001735"]
    told(RuntimeError(f"refused: {' '.join(secrets)}"), NotSent("timeout"))
    asked = ask(medium)
    for wait in (0, BACKOFF[0], BACKOFF[0] + BACKOFF[1]):
        deliver_due(by="tests", at=AT + minutes(wait))

    asked.refresh_from_db()
    out = capsys.readouterr()
    told_of = " ".join(
        [
            caplog.text,
            out.out,
            out.err,
            asked.last_error,
            str(asked),
            *(str(line.facts) for line in DiaryLine.objects.all()),
        ]
    )
    assert asked.state == NotificationState.SENT
    assert "RuntimeError" in caplog.text
    assert [secret for secret in secrets if secret in told_of] == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "EATEN"},
        {"medium": "PIGEON"},
        {"language": "la"},
        {"next_try_at": None},
        {"state": "SENT", "next_try_at": None},
        {"state": "SENT", "sent_at": AT},
        {"state": "DELIVERED", "sent_at": AT, "next_try_at": None},
        {"state": "FAILED"},
        {"state": "GIVEN_UP", "next_try_at": None},
        {"state": "UNDELIVERED", "next_try_at": None, "last_error": "not_arrived"},
        {"state": "UNDELIVERED", "next_try_at": None, "sent_at": AT},
    ],
)
def test_the_database_refuses_what_never_can_be(wrong):
    asked = ask()

    with pytest.raises(IntegrityError), transaction.atomic():
        Notification.objects.filter(pk=asked.pk).update(**wrong)
