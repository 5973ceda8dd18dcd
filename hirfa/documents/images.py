"""Reading QR codes out of what people send: a photograph, a screenshot, the card's own PDF. Nothing in it is followed."""

import io
from collections.abc import Iterator
from typing import Final

import pypdfium2
import zxingcpp
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from hirfa.core.errors import Refusal

MAX_BYTES: Final = 10 * 1024 * 1024
MAX_PIXELS: Final = 25_000_000
MAX_PAGES: Final = 4
_PDF_DPI: Final = 300
_QR: Final = zxingcpp.barcode_formats_from_str("QRCode")
_SMALL: Final = 1600  # pixels: below, a second look at twice the size finds codes on screenshots


class PictureNotRead(Refusal):
    code = "picture_not_read"


def read_qr(content: bytes) -> list[str]:
    """Return the texts of the QR codes on a PNG, JPEG, WebP or PDF, without repeats; none found, an empty list.

    Raises PictureNotRead for another or broken file, above 10 MB, 25 million pixels, or four pages.
    """
    if len(content) > MAX_BYTES:
        raise PictureNotRead(_("The file is larger than 10 MB."))
    pictures = _pages(content) if content[:1024].lstrip()[:5] == b"%PDF-" else _picture(content)
    found: dict[str, None] = {}
    for picture in pictures:
        found |= dict.fromkeys(_texts(picture))
    return list(found)


def _picture(content: bytes) -> Iterator[Image.Image]:
    try:
        with Image.open(io.BytesIO(content), formats=("PNG", "JPEG", "WEBP")) as picture:
            _check_size(picture.width, picture.height)
            yield picture.convert("L")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise PictureNotRead(
            _("This file is neither a picture (PNG, JPEG, WebP) nor a PDF, or it is damaged.")
        ) from error


def _pages(content: bytes) -> Iterator[Image.Image]:
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise _damaged_pdf() from error
    try:
        if len(document) > MAX_PAGES:
            raise PictureNotRead(_("The PDF has more than %(most)s pages.") % {"most": MAX_PAGES})
        for page in document:
            scale = _PDF_DPI / 72
            _check_size(int(page.get_width() * scale), int(page.get_height() * scale))
            yield page.render(scale=scale, grayscale=True).to_pil().convert("L")
    except pypdfium2.PdfiumError as error:  # a file that opens may still hold a page that does not
        raise _damaged_pdf() from error
    finally:
        document.close()


def _damaged_pdf() -> PictureNotRead:
    return PictureNotRead(_("This PDF is damaged or protected."))


def _check_size(width: int, height: int) -> None:
    if width * height > MAX_PIXELS:
        raise PictureNotRead(_("The picture has more than 25 million pixels."))


def _texts(picture: Image.Image) -> list[str]:
    found = _decode(picture)
    if not found and max(picture.size) < _SMALL:
        found = _decode(picture.resize((picture.width * 2, picture.height * 2), Image.Resampling.BICUBIC))
    return found


def _decode(picture: Image.Image) -> list[str]:
    codes = zxingcpp.read_barcodes(picture, formats=_QR, text_mode=zxingcpp.TextMode.Plain)
    return [code.text for code in codes if code.valid]
