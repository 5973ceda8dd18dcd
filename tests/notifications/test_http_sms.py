"""A gateway of SMS on this machine: what it is asked, and what each of its answers means."""

import json
import logging
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from hirfa.notifications.choices import Language, Medium
from hirfa.notifications.drivers import http_sms
from hirfa.notifications.drivers.http_sms import HttpSmsDriver
from hirfa.notifications.drivers.port import NotSent, Outgoing
from hirfa.notifications.models import Notification
from hirfa.notifications.operations import DeliveryCount, deliver_due, note_delivered
from tests.factories.notifications import AT, FATIMAS_PHONE, ask

TOKEN = "s3cret-of-the-tests"


@dataclass
class Gateway:
    url: str
    status: int = 202
    answer: bytes = b'{"reference": "gw-1"}'
    location: str = ""
    wait: threading.Event = field(default_factory=threading.Event)
    asked: list[tuple[str, dict[str, str], dict[str, str]]] = field(default_factory=list)


@pytest.fixture
def gateway(settings, tmp_path, monkeypatch) -> Iterator[Gateway]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            there.asked.append((self.path, dict(self.headers), body))
            there.wait.wait(5)
            self.send_response(there.status)
            if there.location:
                self.send_header("Location", there.location)
            self.send_header("Content-Length", str(len(there.answer)))
            self.end_headers()
            self.wfile.write(there.answer)

        def do_GET(self):
            there.asked.append((self.path, dict(self.headers), {}))
            self.send_error(404)

        def log_message(self, *_args):
            pass

    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        there = Gateway(f"http://127.0.0.1:{server.server_port}")
        there.wait.set()
        serving = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        serving.start()
        settings.HIRFA_SMS = "http"
        settings.HIRFA_SMS_URL = f"{there.url}/messages"
        settings.HIRFA_SMS_TOKEN_FILE = tmp_path / "sms-token"
        settings.HIRFA_SMS_TOKEN_FILE.write_text(f"{TOKEN}\n")
        yield there
        there.wait.set()
        server.shutdown()
        serving.join()


def sms():
    notification = Notification()
    return Outgoing(
        id=notification.pk,
        kind="card.revoked",
        medium=Medium.SMS,
        language=Language.ARABIC,
        to=FATIMAS_PHONE,
        subject="",
        body="تم إلغاء البطاقة",
        at=AT,
    )


def test_the_gateway_is_asked_for_one_sms_with_our_token(gateway):
    message = sms()

    assert HttpSmsDriver().send(message) == "gw-1"

    [(path, headers, body)] = gateway.asked
    assert path == "/messages"
    assert body == {"id": str(message.id), "to": FATIMAS_PHONE, "text": "تم إلغاء البطاقة"}
    assert headers["Authorization"] == f"Bearer {TOKEN}"
    assert headers["Idempotency-Key"] == str(message.id)


@pytest.mark.parametrize(
    "answer", [b"", b"accepted", b"[1]", b'{"reference": 7}', b"\xff", b'{"reference": "' + b"x" * 201 + b'"}']
)
def test_what_was_accepted_in_other_words_is_not_sent_again(gateway, answer):
    gateway.answer = answer

    assert HttpSmsDriver().send(sms()) == ""


@pytest.mark.parametrize(
    ("status", "for_good"), [(400, False), (401, False), (404, False), (422, True), (429, False), (503, False)]
)
def test_a_refusal_is_known_by_its_status(gateway, status, for_good):
    gateway.status = status

    with pytest.raises(NotSent) as raised:
        HttpSmsDriver().send(sms())

    assert (raised.value.code, raised.value.for_good) == (f"http_{status}", for_good)


def test_the_token_is_not_carried_to_another_address(gateway):
    gateway.status, gateway.location = 302, f"{gateway.url}/elsewhere"

    with pytest.raises(NotSent, match="http_302"):
        HttpSmsDriver().send(sms())

    assert [path for path, _headers, _body in gateway.asked] == ["/messages"]


def test_a_gateway_that_does_not_answer_is_left_after_a_while(gateway, monkeypatch):
    monkeypatch.setattr(http_sms, "SEND_SECONDS", 0.2)
    gateway.wait.clear()

    with pytest.raises(NotSent, match="timeout"):
        HttpSmsDriver().send(sms())


def test_a_gateway_that_is_not_there_is_unreachable(gateway, settings):
    settings.HIRFA_SMS_URL = "http://127.0.0.1:9/messages"

    with pytest.raises(NotSent, match="unreachable"):
        HttpSmsDriver().send(sms())


def test_without_its_token_nothing_is_sent(gateway, settings):
    settings.HIRFA_SMS_TOKEN_FILE.unlink()

    with pytest.raises(NotSent, match="no_secret"):
        HttpSmsDriver().send(sms())

    assert gateway.asked == []


@pytest.mark.django_db
def test_fatima_is_told_through_the_gateway_and_its_receipt_is_noted(gateway, caplog, capsys):
    caplog.set_level(logging.DEBUG)
    asked = ask()
    gateway.status = 503
    assert deliver_due(by="tests", at=AT) == DeliveryCount(failed=1)
    gateway.status = 202
    asked.refresh_from_db()
    assert deliver_due(by="tests", at=asked.next_try_at) == DeliveryCount(sent=1)

    note_delivered(reference="gw-1", by="gateway", at=AT)

    asked.refresh_from_db()
    out = capsys.readouterr()
    assert asked.state == "DELIVERED"
    assert len({body["id"] for _path, _headers, body in gateway.asked}) == 1
    assert not any(word in caplog.text + out.out + out.err for word in (TOKEN, FATIMAS_PHONE, "C0000001735"))
