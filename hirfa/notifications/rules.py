"""What is settled about sending, as plain functions. No database, no clock, no Django."""

import re
from typing import Final

MOVES: Final[dict[str, frozenset[str]]] = {
    "WAITING": frozenset({"SENT", "FAILED", "GIVEN_UP"}),
    "FAILED": frozenset({"SENT", "FAILED", "GIVEN_UP"}),
    "SENT": frozenset({"DELIVERED", "UNDELIVERED"}),
    "UNDELIVERED": frozenset({"DELIVERED"}),
    "DELIVERED": frozenset(),
    "GIVEN_UP": frozenset(),
}
UNSENT: Final = frozenset({"WAITING", "FAILED"})
OVER: Final = frozenset({"SENT", "DELIVERED", "UNDELIVERED", "GIVEN_UP"})  # nothing is sent any more

# Minutes after the first failure, the second, and so on: a gateway that is down for a day loses nothing.
BACKOFF: Final = (1, 5, 15, 60, 240, 720, 1440)
MOST_ATTEMPTS: Final = len(BACKOFF) + 1

SEND_SECONDS: Final = 10  # how long a driver waits for an answer
LEASE_MINUTES: Final = (
    10  # how long a taken message is left to the one who took it: killed meanwhile, it is due again then
)
MOST_AT_ONCE: Final = 20  # messages taken at one moment: together they stay well within one lease

_SHAPES: Final = {
    "SMS": re.compile(r"\+[1-9][0-9]{7,14}"),  # ITU-T E.164, as the register keeps telephones
    "EMAIL": re.compile(r"[^\s@<>,;:\"()\[\]\\]+@[^\s@<>,;:\"()\[\]\\]+\.[^\s@<>,;:\"()\[\]\\]+"),
    "LETTER": re.compile(r"\S[\s\S]*"),
}

# 3GPP TS 23.038, 6.2.1: the default alphabet of 7 bits, and the signs that take two places in it.
_GSM: Final = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_GSM_DOUBLE: Final = frozenset("\f^{}\\[~]|€")
_GSM_PLACES: Final = (160, 153)  # of one message; of each part of a longer one (3GPP TS 23.040, 9.2.3.24.1)
_UCS2_PLACES: Final = (70, 67)

# Signs of careful typography that would turn a French message of 160 places into one of 70. Isolates (U+2066 to U+2069) go:
# they are younger than many a telephone, which may show boxes.
_PLAIN_SIGNS: Final = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "…": "...", "\xa0": " ", "\u202f": " "}
    | dict.fromkeys("\u2066\u2067\u2068\u2069")
)


def may_move(old: str, new: str) -> bool:
    """Say whether a notification may pass from one state to another."""
    return new in MOVES[old]


def minutes_before_retry(attempts: int) -> int | None:
    """Return how many minutes to wait after the nth failed attempt, or None: it is given up."""
    if attempts < 1:
        raise ValueError(f"no attempt number {attempts}")
    return BACKOFF[attempts - 1] if attempts < MOST_ATTEMPTS else None


def is_recipient(medium: str, to: str) -> bool:
    """Say whether something can be sent there: a telephone as + and digits, an e-mail address, a postal address."""
    return _SHAPES[medium].fullmatch(to) is not None


def plain_for_sms(text: str) -> str:
    """Return the text with typographic signs as a telephone's keyboard writes them: same words, fewer parts."""
    return text.translate(_PLAIN_SIGNS)


def cut_for_sms(text: str) -> list[str]:
    """Return the parts that a telephone network carries a text in, and bills one by one.

    A text of the 7-bit alphabet has 160 places, or parts of 153; any other, such as Arabic, is sent as UCS-2: 70, or
    parts of 67 (3GPP TS 23.038 and 23.040). A sign of two places is never cut in two.
    """
    gsm = all(sign in _GSM or sign in _GSM_DOUBLE for sign in text)
    whole, part = _GSM_PLACES if gsm else _UCS2_PLACES
    places = [_places(sign, gsm=gsm) for sign in text]
    if sum(places) <= whole:
        return [text]
    parts, taken = [""], 0
    for sign, wanted in zip(text, places, strict=True):
        if taken + wanted > part:
            parts.append("")
            taken = 0
        parts[-1] += sign
        taken += wanted
    return parts


def count_sms_parts(text: str) -> int:
    return len(cut_for_sms(text))


def _places(sign: str, *, gsm: bool) -> int:
    if gsm:
        return 2 if sign in _GSM_DOUBLE else 1
    return 2 if ord(sign) > 0xFFFF else 1  # beyond the basic plane: a surrogate pair
