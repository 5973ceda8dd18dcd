"""CBOR (RFC 8949) as cards need it: a strict and bounded reader, and the writer of `cbor2`.

The reader takes whole numbers of up to 64 bits, byte and text strings, arrays, maps with number or text keys, true,
false, null and the tags it is told of. It refuses, because no card holds them and each has been a hole somewhere:
indefinite lengths, numbers that are not in their shortest form, floats, undefined, other simple values, other tags
(dates, regular expressions, shared references), repeated keys, bytes after the end, and depth beyond the limit.
"""

from dataclasses import dataclass
from typing import Final

import cbor2

from hirfa.credentials.errors import Malformed

MAX_DEPTH: Final = 8  # the deepest text of ours, form B, needs four


@dataclass(frozen=True, slots=True)
class Tagged:
    tag: int
    value: "Value"


Key = int | str
Value = int | str | bytes | bool | None | list["Value"] | dict[Key, "Value"] | Tagged

_CUT: Final = 0xFF  # not the head of anything we read
_WIDTHS: Final = {24: (1, 24), 25: (2, 0x100), 26: (4, 0x10000), 27: (8, 0x100000000)}
_SIMPLE: Final[dict[int, bool | None]] = {20: False, 21: True, 22: None}


def encode(value: object) -> bytes:
    """Return the CBOR of plain values; maps keep the order in which they were made."""
    return cbor2.dumps(value)


def decode(data: bytes, *, tags: frozenset[int] = frozenset()) -> Value:
    """Return the one value that `data` holds. Raises Malformed, and nothing else, whatever the bytes."""
    value, end = _read(data, 0, tags, MAX_DEPTH)
    if end != len(data):
        raise Malformed("CBOR: bytes after the end")
    return value


def decode_map(data: bytes) -> dict[Key, Value]:
    """Return the map that `data` holds. Raises Malformed."""
    value = decode(data)
    if not isinstance(value, dict):
        raise Malformed("CBOR: a map was expected")
    return value


def _head(data: bytes, at: int) -> tuple[int, int, int]:
    """Return major type, argument and the place after them, of a head longer than one byte."""
    if at >= len(data):
        raise Malformed("CBOR: cut short")
    first = data[at]
    major, info = first >> 5, first & 31
    at += 1
    if info not in _WIDTHS:
        raise Malformed("CBOR: indefinite or reserved length")
    width, least = _WIDTHS[info]
    end = at + width
    if end > len(data):
        raise Malformed("CBOR: cut short")
    argument = int.from_bytes(data[at:end], "big")
    if argument < least:
        raise Malformed("CBOR: number not in its shortest form")
    return major, argument, end


def _read(data: bytes, at: int, tags: frozenset[int], depth: int) -> tuple[Value, int]:
    first = data[at] if at < len(data) else _CUT
    if first & 31 < 24:  # most heads are one byte
        major, argument, at = first >> 5, first & 31, at + 1
    else:
        major, argument, at = _head(data, at)
    if major == 0:
        return argument, at
    if major == 1:
        return -1 - argument, at
    if major <= 3:
        return _read_string(data, at, argument, text=major == 3)
    if major == 7:
        if argument not in _SIMPLE:  # floats and two-byte values have larger arguments: `_head` saw to it
            raise Malformed("CBOR: float or unknown simple value")
        return _SIMPLE[argument], at
    if depth <= 0:
        raise Malformed("CBOR: too deep")
    if major == 4:
        return _read_array(data, at, argument, tags, depth - 1)
    if major == 5:
        return _read_map(data, at, argument, tags, depth - 1)
    if argument not in tags:
        raise Malformed("CBOR: a tag that has no place here")
    value, at = _read(data, at, tags, depth - 1)
    return Tagged(argument, value), at


def _read_string(data: bytes, at: int, length: int, *, text: bool) -> tuple[Value, int]:
    end = at + length
    if end > len(data):
        raise Malformed("CBOR: cut short")
    raw = data[at:end]
    if not text:
        return raw, end
    try:
        return raw.decode(), end
    except UnicodeDecodeError as error:
        raise Malformed("CBOR: text that is not UTF-8") from error


def _read_array(data: bytes, at: int, count: int, tags: frozenset[int], depth: int) -> tuple[Value, int]:
    if count > len(data) - at:  # an item takes a byte at least: refuse before reserving anything
        raise Malformed("CBOR: cut short")
    items: list[Value] = []
    for _ in range(count):
        item, at = _read(data, at, tags, depth)
        items.append(item)
    return items, at


def _read_map(data: bytes, at: int, count: int, tags: frozenset[int], depth: int) -> tuple[Value, int]:
    if 2 * count > len(data) - at:
        raise Malformed("CBOR: cut short")
    found: dict[Key, Value] = {}
    for _ in range(count):
        key, at = _read(data, at, tags, depth)
        if isinstance(key, bool) or not isinstance(key, int | str):
            raise Malformed("CBOR: a key that is neither number nor text")
        if key in found:
            raise Malformed("CBOR: a key twice")
        found[key], at = _read(data, at, tags, depth)
    return found, at
