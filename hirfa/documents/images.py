"""Reading QR codes out of what people send: a photograph, a screenshot, the card's own PDF. Nothing in it is followed."""

from typing import Final

from django.utils.translation import gettext as _

from hirfa.core.errors import Refusal

from .asking import ask
from .confined import NotRead
from .reading import MAX_PAGES, is_pdf

MAX_BYTES: Final = 10 * 1024 * 1024
CPU_SECONDS = 8  # four pages of 25 million pixels take two


class PictureNotRead(Refusal):
    code = "picture_not_read"


def read_qr(content: bytes) -> list[str]:
    """Return the texts of the QR codes on a PNG, JPEG, WebP or PDF, without repeats; none found, an empty list.

    Raises PictureNotRead for another or broken file, above 10 MB, 25 million pixels, or four pages, and for one whose
    reading takes more than a few seconds.
    """
    if len(content) > MAX_BYTES:
        raise PictureNotRead(_("The file is larger than 10 MB."))
    broken = "broken_pdf" if is_pdf(content) else "broken_picture"
    try:
        said, _made = ask("hirfa.documents.reading", content=content, seconds=CPU_SECONDS, unread=broken)
    except NotRead as refusal:
        raise PictureNotRead(_why(str(refusal))) from refusal
    texts: list[str] = said["texts"]
    return texts


def _why(refused: str) -> str:
    if refused == "pixels":
        return _("The picture has more than 25 million pixels.")
    if refused == "pages":
        return _("The PDF has more than %(most)s pages.") % {"most": MAX_PAGES}
    if refused == "broken_pdf":
        return _("This PDF is damaged or protected.")
    return _("This file is neither a picture (PNG, JPEG, WebP) nor a PDF, or it is damaged.")
