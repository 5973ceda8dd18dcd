"""Several deliverers: on PostgreSQL two connections, on SQLite two processes, and a third that is killed (kill -9)."""

import os
import signal
import subprocess
import sys
import threading
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, transaction

from hirfa.audit.models import DiaryLine
from hirfa.notifications import operations
from hirfa.notifications.models import Notification
from hirfa.notifications.operations import DeliveryCount, deliver_due, note_delivered, note_undelivered
from hirfa.notifications.rules import may_move
from tests.factories.notifications import AT, ToldDriver, ask, sent

ROOT = Path(__file__).parent.parent.parent
ON_POSTGRESQL = settings.DATABASES["default"]["ENGINE"].endswith("postgresql")
MESSAGES = 30
ASK = """
call_command("migrate", verbosity=0)
for number in range(int(sys.argv[1])):
    ask(key=str(number))
"""
SEND = """
total = DeliveryCount()
while (count := deliver_due(by="tests", at=AT)).taken:
    total += count
print(total.sent)
"""
KILLED_AFTER_SENDING = """
from hirfa.notifications.drivers.file import FileDriver
send = FileDriver.send
def send_and_die(self, message):
    send(self, message)
    os.kill(os.getpid(), signal.SIGKILL)
FileDriver.send = send_and_die
deliver_due(by="tests", at=AT)
"""
SEND_AGAIN = """
early = deliver_due(by="tests", at=AT + dt.timedelta(minutes=9))
late = deliver_due(by="tests", at=AT + dt.timedelta(minutes=10))
row = Notification.objects.get()
print(early.taken, late.sent, row.state, row.attempts)
"""
SET_UP = """
import datetime as dt, os, signal, sys
import django; django.setup()
from django.core.management import call_command
from hirfa.notifications.models import Notification
from hirfa.notifications.operations import DeliveryCount, deliver_due
from tests.factories.notifications import AT, ask, enter_revoked
enter_revoked()
"""

alone_on_postgresql = [
    pytest.mark.postgres,
    pytest.mark.skipif(not ON_POSTGRESQL, reason="a lock on a row is PostgreSQL's; SQLite has the two processes below"),
    pytest.mark.django_db(transaction=True),
]


def started(var, script, *words):
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return subprocess.Popen(
        [sys.executable, "-c", SET_UP + script, *words],
        cwd=ROOT,
        env=environment | {"HIRFA_VAR": str(var), "DJANGO_SETTINGS_MODULE": "config.settings.dev"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def ended(process):
    out, err = process.communicate(timeout=120)
    return process.returncode, out.split(), err


def test_two_processes_send_each_message_once(tmp_path):
    assert ended(started(tmp_path, ASK, str(MESSAGES)))[0] == 0

    answers = [ended(each) for each in [started(tmp_path, SEND), started(tmp_path, SEND)]]

    assert [status for status, _out, _err in answers] == [0, 0], answers
    assert sum(int(out[-1]) for _status, out, _err in answers) == MESSAGES
    assert len(list((tmp_path / "outbox").glob("*/*.txt"))) == MESSAGES


def test_who_is_killed_between_sending_and_noting_leaves_the_message_due_again(tmp_path):
    status, _out, err = ended(started(tmp_path, ASK + KILLED_AFTER_SENDING, "1"))
    assert status == -signal.SIGKILL, err

    status, out, err = ended(started(tmp_path, SEND_AGAIN))

    assert status == 0, err
    assert out == ["0", "1", "SENT", "2"]
    assert len(list((tmp_path / "outbox").glob("*/*.txt"))) == 1  # sent twice, and the same file


class TestOnTwoConnections:
    pytestmark = alone_on_postgresql

    @pytest.fixture(autouse=True)
    def diary_emptied_afterwards(self, transactional_db):
        """These tests commit, and the database they leave is emptied: only its owner can take lines out of the diary."""
        yield
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            cursor.execute("DELETE FROM audit_diaryline")

    def test_two_deliverers_send_each_message_once(self, monkeypatch):
        driver = ToldDriver()
        monkeypatch.setattr(operations, "driver_of", lambda _medium: driver)
        for _number in range(MESSAGES):
            ask()
        counts, together = [], threading.Barrier(3)

        def deliver():
            together.wait()
            while (count := deliver_due(by="tests", at=AT)).taken:
                counts.append(count)
            connection.close()

        threads = [threading.Thread(target=deliver) for _number in range(3)]
        for each in threads:
            each.start()
        for each in threads:
            each.join(60)

        assert sum(count.sent for count in counts) == MESSAGES
        assert set(Counter(message.id for message in driver.sent).values()) == {1}
        assert len(driver.sent) == MESSAGES

    def test_a_message_that_somebody_holds_is_passed_over_and_not_waited_for(self, monkeypatch):
        driver = ToldDriver()
        monkeypatch.setattr(operations, "driver_of", lambda _medium: driver)
        held, other = ask(), ask()
        counts = []

        def deliver():
            counts.append(deliver_due(by="tests", at=AT))
            connection.close()

        with transaction.atomic():
            Notification.objects.select_for_update().get(pk=held.pk)
            second = threading.Thread(target=deliver)
            second.start()
            second.join(60)
            assert not second.is_alive()

        assert counts == [DeliveryCount(sent=1)]
        assert [message.id for message in driver.sent] == [other.pk]

    def test_the_same_key_at_the_same_moment_asks_once(self):
        asked, together = [], threading.Barrier(4)

        def ask_once():
            together.wait()
            asked.append(ask(key="once").pk)
            connection.close()

        threads = [threading.Thread(target=ask_once) for _number in range(4)]
        for each in threads:
            each.start()
        for each in threads:
            each.join(60)

        assert len(asked) == 4
        assert set(asked) == set(Notification.objects.values_list("pk", flat=True))
        assert len(set(asked)) == 1

    @pytest.mark.parametrize(
        "notes", [[note_delivered] * 4, [note_undelivered] * 4, [note_delivered, note_undelivered] * 2]
    )
    def test_receipts_at_the_same_moment_are_noted_one_after_the_other(self, notes):
        asked, states, together = sent("gw-1"), [], threading.Barrier(len(notes))

        def tell(note):
            together.wait()
            states.append(note(reference="gw-1", by="gateway", at=AT).state)
            connection.close()

        threads = [threading.Thread(target=tell, args=[note]) for note in notes]
        for each in threads:
            each.start()
        for each in threads:
            each.join(60)

        asked.refresh_from_db()
        verbs = DiaryLine.objects.order_by("position").values_list("verb", flat=True)
        told = [verb.partition(".")[2].upper() for verb in verbs if verb != "notification.asked"]
        assert len(states) == len(notes)
        assert asked.state == told[-1] == ("DELIVERED" if note_delivered in notes else "UNDELIVERED")
        assert all(may_move(old, new) for old, new in zip(["SENT", *told], told, strict=False))
