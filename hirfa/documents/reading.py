"""The child that looks for QR codes in one file (see `confined`): `python -m hirfa.documents.reading SECONDS`."""

import io
import sys
from collections.abc import Iterator
from typing import Final

import pypdfium2
import zxingcpp
from PIL import Image, UnidentifiedImageError

from hirfa.documents.confined import NotRead, answer

MAX_PIXELS: Final = 25_000_000
MAX_SIDE: Final = 65_535  # the most that the reader of codes takes, and JPEG holds
MAX_PAGES: Final = 4
_PDF_DPI: Final = 300
_QR: Final = zxingcpp.barcode_formats_from_str("QRCode")
_SMALL: Final = 1600  # pixels: below, a second look at twice the size finds codes on screenshots


def is_pdf(content: bytes) -> bool:
    """Say whether a file calls itself a PDF within its first kilobyte."""
    return content[:1024].lstrip()[:5] == b"%PDF-"


def texts_in(content: bytes) -> list[str]:
    """Return the texts of the QR codes on a PNG, JPEG, WebP or PDF, without repeats.

    Raises NotRead: broken_picture, broken_pdf, pages, pixels.
    """
    found: dict[str, None] = {}
    for picture in _pages(content) if is_pdf(content) else _picture(content):
        found |= dict.fromkeys(_texts(picture))
    return list(found)


def _picture(content: bytes) -> Iterator[Image.Image]:
    try:
        with Image.open(io.BytesIO(content), formats=("PNG", "JPEG", "WEBP")) as picture:
            check_size(picture.width, picture.height, most=MAX_PIXELS)
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
            check_size(int(page.get_width() * scale), int(page.get_height() * scale), most=MAX_PIXELS)
            yield page.render(scale=scale, grayscale=True).to_pil().convert("L")
    except pypdfium2.PdfiumError as error:  # a file that opens may still hold a page that does not
        raise NotRead("broken_pdf") from error
    finally:
        document.close()


def check_size(width: int, height: int, *, most: int) -> None:
    """Return for a picture of at most so many pixels; asked before any of them is decoded. Raises NotRead: pixels."""
    if width * height > most or max(width, height) > MAX_SIDE:
        raise NotRead("pixels")


def _texts(picture: Image.Image) -> list[str]:
    found = _decode(picture)
    if not found and max(picture.size) < _SMALL:
        found = _decode(picture.resize((picture.width * 2, picture.height * 2), Image.Resampling.BICUBIC))
    return found


def _decode(picture: Image.Image) -> list[str]:
    codes = zxingcpp.read_barcodes(picture, formats=_QR, text_mode=zxingcpp.TextMode.Plain)
    return [code.text for code in codes if code.valid]


if __name__ == "__main__":
    answer(lambda content: ({"texts": texts_in(content)}, b""), seconds=int(sys.argv[1]))
