"""The ways out: a line on the console, a file, a mail. Which one is the installation's to say."""

import datetime as dt
import smtplib
import stat
from pathlib import Path

import pytest
from django.core import mail
from django.core.exceptions import ImproperlyConfigured

from hirfa.core.ids import new_id
from hirfa.notifications.checks import each_medium_has_a_driver
from hirfa.notifications.choices import Language, Medium
from hirfa.notifications.drivers import driver_of
from hirfa.notifications.drivers.console import ConsoleDriver
from hirfa.notifications.drivers.file import FileDriver
from hirfa.notifications.drivers.http_sms import HttpSmsDriver
from hirfa.notifications.drivers.port import NotSent, Outgoing
from hirfa.notifications.drivers.smtp import SmtpDriver
from tests.factories.notifications import FATIMAS_ADDRESS, FATIMAS_MAIL, TO

LATE = dt.datetime(2026, 1, 15, 23, 30, tzinfo=dt.UTC)  # already the 16th in Morocco


def outgoing(medium=Medium.LETTER, **other):
    content = {
        "id": new_id(),
        "kind": "card.revoked",
        "medium": medium,
        "language": Language.ARABIC,
        "to": TO[medium],
        "subject": "" if medium == Medium.SMS else "البطاقة المهنية",
        "body": "تم إلغاء البطاقة C0000001735.",
        "at": LATE,
    }
    return Outgoing(**content | other)


@pytest.fixture(autouse=True)
def var(settings, tmp_path) -> Path:
    settings.HIRFA_VAR = tmp_path
    return tmp_path


@pytest.mark.parametrize("medium", Medium)
def test_the_console_says_that_something_is_sent_and_never_what_or_to_whom(medium, capsys):
    message = outgoing(medium)

    assert ConsoleDriver().send(message) == ""

    line = capsys.readouterr().out
    assert line.startswith(f"{medium} card.revoked ar: 29 characters")
    assert not any(word in line for word in (*message.to.splitlines(), *message.body.split()))


def test_a_file_holds_the_letter_for_its_owner_alone(var):
    message = outgoing()

    reference = FileDriver().send(message)

    path = var / "outbox" / "2026-01-16" / f"{message.id}.txt"
    text = path.read_text("utf-8")
    assert reference == f"2026-01-16/{message.id}"
    assert all(line in text for line in FATIMAS_ADDRESS.splitlines())
    assert "Subject: البطاقة المهنية\n" in text
    assert text.endswith("\n\nتم إلغاء البطاقة C0000001735.\n")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert {stat.S_IMODE(each.stat().st_mode) for each in path.parents[:2]} == {0o700}


def test_the_same_message_twice_is_one_file_even_after_a_crash_in_the_middle(var):
    message = outgoing()
    FileDriver().send(message)
    left = var / "outbox" / "2026-01-16" / f"{message.id}.part"
    left.write_text("half of it")

    FileDriver().send(message)

    assert [path.name for path in left.parent.iterdir()] == [f"{message.id}.txt"]


def test_a_full_disk_is_a_fault_that_passes(var):
    (var / "outbox").write_text("in the way")

    with pytest.raises(NotSent, match="disk_") as raised:
        FileDriver().send(outgoing())

    assert raised.value.for_good is False


def test_an_e_mail_leaves_in_arabic_by_the_mail_server(settings):
    message = outgoing(Medium.EMAIL)
    settings.DEFAULT_FROM_EMAIL = "Hirfa <hirfa@chambers.example>"

    assert SmtpDriver().send(message) == ""

    sent = mail.outbox[0]
    assert (sent.to, sent.subject, sent.body) == ([FATIMAS_MAIL], message.subject, message.body)
    assert sent.message()["Message-ID"] == f"<{message.id}@chambers.example>"
    assert sent.message()["Content-Language"] == "ar"


@pytest.mark.parametrize(
    ("fault", "code", "for_good"),
    [
        (smtplib.SMTPRecipientsRefused({FATIMAS_MAIL: (550, b"no such user fatima")}), "smtp_550", True),
        (smtplib.SMTPRecipientsRefused({FATIMAS_MAIL: (450, b"busy")}), "smtp_450", False),
        (smtplib.SMTPDataError(552, b"too large"), "smtp_552", False),
        (smtplib.SMTPServerDisconnected("fatima"), "unreachable", False),
        (ConnectionRefusedError(), "unreachable", False),
        (TimeoutError(), "timeout", False),
    ],
)
def test_a_mail_server_that_refuses_is_named_by_its_code(monkeypatch, fault, code, for_good):
    def refuse(_self, _messages):
        raise fault

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)

    with pytest.raises(NotSent) as raised:
        SmtpDriver().send(outgoing(Medium.EMAIL))

    assert (str(raised.value), raised.value.for_good) == (code, for_good)
    assert raised.value.__suppress_context__  # what the server said may quote an address


def test_a_mail_server_with_an_account_wants_its_password_from_a_file(settings, tmp_path):
    settings.EMAIL_HOST_USER = "hirfa"
    settings.HIRFA_SMTP_PASSWORD_FILE = tmp_path / "smtp-password"
    with pytest.raises(NotSent, match="no_secret"):
        SmtpDriver().send(outgoing(Medium.EMAIL))

    settings.HIRFA_SMTP_PASSWORD_FILE.write_text("for tests only\n")
    SmtpDriver().send(outgoing(Medium.EMAIL))

    assert len(mail.outbox) == 1


@pytest.mark.parametrize(
    ("medium", "setting", "kind"),
    [
        (Medium.SMS, "file", FileDriver),
        (Medium.SMS, "http", HttpSmsDriver),
        (Medium.EMAIL, "smtp", SmtpDriver),
        (Medium.LETTER, "console", ConsoleDriver),
    ],
)
def test_the_installation_chooses_the_driver_of_each_medium(settings, medium, setting, kind):
    settings.HIRFA_SMS_URL = "https://sms.example/messages"
    setattr(settings, f"HIRFA_{medium}", setting)

    assert isinstance(driver_of(medium), kind)
    assert each_medium_has_a_driver() == []


def test_a_message_stays_in_a_file_when_nobody_chose_otherwise():
    assert {type(driver_of(medium)) for medium in Medium} == {FileDriver}


@pytest.mark.parametrize(
    ("setting", "value"), [("HIRFA_LETTER", "smtp"), ("HIRFA_EMAIL", "pigeon"), ("HIRFA_SMS", "http")]
)
def test_a_slip_in_a_setting_is_said_before_anything_starts(settings, setting, value):
    settings.HIRFA_SMS_URL = "http://sms.example/messages"  # in clear
    setattr(settings, setting, value)

    with pytest.raises(ImproperlyConfigured, match=setting):
        driver_of(Medium(setting.removeprefix("HIRFA_")))
    assert [error.id for error in each_medium_has_a_driver()] == ["notifications.E001"]


def test_a_message_that_is_printed_says_neither_what_nor_to_whom():
    message = outgoing()

    assert message.body not in repr(message)
    assert message.to.splitlines()[0] not in repr(message)
