"""What a card says: the claims of a CWT (RFC 8392) with an identity map (IANA claim 169) and a status reference.

Identity keys of ID Claim 169: 1 number, 3 language, 4 name, 8 birth date, 9 sex, 19 name in the second language, 20
that language, 23 country of issue; 75 to 77 are the card's own (trade, chamber, category: codes, never labels).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from hirfa.credentials import cbor
from hirfa.credentials.cbor import Key, Value
from hirfa.credentials.errors import Malformed

ISS, EXP, NBF, IAT, CTI, IDENTITY, STATUS = 1, 4, 5, 6, 7, 169, 65535
NUMBER, LANGUAGE, NAME, BIRTH_DATE, SEX, SECOND_NAME, SECOND_LANGUAGE, COUNTRY = 1, 3, 4, 8, 9, 19, 20, 23
TRADE, CHAMBER, CATEGORY = 75, 76, 77
MALE, FEMALE, OTHER = 1, 2, 3
MAX_STRING: Final = 256
MAX_MOMENT: Final = 253_402_300_799  # the last second of the year 9999, in seconds since 1970


@dataclass(frozen=True, slots=True)
class CardClaims:
    """The content of one card. Moments are whole seconds since 1970 UTC, texts are codes except the two names.

    `birth_date` is YYYYMMDD; it, `sex` (1 man, 2 woman, 3 other) and each name may be absent. The card is good from
    `not_before` until before `expires_at`.
    """

    issuer: str
    serial: str
    issued_at: int
    not_before: int
    expires_at: int
    number: str
    name: str | None = None
    second_name: str | None = None
    birth_date: str | None = None
    sex: int | None = None
    trade: str | None = None
    chamber: str | None = None
    category: str | None = None
    status_uri: str | None = None
    status_index: int | None = None
    language: str = "fra"
    second_language: str = "ara"
    country: str = "MA"


def encode(card: CardClaims) -> bytes:
    """Return the claims as CBOR, keys in ascending order, absent ones left out."""
    identity: dict[int, int | str | None] = {
        NUMBER: card.number,
        LANGUAGE: card.language if card.name else None,
        NAME: card.name,
        BIRTH_DATE: card.birth_date,
        SEX: card.sex,
        SECOND_NAME: card.second_name,
        SECOND_LANGUAGE: card.second_language if card.second_name else None,
        COUNTRY: card.country,
        TRADE: card.trade,
        CHAMBER: card.chamber,
        CATEGORY: card.category,
    }
    claims: dict[int, object] = {
        ISS: card.issuer,
        EXP: card.expires_at,
        NBF: card.not_before,
        IAT: card.issued_at,
        CTI: card.serial.encode(),
        IDENTITY: {key: value for key, value in identity.items() if value is not None},
    }
    if card.status_uri is not None:
        claims[STATUS] = {"status_list": {"idx": card.status_index, "uri": card.status_uri}}
    return cbor.encode(claims)


def decode(payload: bytes) -> CardClaims:
    """Return the claims of a card. Raises Malformed when a required claim is absent or any has the wrong type."""
    claims = cbor.decode_map(payload)
    identity = _identity(claims.get(IDENTITY))
    status_uri, status_index = _status(claims.get(STATUS))
    issued_at = _moment(claims, IAT)
    return CardClaims(
        issuer=_required(_text(claims, ISS)),
        serial=_serial(claims.get(CTI)),
        issued_at=issued_at,
        not_before=_moment(claims, NBF) if NBF in claims else issued_at,
        expires_at=_moment(claims, EXP),
        number=_required(_text(identity, NUMBER)),
        name=_text(identity, NAME),
        second_name=_text(identity, SECOND_NAME),
        birth_date=_birth_date(identity),
        sex=_sex(identity.get(SEX)),
        trade=_text(identity, TRADE),
        chamber=_text(identity, CHAMBER),
        category=_text(identity, CATEGORY),
        status_uri=status_uri,
        status_index=status_index,
        language=_text(identity, LANGUAGE) or "fra",
        second_language=_text(identity, SECOND_LANGUAGE) or "ara",
        country=_text(identity, COUNTRY) or "MA",
    )


def _identity(value: Value) -> Mapping[Key, Value]:
    if isinstance(value, bytes):  # form C wraps the map in a byte string
        return cbor.decode_map(value)
    if not isinstance(value, dict):
        raise Malformed("claim 169 is a map")
    return value


def _status(value: Value) -> tuple[str | None, int | None]:
    if value is None:
        return None, None
    entry = value.get("status_list") if isinstance(value, dict) else None
    if not isinstance(entry, dict):
        raise Malformed("the status claim holds a status_list map")
    index = entry.get("idx")
    if isinstance(index, bool) or not isinstance(index, int) or index < 0:
        raise Malformed("the status index is a number from zero")
    return _required(_text(entry, "uri")), index


def _text(claims: Mapping[Key, Value], key: Key) -> str | None:
    value = claims.get(key)
    if value is not None and not (isinstance(value, str) and 0 < len(value) <= MAX_STRING):
        raise Malformed(f"claim {key} is a short text")
    return value


def _required(text: str | None) -> str:
    if text is None:
        raise Malformed("a required text is absent")
    return text


def _moment(claims: Mapping[Key, Value], key: int) -> int:
    value = claims.get(key)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MAX_MOMENT:
        raise Malformed(f"claim {key} is a moment in whole seconds")
    return value


def _serial(value: Value) -> str:
    try:
        if isinstance(value, bytes) and 0 < len(value) <= 64:
            return value.decode("ascii")
    except UnicodeDecodeError as error:
        raise Malformed("the serial is ASCII") from error
    raise Malformed("the serial is a short byte string")


def _sex(value: Value) -> int | None:
    if value is None or (not isinstance(value, bool) and value in (MALE, FEMALE, OTHER) and isinstance(value, int)):
        return value
    raise Malformed("the sex is 1, 2 or 3")


def _birth_date(identity: Mapping[Key, Value]) -> str | None:
    text = _text(identity, BIRTH_DATE)
    if text is not None and not (len(text) == 8 and text.isascii() and text.isdigit()):
        raise Malformed("the birth date is YYYYMMDD")
    return text
