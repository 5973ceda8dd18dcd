"""Whatever happens, in whatever order: no state outside of the table, and a line of the diary for every move."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hirfa.audit.models import DiaryLine
from hirfa.notifications import operations
from hirfa.notifications.drivers.port import NotSent
from hirfa.notifications.models import Notification
from hirfa.notifications.operations import (
    NotificationUnknown,
    deliver_due,
    deliver_notification,
    note_delivered,
    note_undelivered,
)
from hirfa.notifications.rules import may_move
from tests.factories.notifications import AT, ToldDriver, ask

EVENTS = {
    "accepted": lambda: ["ref"],
    "unreachable": lambda: [NotSent("unreachable")],
    "no such number": lambda: [NotSent("http_422", for_good=True)],
    "killed": lambda: [KeyboardInterrupt()],
}


@pytest.mark.django_db
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(st.sampled_from([*EVENTS, "arrived", "did not arrive", "alone"]), st.sampled_from([0, 1, 11, 2000])),
        min_size=1,
        max_size=14,
    )
)
def test_no_sequence_of_events_leaves_the_table_or_the_diary_behind(events):
    Notification.objects.all().delete()
    asked, moment = ask(), AT
    told_before = DiaryLine.objects.count()
    moves = []
    for event, wait in events:
        moment += dt.timedelta(minutes=wait)
        old = Notification.objects.get(pk=asked.pk)
        befall(event, asked, moment)
        new = Notification.objects.get(pk=asked.pk)
        if (old.state, old.last_error, old.sent_at) != (new.state, new.last_error, new.sent_at) or (
            new.state == "FAILED" and old.attempts != new.attempts and event != "killed"
        ):
            moves.append((old.state, new.state))

    assert [move for move in moves if not may_move(*move)] == []
    assert DiaryLine.objects.count() - told_before == len(moves)


def befall(event, asked, moment):
    with pytest.MonkeyPatch.context() as patched:
        driver = ToldDriver(EVENTS.get(event, list)())
        patched.setattr(operations, "driver_of", lambda _medium: driver)
        try:
            if event == "arrived":
                note_delivered(reference="ref", by="gateway", at=moment)
            elif event == "did not arrive":
                note_undelivered(reference="ref", by="gateway", at=moment)
            elif event == "alone":
                deliver_notification(notification_id=asked.pk, by="worker", at=moment)
            else:
                deliver_due(by="tests", at=moment)
        except (NotificationUnknown, KeyboardInterrupt):
            pass
