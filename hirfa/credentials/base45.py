"""Base45 (RFC 9285) by tables: two bytes are three characters of the QR code's alphanumeric alphabet.

Strict by construction: the tables hold only what the encoder writes, so a foreign character, a group above 65,535 and
a lone last character have no entry.
"""

import struct
from functools import cache

from hirfa.credentials.errors import Malformed

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"


@cache
def _pairs() -> tuple[str, ...]:
    """All 65,536 groups of three characters, by the value of their two bytes. Built at first use, some 30 ms."""
    low = [a + b for b in ALPHABET for a in ALPHABET]
    return tuple(low[value % 2025] + ALPHABET[value // 2025] for value in range(65536))


@cache
def _singles() -> tuple[str, ...]:
    return tuple(ALPHABET[value % 45] + ALPHABET[value // 45] for value in range(256))


@cache
def _pair_values() -> dict[str, int]:
    return {group: value for value, group in enumerate(_pairs())}


@cache
def _single_values() -> dict[str, int]:
    return {group: value for value, group in enumerate(_singles())}


def encode(data: bytes) -> str:
    """Return the base45 text of `data`."""
    whole = len(data) // 2
    pairs = _pairs()
    text = "".join([pairs[value] for value in struct.unpack_from(f">{whole}H", data)])
    return text + _singles()[data[-1]] if len(data) % 2 else text


def decode(text: str) -> bytes:
    """Return the bytes of a base45 text. Raises Malformed on anything that `encode` could not have written."""
    rest = len(text) % 3
    if rest == 1:
        raise Malformed("base45: one character is left over")
    whole = len(text) - rest
    values = _pair_values()
    try:
        data = struct.pack(f">{whole // 3}H", *[values[text[start : start + 3]] for start in range(0, whole, 3)])
        return data + bytes([_single_values()[text[whole:]]]) if rest else data
    except KeyError as error:
        raise Malformed("base45: a character outside the alphabet, or a group that is too large") from error
