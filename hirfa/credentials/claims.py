"""What a card says: the claims of a CWT (RFC 8392) with an identity map (IANA claim 169) and a status reference.

Identity keys of ID Claim 169: 1 number, 3 language, 4 name, 8 birth date, 9 sex, 19 name in the second language, 20
that language, 23 country of issue; 75 to 77 are the card's own (trade, chamber, category: codes, never labels).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from hirfa.credentials import cbor
from hirfa.credentials.cbor import Key, Value
from hirfa.credentials.errors import Malformed
from hirfa.credentials.fields import (
    CTI,
    EXP,
    IAT,
    IDENTITY,
    ISS,
    NBF,
    PAPER,
    STATUS,
    moment,
    required,
    serial,
    status,
    status_claim,
    text,
)

NUMBER, LANGUAGE, NAME, BIRTH_DATE, SEX, SECOND_NAME, SECOND_LANGUAGE, COUNTRY = 1, 3, 4, 8, 9, 19, 20, 23
TRADE, CHAMBER, CATEGORY = 75, 76, 77
MALE, FEMALE, OTHER = 1, 2, 3


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
        claims[STATUS] = status_claim(card.status_uri, card.status_index)
    return cbor.encode(claims)


def decode(payload: bytes) -> CardClaims:
    """Return the claims of a card. Raises Malformed when a required claim is absent or any has the wrong type."""
    return read(cbor.decode_map(payload))


def read(claims: dict[Key, Value]) -> CardClaims:
    """Return the claims of a card from the map they stand in. Raises Malformed when it is also, or only, a paper."""
    if PAPER in claims:
        raise Malformed("a paper is not a card")
    identity = _identity(claims.get(IDENTITY))
    status_uri, status_index = status(claims.get(STATUS))
    issued_at = moment(claims, IAT)
    return CardClaims(
        issuer=required(text(claims, ISS)),
        serial=serial(claims.get(CTI)),
        issued_at=issued_at,
        not_before=moment(claims, NBF) if NBF in claims else issued_at,
        expires_at=moment(claims, EXP),
        number=required(text(identity, NUMBER)),
        name=text(identity, NAME),
        second_name=text(identity, SECOND_NAME),
        birth_date=_birth_date(identity),
        sex=_sex(identity.get(SEX)),
        trade=text(identity, TRADE),
        chamber=text(identity, CHAMBER),
        category=text(identity, CATEGORY),
        status_uri=status_uri,
        status_index=status_index,
        language=text(identity, LANGUAGE) or "fra",
        second_language=text(identity, SECOND_LANGUAGE) or "ara",
        country=text(identity, COUNTRY) or "MA",
    )


def _identity(value: Value) -> Mapping[Key, Value]:
    if isinstance(value, bytes):  # form C wraps the map in a byte string
        return cbor.decode_map(value)
    if not isinstance(value, dict):
        raise Malformed("claim 169 is a map")
    return value


def _sex(value: Value) -> int | None:
    if value is None or (not isinstance(value, bool) and value in (MALE, FEMALE, OTHER) and isinstance(value, int)):
        return value
    raise Malformed("the sex is 1, 2 or 3")


def _birth_date(identity: Mapping[Key, Value]) -> str | None:
    day = text(identity, BIRTH_DATE)
    if day is not None and not (len(day) == 8 and day.isascii() and day.isdigit()):
        raise Malformed("the birth date is YYYYMMDD")
    return day
