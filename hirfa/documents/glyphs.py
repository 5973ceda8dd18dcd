"""Which characters no vendored font can draw: they would come out as empty boxes, so they are refused before printing.

Reads the fonts' own `cmap` table (OpenType 1.9, formats 4 and 12).
"""

import struct
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from .render import FONTS


def missing_glyphs(text: str) -> set[str]:
    """Return the visible characters of `text` that no vendored font has. Spaces and direction marks need none."""
    return {letter for letter in set(text) - _drawable() if unicodedata.category(letter) not in {"Cc", "Cf", "Zs"}}


@lru_cache(maxsize=1)
def _drawable() -> frozenset[str]:
    return frozenset(chr(code) for path in sorted(FONTS.glob("*.ttf")) for code in _codes(path.read_bytes()))


def _codes(font: bytes) -> Iterator[int]:
    (tables,) = struct.unpack_from(">H", font, 4)
    records = [struct.unpack_from(">4sIII", font, 12 + 16 * place) for place in range(tables)]
    start = next(offset for tag, _sum, offset, _length in records if tag == b"cmap")
    (count,) = struct.unpack_from(">H", font, start + 2)
    for place in range(count):
        platform, _encoding, offset = struct.unpack_from(">HHI", font, start + 4 + 8 * place)
        (form,) = struct.unpack_from(">H", font, start + offset)
        if platform in {0, 3} and form == 4:
            yield from _format_4(font, start + offset)
        elif platform in {0, 3} and form == 12:
            yield from _format_12(font, start + offset)


def _format_4(font: bytes, at: int) -> Iterator[int]:
    segments = struct.unpack_from(">H", font, at + 6)[0] // 2
    ends = struct.unpack_from(f">{segments}H", font, at + 14)
    starts = struct.unpack_from(f">{segments}H", font, at + 16 + 2 * segments)
    for start, end in zip(starts, ends, strict=True):
        yield from range(start, min(end, 0xFFFE) + 1)


def _format_12(font: bytes, at: int) -> Iterator[int]:
    (groups,) = struct.unpack_from(">I", font, at + 12)
    for place in range(groups):
        start, end, _glyph = struct.unpack_from(">III", font, at + 16 + 12 * place)
        yield from range(start, end + 1)
