"""SMS by a gateway that takes JSON over HTTPS. What it must answer stands in docs/howto/send-a-message.md."""

import http.client
import json
from email.message import Message
from typing import IO, Final
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, OpenerDirector, Request, build_opener

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from ..rules import SEND_SECONDS
from .port import NotSent, Outgoing, read_secret

_OWN_MACHINE: Final = frozenset({"127.0.0.1", "::1", "localhost"})
_FOR_GOOD: Final = 422  # the gateway understood, and will never send it: there is no such number
_MOST_BYTES: Final = 4096
_MOST_LETTERS: Final = 200


class HttpSmsDriver:
    def __init__(self) -> None:
        """Raise ImproperlyConfigured when HIRFA_SMS_URL is not https: numbers and the token would travel in clear."""
        self._url = str(settings.HIRFA_SMS_URL)
        address = urlsplit(self._url)
        if address.scheme != "https" and not (address.scheme == "http" and address.hostname in _OWN_MACHINE):
            raise ImproperlyConfigured("HIRFA_SMS_URL is the https address of the SMS gateway.")

    def send(self, message: Outgoing) -> str:
        """Ask the gateway to send a text; return its reference. Raises NotSent with `http_<status>`, timeout, unreachable."""
        request = Request(  # noqa: S310 - its scheme was asked for above
            self._url,
            method="POST",
            data=json.dumps({"id": str(message.id), "to": message.to, "text": message.body}).encode(),
            headers={
                "Authorization": f"Bearer {read_secret(settings.HIRFA_SMS_TOKEN_FILE)}",
                "Content-Type": "application/json",
                "Idempotency-Key": str(message.id),  # a message that is sent twice reaches its reader once
            },
        )
        try:
            with _opener().open(request, timeout=SEND_SECONDS) as answer:
                return _reference(answer.read(_MOST_BYTES))
        except HTTPError as error:
            with error:
                raise NotSent(f"http_{error.code}", for_good=error.code == _FOR_GOOD) from None
        except (OSError, http.client.HTTPException) as error:
            late = isinstance(error, TimeoutError) or isinstance(getattr(error, "reason", None), TimeoutError)
            raise NotSent("timeout" if late else "unreachable") from None


class _StayHere(HTTPRedirectHandler):
    """The token goes to the address of the settings and to no other."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str
    ) -> Request | None:
        return None


def _opener() -> OpenerDirector:
    return build_opener(_StayHere)


def _reference(body: bytes) -> str:
    """Return the reference in an answer, or "": it was accepted, so an answer of another shape must not send it again."""
    try:
        answer = json.loads(body)
    except ValueError:
        return ""
    reference = answer.get("reference") if isinstance(answer, dict) else None
    return reference if isinstance(reference, str) and len(reference) <= _MOST_LETTERS else ""
