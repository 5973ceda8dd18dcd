"""What the claims of cards and of papers have in common: the keys of a CWT (RFC 8392), and how a field is read strictly."""

from collections.abc import Mapping
from typing import Final

from hirfa.credentials.cbor import Key, Value
from hirfa.credentials.errors import Malformed

ISS, EXP, NBF, IAT, CTI, IDENTITY, STATUS = 1, 4, 5, 6, 7, 169, 65535
PAPER: Final = -65_537  # the first of the keys for private use: whole numbers below -65536 (RFC 8392, section 9.1)
MAX_STRING: Final = 256
MAX_MOMENT: Final = 253_402_300_799  # the last second of the year 9999, in seconds since 1970


def status_claim(uri: str, index: int | None) -> dict[str, object]:
    """Return the status claim of a credential at a place in a list."""
    return {"status_list": {"idx": index, "uri": uri}}


def status(value: Value) -> tuple[str | None, int | None]:
    """Return address and place of the status claim, both None when there is none. Raises Malformed."""
    if value is None:
        return None, None
    entry = value.get("status_list") if isinstance(value, dict) else None
    if not isinstance(entry, dict):
        raise Malformed("the status claim holds a status_list map")
    index = entry.get("idx")
    if isinstance(index, bool) or not isinstance(index, int) or index < 0:
        raise Malformed("the status index is a number from zero")
    return required(text(entry, "uri")), index


def text(claims: Mapping[Key, Value], key: Key) -> str | None:
    """Return a short text, or None when it is absent. Raises Malformed."""
    value = claims.get(key)
    if value is not None and not (isinstance(value, str) and 0 < len(value) <= MAX_STRING):
        raise Malformed(f"claim {key} is a short text")
    return value


def required(found: str | None) -> str:
    """Return a text that must be there. Raises Malformed."""
    if found is None:
        raise Malformed("a required text is absent")
    return found


def moment(claims: Mapping[Key, Value], key: int) -> int:
    """Return a moment in whole seconds since 1970. Raises Malformed."""
    value = claims.get(key)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MAX_MOMENT:
        raise Malformed(f"claim {key} is a moment in whole seconds")
    return value


def serial(value: Value) -> str:
    """Return the serial number. Raises Malformed."""
    try:
        if isinstance(value, bytes) and 0 < len(value) <= 64:
            return value.decode("ascii")
    except UnicodeDecodeError as error:
        raise Malformed("the serial is ASCII") from error
    raise Malformed("the serial is a short byte string")
