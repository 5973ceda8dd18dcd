"""Whether a PDF holds more than pages: scripts, programs to start, other files. Pure bytes, no library.

This makes a good message, not safety: what is kept is drawn anew (`remaking`), so that nothing survives of what this
search did not find, under a filter that it does not know for instance. Names as in ISO 32000-1, sections 7.11 and 12.6.
"""

import re
import zlib
from typing import Final

_INFLATED_BYTES: Final = 8 * 1024 * 1024  # of one stream: objects are packed by the hundred, pictures need no search
_STREAM: Final = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
_ESCAPED: Final = re.compile(rb"#([0-9A-Fa-f]{2})")
# All long: what stands by chance in a compressed picture is never one of them.
_ACTIVE: Final = re.compile(
    rb"/(?:JavaScript|Launch|EmbeddedFiles?|RichMedia|SubmitForm|ImportData)(?![^\x00\t\n\f\r ()<>\[\]{}/%])"
)


def is_active(pdf: bytes) -> bool:
    """Say whether a name of active content stands in a PDF, plain, escaped (`/J#61vaScript`) or in a packed object."""
    return _names_active(pdf) or any(_names_active(_inflated(found.group(1))) for found in _STREAM.finditer(pdf))


def _names_active(text: bytes) -> bool:
    plain = _ESCAPED.sub(lambda found: bytes.fromhex(found.group(1).decode()), text)
    return _ACTIVE.search(plain) is not None


def _inflated(stream: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(stream, _INFLATED_BYTES)
    except zlib.error:
        return b""
