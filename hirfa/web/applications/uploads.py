"""A piece as it is sent, checked by its content and kept. What the sender called the file is not kept: names tell of people."""

import datetime as dt
import io
from typing import Any, Final

import pypdfium2
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from hirfa.core.errors import Refusal
from hirfa.documents.models import StoredFile
from hirfa.documents.operations import store_file

MAX_BYTES: Final = 10 * 1024 * 1024
MAX_PIXELS: Final = 50_000_000
MAX_SIDE: Final = 2400
MAX_PAGES: Final = 20
ACCEPTED: Final = "image/jpeg,image/png,image/webp,application/pdf"
_QUALITY: Final = 85


class PieceNotKept(Refusal):
    code = "piece_not_kept"


def keep_piece(upload: "UploadedFile[Any]", by: object, at: dt.datetime) -> tuple[StoredFile, int]:
    """Keep a photograph or a PDF and return it with its number of pages. Raises PieceNotKept, FileNotKept.

    It stores in a transaction of its own: call it before the operation that takes the piece.
    """
    if (upload.size or 0) > MAX_BYTES:
        raise PieceNotKept(_("This file is larger than 10 MB. Take the picture again in a smaller size."))
    content = upload.read()
    if content.startswith(b"%PDF-"):
        pages = _pages_of(content)
        return store_file(content=content, name="piece.pdf", by=by, at=at), pages
    return store_file(content=_made_anew(content), name="piece.jpg", by=by, at=at), 1


def _pages_of(content: bytes) -> int:
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise PieceNotKept(_("This PDF is damaged or protected.")) from error
    try:
        pages = len(document)
    finally:
        document.close()
    if not 1 <= pages <= MAX_PAGES:
        raise PieceNotKept(_("The PDF has more than %(most)s pages.") % {"most": MAX_PAGES})
    return pages


def _made_anew(content: bytes) -> bytes:
    """Return a photograph as a JPEG made from its pixels, upright, without what the camera wrote beside them."""
    try:
        with Image.open(io.BytesIO(content), formats=("PNG", "JPEG", "WEBP")) as sent:
            if sent.width * sent.height > MAX_PIXELS:
                raise PieceNotKept(_("This picture is too large. Take it again in a smaller size."))
            picture = ImageOps.exif_transpose(sent).convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise PieceNotKept(
            _("Only a picture (JPEG, PNG, WebP) or a PDF can be sent, and this file is neither, or it is damaged.")
        ) from error
    picture.thumbnail((MAX_SIDE, MAX_SIDE))
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=_QUALITY)
    return out.getvalue()
