"""`hirfa run_due`: what is due is done, said in counts, and nobody is named."""

import io

import pytest
from django.core.management import call_command

from hirfa.notifications import operations
from hirfa.notifications.choices import Medium
from hirfa.notifications.drivers.port import NotSent
from hirfa.notifications.models import Notification
from hirfa.notifications.registry import list_messages
from tests.factories.notifications import FATIMAS_PHONE, ToldDriver, ask, enter_revoked
from tests.factories.rights import lay_delays

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _delays():
    lay_delays()


@pytest.fixture(autouse=True)
def _own_message(monkeypatch):
    list_messages()
    monkeypatch.setattr("hirfa.notifications.registry._MESSAGES", {})
    enter_revoked()


def run_due(*words):
    out = io.StringIO()
    call_command("run_due", *words, stdout=out)
    return out.getvalue()


def test_what_is_due_is_sent_and_counted(settings, tmp_path):
    settings.HIRFA_VAR = tmp_path
    for medium in Medium:
        ask(medium)

    said = run_due()

    assert "messages sent: 3, to be tried again: 0, given up: 0" in said
    assert "jobs ended without progress: 0" in said
    assert FATIMAS_PHONE not in said
    assert len(list((tmp_path / "outbox").glob("*/*.txt"))) == 3
    assert "messages sent: 0" in run_due()


def test_what_cannot_be_sent_now_is_counted_and_the_rest_still_goes(monkeypatch):
    driver = ToldDriver([NotSent("timeout"), NotSent("http_422", for_good=True)])
    monkeypatch.setattr(operations, "driver_of", lambda _medium: driver)
    for _number in range(3):
        ask()

    assert "messages sent: 1, to be tried again: 1, given up: 1" in run_due()


def test_a_run_without_time_sends_nothing():
    ask()

    assert "messages sent: 0" in run_due("--minutes", "0")
    assert Notification.objects.get().state == "WAITING"
