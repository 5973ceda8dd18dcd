"""From a QR code's text to a COSE message and back: base45 around zlib, within bounds.

Written: form A (binary message, tag 18). Read, as the field needs it: forms A to D, that is binary or hexadecimal text
under zlib, with tag 61 or without (the tag is `cose`'s affair).
"""

import binascii
import zlib
from typing import Final

from hirfa.credentials import base45
from hirfa.credentials.errors import Malformed, Truncated

MAX_TEXT: Final = 4296  # characters: the largest QR symbol (version 40-L, alphanumeric) holds no more
_SMALL_TABLES: Final = 4  # zlib's memLevel: its usual tables take longer to clear than a card to compress
MAX_MESSAGE: Final = 16_384  # bytes after inflation: thirty times a card, and nothing to a telephone
_STARTS: Final = (b"\xd2\x84", b"\xd8\x3d\xd2\x84")  # an array of four under tag 18, and both under tag 61


def seal(message: bytes) -> str:
    """Return the QR text of a COSE message."""
    engine = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS, _SMALL_TABLES)
    return base45.encode(engine.compress(message) + engine.flush())


def unseal(text: str) -> bytes:
    """Return the COSE message of a QR text. Raises Malformed, whatever the text, and Truncated when its end is missing."""
    if not text or len(text) > MAX_TEXT:
        raise Malformed("the text is empty or longer than a QR code holds")
    try:
        message = inflate(base45.decode(text), limit=MAX_MESSAGE)
    except Malformed:
        if _is_cut(text):
            raise Truncated("the text ends before its message does") from None
        raise
    if message[:1] < b"\x80":  # a CBOR array or tag starts above, a hexadecimal digit below
        return _unhex(message)
    return message


def _is_cut(text: str) -> bool:
    """Say whether a text starts as a message does and only its end is missing. A cut may leave a group of base45 unfinished."""
    engine = zlib.decompressobj()
    try:
        start = engine.decompress(base45.decode(text[: len(text) - len(text) % 3]), MAX_MESSAGE)
    except (Malformed, zlib.error):
        return False
    forms = (*_STARTS, *(one.hex().encode() for one in _STARTS))
    return not engine.eof and not engine.unconsumed_tail and start.lower().startswith(forms)


def inflate(data: bytes, *, limit: int) -> bytes:
    """Return what a zlib stream holds. Raises Malformed for more than `limit` bytes, a cut, or bytes after the end."""
    content = _inflate(data, limit)
    if content is None:
        raise Malformed("zlib: not a whole stream of the allowed size")
    if _has_dirty_padding(data, content, limit):
        raise Malformed("zlib: bits set after the end")
    return content


def _inflate(data: bytes, limit: int) -> bytes | None:
    engine = zlib.decompressobj()
    try:
        content = engine.decompress(data, limit + 1)
    except zlib.error:
        return None
    whole = engine.eof and not engine.unused_data and len(content) <= limit
    return content if whole else None


def _has_dirty_padding(data: bytes, content: bytes, limit: int) -> bool:
    """Say whether bits are set between the end of the compressed data and the checksum's first byte.

    No compressor sets them; a text changed there would read the same. If clearing the highest set bit of the last
    compressed byte changes nothing, that bit was padding.
    """
    last = data[-5]
    if last == 0:
        return False
    cleared = last ^ (1 << (last.bit_length() - 1))
    return _inflate(data[:-5] + bytes((cleared,)) + data[-4:], limit) == content


def _unhex(message: bytes) -> bytes:
    try:
        return binascii.unhexlify(message)
    except ValueError as error:
        raise Malformed("neither CBOR nor hexadecimal digits under zlib") from error
