"""How a gateway proves that a receipt is its own: HMAC-SHA256 (RFC 2104) of the moment and the body with a shared secret."""

import datetime as dt
import hashlib
import hmac
import re
from typing import Final

from django.conf import settings

from .drivers.port import NotSent, read_secret

WINDOW_SECONDS: Final = 300  # what was signed longer ago, or for later, is not heard: a copied receipt dies with it
LEAST_SECRET: Final = 32  # characters: as many bits as anybody would have to guess

_SECONDS: Final = re.compile(r"[0-9]{1,12}")


def find_receipt_secret() -> str | None:
    """Return the secret shared with the gateway; None without one, or with one short enough to be guessed."""
    try:
        secret = read_secret(settings.HIRFA_SMS_RECEIPT_SECRET_FILE)
    except NotSent:
        return None
    return secret if len(secret) >= LEAST_SECRET else None


def signature_of(*, secret: str, timestamp: str, body: bytes) -> str:
    """Return the signature of a body at a moment (seconds since 1970, as digits), in small hexadecimal digits."""
    return hmac.new(secret.encode(), timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()


def is_signed(*, secret: str, timestamp: str, signature: str, body: bytes, at: dt.datetime) -> bool:
    """Say whether a signature is that of the body and the moment, and the moment is near `at`.

    The comparison takes as long for a nearly right signature as for any other.
    """
    if not _SECONDS.fullmatch(timestamp) or abs(at.timestamp() - int(timestamp)) > WINDOW_SECONDS:
        return False
    wanted = signature_of(secret=secret, timestamp=timestamp, body=body)
    return hmac.compare_digest(wanted.encode(), signature.encode())
