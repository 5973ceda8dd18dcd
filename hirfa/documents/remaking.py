"""The child that makes a piece anew (see `confined`): `python -m hirfa.documents.remaking SECONDS remake|page [NUMBER]`.

A photograph becomes a JPEG of its pixels, a PDF becomes a PDF of pictures of its pages. What was in the file besides -
place and time of the photograph, scripts, other files, bytes after the end - has nowhere to stand.
"""

import io
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

import pypdfium2
from PIL import ExifTags, Image, UnidentifiedImageError
from pypdfium2 import raw as pdfium

from hirfa.documents.active import is_active
from hirfa.documents.confined import NotRead, answer
from hirfa.documents.reading import check_size, is_pdf

MAX_PIXELS: Final = 50_000_000  # the cameras of telephones: 48 to 50 million
MAX_PAGES: Final = 20
SIDE: Final = 2400  # pixels: the long side of A4 at 200 dpi and a little
SHOWN_SIDE: Final = 1600
_DPI: Final = 200
_PHOTO_QUALITY, _PAGE_QUALITY = 85, 80
_XFA: Final = frozenset({pdfium.FORMTYPE_XFA_FULL, pdfium.FORMTYPE_XFA_FOREGROUND})
# ISO/IEC 14496-12: the brand of a file stands in its first box; these are pictures of telephones in HEIF, and AVIF
_HEIF: Final = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif", b"avis"})
# Exif 2.32, tag 0x0112: how a telephone was held, and what sets its photograph upright
_TURNS: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}

Made = tuple[dict[str, Any], bytes]


def remade(content: bytes) -> Made:
    """Return kind and pages of a piece, and its content made anew.

    Raises NotRead: unknown, heif, pixels, broken_picture, broken_pdf, protected, active, pages.
    """
    if is_pdf(content):
        pages = [_drawn(page, side=SIDE) for page in _pages(content)]
        return {"kind": "PDF", "pages": len(pages)}, _pdf_of(pages)
    out = io.BytesIO()
    _upright(content, side=SIDE).save(out, "JPEG", quality=_PHOTO_QUALITY, optimize=True)
    return {"kind": "JPEG", "pages": 1}, out.getvalue()


def page_shown(content: bytes, number: int) -> Made:
    """Return a page of a piece, counted from 1, as PNG. Raises NotRead as `remade` does, and no_page."""
    if not is_pdf(content):
        shown = [_upright(content, side=SHOWN_SIDE)] if number == 1 else []
    else:
        shown = [_drawn(page, side=SHOWN_SIDE) for place, page in enumerate(_pages(content), 1) if place == number]
    if not shown:
        raise NotRead("no_page")
    out = io.BytesIO()
    shown[0].save(out, "PNG")
    return {}, out.getvalue()


def _upright(content: bytes, *, side: int) -> Image.Image:
    """Return a photograph as it was meant to be seen, on white, its longer side at most `side`."""
    if content[4:8] == b"ftyp" and content[8:12] in _HEIF:
        raise NotRead("heif")
    try:
        with Image.open(io.BytesIO(content), formats=("PNG", "JPEG", "WEBP")) as picture:
            check_size(picture.width, picture.height, most=MAX_PIXELS)
            picture.draft("RGB", (side, side))  # a JPEG is decoded at an eighth to a whole of its size
            turn = _TURNS.get(picture.getexif().get(ExifTags.Base.Orientation, 1))
            small = _on_white(picture)
            small.thumbnail((side, side), reducing_gap=2)
            return small if turn is None else small.transpose(turn)
    except UnidentifiedImageError as error:
        raise NotRead("unknown") from error
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise NotRead("broken_picture") from error


def _on_white(picture: Image.Image) -> Image.Image:
    """Return the pixels alone as RGB: a new picture has no EXIF, no profile and no comment."""
    if picture.mode.startswith("I"):  # 16 bits of grey: `convert` would cut off, not scale
        picture = picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    sheet = Image.new("RGB", picture.size, "white")
    if picture.has_transparency_data:
        shape = picture.convert("RGBA")
        sheet.paste(shape, mask=shape.getchannel("A"))
    else:
        sheet.paste(picture.convert("RGB"))
    return sheet


def _pages(content: bytes) -> Iterator[pypdfium2.PdfPage]:
    """Yield the pages of a PDF that may be kept."""
    with _opened(content) as document:
        if pdfium.FPDF_GetSecurityHandlerRevision(document) >= 0:
            raise NotRead("protected")
        if _is_active(document, content):
            raise NotRead("active")
        document.init_forms()  # what was typed into a form is drawn; its fields are not kept
        if not 0 < len(document) <= MAX_PAGES:
            raise NotRead("pages" if len(document) else "broken_pdf")
        yield from document


@contextmanager
def _opened(content: bytes) -> Iterator[pypdfium2.PdfDocument]:
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise NotRead(_why_not(error)) from error
    try:
        yield document
    except pypdfium2.PdfiumError as error:  # a file that opens may still hold a page that does not
        raise NotRead("broken_pdf") from error
    finally:
        document.close()


def _why_not(error: pypdfium2.PdfiumError) -> str:
    asks_for_a_word = {pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY}
    return "protected" if error.err_code in asks_for_a_word else "broken_pdf"


def _is_active(document: pypdfium2.PdfDocument, content: bytes) -> bool:
    """Say whether a PDF does more than show pages. XFA forms count: without their program they show nothing."""
    told = pdfium.FPDFDoc_GetJavaScriptActionCount(document) > 0 or pdfium.FPDFDoc_GetAttachmentCount(document) > 0
    return told or document.get_formtype() in _XFA or is_active(content)


def _drawn(page: pypdfium2.PdfPage, *, side: int) -> Image.Image:
    """Return a page at 200 dpi, or smaller where its longer side would be more than `side` pixels."""
    longer = max(page.get_width(), page.get_height())
    if not longer > 0:
        raise NotRead("broken_pdf")
    picture: Image.Image = page.render(scale=min(_DPI / 72, side / longer)).to_pil().convert("RGB")
    return picture


def _pdf_of(pages: list[Image.Image]) -> bytes:
    """Return a PDF of one picture a page and nothing else: no title, no dates, so the same pages are the same bytes."""
    out = io.BytesIO()
    first, *others = pages
    nothing: dict[str, Any] = dict.fromkeys(("title", "creationDate", "modDate"))
    first.save(out, "PDF", save_all=True, append_images=others, resolution=_DPI, quality=_PAGE_QUALITY, **nothing)
    return out.getvalue()


def _work(wanted: list[str]) -> Callable[[bytes], Made]:
    if wanted == ["remake"]:
        return remade
    return lambda content: page_shown(content, int(wanted[1]))


if __name__ == "__main__":
    answer(_work(sys.argv[2:]), seconds=int(sys.argv[1]))
