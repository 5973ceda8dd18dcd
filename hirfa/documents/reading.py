"""The child that looks for QR codes in one file: `python -m hirfa.documents.reading SECONDS`, the file in, JSON out.

What people send is read by libraries in C and C++. In a process of its own, with little time and memory, a file made to
take minutes or to break a library costs its sender an answer and nobody else anything. It knows nothing of Django.
"""

import io
import json
import resource
import sys
from collections.abc import Iterator
from typing import Final

import pypdfium2
import zxingcpp
from PIL import Image, UnidentifiedImageError

MAX_PIXELS: Final = 25_000_000
MAX_SIDE: Final = 65_535  # the most that the reader of codes takes
MAX_PAGES: Final = 4
MEMORY_BYTES: Final = 1536 * 1024 * 1024
_PDF_DPI: Final = 300
_QR: Final = zxingcpp.barcode_formats_from_str("QRCode")
_SMALL: Final = 1600  # pixels: below, a second look at twice the size finds codes on screenshots


class NotRead(Exception):
    """Why a file was not read, as one stable word: broken_picture, broken_pdf, pages, pixels."""


def is_pdf(content: bytes) -> bool:
    """Say whether a file calls itself a PDF within its first kilobyte."""
    return content[:1024].lstrip()[:5] == b"%PDF-"


def texts_in(content: bytes) -> list[str]:
    """Return the texts of the QR codes on a PNG, JPEG, WebP or PDF, without repeats. Raises NotRead."""
    found: dict[str, None] = {}
    for picture in _pages(content) if is_pdf(content) else _picture(content):
        found |= dict.fromkeys(_texts(picture))
    return list(found)


def _picture(content: bytes) -> Iterator[Image.Image]:
    try:
        with Image.open(io.BytesIO(content), formats=("PNG", "JPEG", "WEBP")) as picture:
            _check_size(picture.width, picture.height)
            yield picture.convert("L")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise NotRead("broken_picture") from error


def _pages(content: bytes) -> Iterator[Image.Image]:
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise NotRead("broken_pdf") from error
    try:
        if len(document) > MAX_PAGES:
            raise NotRead("pages")
        for page in document:
            scale = _PDF_DPI / 72
            _check_size(int(page.get_width() * scale), int(page.get_height() * scale))
            yield page.render(scale=scale, grayscale=True).to_pil().convert("L")
    except pypdfium2.PdfiumError as error:  # a file that opens may still hold a page that does not
        raise NotRead("broken_pdf") from error
    finally:
        document.close()


def _check_size(width: int, height: int) -> None:
    if width * height > MAX_PIXELS or max(width, height) > MAX_SIDE:
        raise NotRead("pixels")


def _texts(picture: Image.Image) -> list[str]:
    found = _decode(picture)
    if not found and max(picture.size) < _SMALL:
        found = _decode(picture.resize((picture.width * 2, picture.height * 2), Image.Resampling.BICUBIC))
    return found


def _decode(picture: Image.Image) -> list[str]:
    codes = zxingcpp.read_barcodes(picture, formats=_QR, text_mode=zxingcpp.TextMode.Plain)
    return [code.text for code in codes if code.valid]


def main(seconds: int) -> None:
    """Read a file from the standard input and write `{"texts": [...]}` or `{"refused": "..."}`; be ended after `seconds`."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a file that breaks a library leaves no copy of itself behind
    try:
        answer: dict[str, object] = {"texts": texts_in(sys.stdin.buffer.read())}
    except NotRead as refusal:
        answer = {"refused": str(refusal)}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main(int(sys.argv[1]))
