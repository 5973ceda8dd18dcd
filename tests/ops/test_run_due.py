"""`hirfa run_due`: what is due is done, said in counts, and nobody is named."""

import io

import pytest
from django.core.management import CommandError, call_command

from hirfa.notifications import operations
from hirfa.notifications.choices import Medium
from hirfa.notifications.drivers.port import NotSent
from hirfa.notifications.models import Notification
from hirfa.notifications.registry import list_messages
from hirfa.ops.management.commands import run_due as command
from hirfa.reference.models import LegalParameter
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


def run_failing():
    out, err = io.StringIO(), io.StringIO()
    with pytest.raises(CommandError) as failure:
        call_command("run_due", stdout=out, stderr=err)
    return out.getvalue(), err.getvalue(), failure.value


def test_without_the_reference_tables_only_the_erasure_is_left_undone_and_it_is_said(settings, tmp_path):
    settings.HIRFA_VAR = tmp_path
    LegalParameter.objects.all().delete()
    ask()

    out, err, failure = run_failing()

    assert "messages sent: 1" in out
    assert err.strip() == "not done: erasure (a legal parameter is not in force today; load the reference tables)"
    assert str(failure) == "1 of 6 steps failed: erasure."
    assert failure.returncode == 1


def test_a_step_that_fails_keeps_nothing_back_and_its_words_name_nobody(monkeypatch, settings, tmp_path, caplog):
    settings.HIRFA_VAR = tmp_path
    ask()

    def fail(_options):
        raise ValueError(FATIMAS_PHONE)

    monkeypatch.setitem(command.DUE, "stopped jobs", fail)

    out, err, failure = run_failing()

    assert "messages sent: 1" in out
    assert "erased, their time being over" in out
    assert err.strip() == "not done: stopped jobs (ValueError)"
    assert FATIMAS_PHONE not in out + err + str(failure)
    assert [record.getMessage() for record in caplog.records] == ["due step stopped jobs failed"]
