"""What the gateway says became of Fatima's message is noted once, and that it arrived wins over that it did not."""

import datetime as dt

import pytest

from hirfa.audit.models import DiaryLine
from hirfa.notifications.choices import Medium, NotificationState
from hirfa.notifications.models import Notification
from hirfa.notifications.operations import (
    DeliveryCount,
    NotificationUnknown,
    deliver_due,
    forget_messages,
    note_delivered,
    note_undelivered,
)
from tests.factories.notifications import AT, ask

pytestmark = pytest.mark.django_db


def minutes(number):
    return dt.timedelta(minutes=number)


def verbs():
    return list(DiaryLine.objects.order_by("position").values_list("verb", flat=True))


def test_the_gateways_receipt_is_noted_once(told):
    told("abc-1")
    asked = ask()
    deliver_due(by="tests", at=AT)

    first = note_delivered(reference="abc-1", by="gateway", at=AT + minutes(1))
    again = note_delivered(reference="abc-1", by="gateway", at=AT + minutes(9))

    assert first.pk == again.pk == asked.pk
    assert (again.state, again.delivered_at) == (NotificationState.DELIVERED, AT + minutes(1))
    assert verbs().count("notification.delivered") == 1


def test_a_message_that_did_not_arrive_is_noted_once_and_not_sent_again(told):
    driver = told("abc-1")
    asked = ask()
    deliver_due(by="tests", at=AT)

    note_undelivered(reference="abc-1", by="gateway", at=AT + minutes(1))
    again = note_undelivered(reference="abc-1", by="gateway", at=AT + minutes(9))

    assert (again.pk, again.state, again.last_error) == (asked.pk, NotificationState.UNDELIVERED, "not_arrived")
    assert (again.sent_at, again.delivered_at) == (AT, None)
    assert deliver_due(by="tests", at=AT + minutes(10_000)) == DeliveryCount()
    assert len(driver.sent) == 1
    assert verbs() == ["notification.asked", "notification.sent", "notification.undelivered"]


def test_a_message_that_arrived_after_all_is_delivered_and_stays_so(told):
    told("abc-1")
    ask()
    deliver_due(by="tests", at=AT)
    note_undelivered(reference="abc-1", by="gateway", at=AT + minutes(1))

    note_delivered(reference="abc-1", by="gateway", at=AT + minutes(2))
    last = note_undelivered(reference="abc-1", by="gateway", at=AT + minutes(3))

    assert (last.state, last.delivered_at, last.last_error) == (NotificationState.DELIVERED, AT + minutes(2), "")
    assert verbs()[2:] == ["notification.undelivered", "notification.delivered"]


@pytest.mark.parametrize("note", [note_delivered, note_undelivered])
@pytest.mark.parametrize("reference", ["never-given", ""])
def test_a_receipt_of_nothing_that_was_sent_is_refused(told, reference, note):
    told("")
    ask()
    deliver_due(by="tests", at=AT)

    with pytest.raises(NotificationUnknown):
        note(reference=reference, by="gateway", at=AT)


def test_a_receipt_of_the_sms_gateway_tells_nothing_of_a_letter(told):
    told("2026-01-15/letter")
    ask(Medium.LETTER)
    deliver_due(by="tests", at=AT)

    with pytest.raises(NotificationUnknown):
        note_delivered(reference="2026-01-15/letter", by="gateway", at=AT)


def test_what_did_not_arrive_is_forgotten_in_its_time_as_what_did(told):
    told("abc-1")
    asked = ask()
    deliver_due(by="tests", at=AT)
    note_undelivered(reference="abc-1", by="gateway", at=AT)

    assert forget_messages(notifications=Notification.objects.all(), by="tests", at=AT) == 1

    asked.refresh_from_db()
    assert (asked.state, asked.recipient, asked.values) == (NotificationState.UNDELIVERED, None, None)
