"""Base45 (RFC 9285): two bytes are three characters of the QR code's alphanumeric alphabet.

Strict: a foreign character, a group above 65,535 (or above 255 at the end) and a lone last character are refused, so
that no two texts read the same.
"""

import struct
from functools import cache
from typing import Final

from hirfa.credentials.errors import Malformed

ALPHABET: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_NO_DIGIT: Final = 255
_FOREIGN: Final = bytes((_NO_DIGIT,))
_DIGITS: Final = bytes(ALPHABET.find(chr(code)) % 256 for code in range(256))  # -1, not found, becomes 255


@cache
def _pairs() -> tuple[str, ...]:
    """All 65,536 groups of three characters, by the value of their two bytes. Built at first use, some 30 ms."""
    low = [a + b for b in ALPHABET for a in ALPHABET]
    return tuple(low[value % 2025] + ALPHABET[value // 2025] for value in range(65536))


@cache
def _singles() -> tuple[str, ...]:
    return tuple(ALPHABET[value % 45] + ALPHABET[value // 45] for value in range(256))


def encode(data: bytes) -> str:
    """Return the base45 text of `data`."""
    whole = len(data) // 2
    pairs = _pairs()
    text = "".join([pairs[value] for value in struct.unpack_from(f">{whole}H", data)])
    return text + _singles()[data[-1]] if len(data) % 2 else text


def decode(text: str) -> bytes:
    """Return the bytes of a base45 text. Raises Malformed on anything that `encode` could not have written."""
    digits = text.encode("ascii").translate(_DIGITS) if text.isascii() else _FOREIGN
    rest = len(text) % 3
    if rest == 1 or _NO_DIGIT in digits:
        raise Malformed("base45: a foreign character, or one too many")
    whole = len(text) - rest
    low, middle, high = digits[0:whole:3], digits[1:whole:3], digits[2:whole:3]
    try:
        data = struct.pack(
            f">{whole // 3}H", *[a + 45 * b + 2025 * c for a, b, c in zip(low, middle, high, strict=True)]
        )
        return data + bytes((digits[whole] + 45 * digits[whole + 1],)) if rest else data
    except (struct.error, ValueError) as error:
        raise Malformed("base45: a group that is too large") from error
