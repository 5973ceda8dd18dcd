"""Pieces that people send, as photograph or PDF: never kept as they came, but made anew from their pixels.

    piece = remake_piece(content)
    file = store_file(content=piece.content, name=..., by=..., at=...)

The name is that of the kind of piece, not the sender's: people write numbers and names into the names of files.
"""

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hirfa.core.errors import Refusal

from .asking import ask
from .choices import FileKind
from .confined import NotRead
from .models import StoredFile
from .queries import get_content

MAX_PIECE_BYTES: Final = 10 * 1024 * 1024
# What is made anew may grow, for pages are pictures; beyond this it is noise, which nobody sends in good faith.
MAX_REMADE_BYTES: Final = 40 * 1024 * 1024
CPU_SECONDS = 20  # twenty scanned pages take six
_CHILD: Final = "hirfa.documents.remaking"

_TOO_LARGE = _("This file is larger than 10 MB. Take the photograph in a smaller size, or send fewer pages.")

# What is wrong, and what to do about it, by the stable word of the reason.
SENTENCES: Final[dict[str, Promise]] = {
    "empty": _("This file is empty. Choose it again."),
    "large": _TOO_LARGE,
    "unknown": _("Only a photograph (JPEG, PNG or WebP) or a PDF can be sent."),
    "heif": _(
        "This photograph is in the HEIC format, which cannot be read here. In the settings of the camera choose the"
        " format JPEG (“most compatible”) and take it again, or send a screenshot of it."
    ),
    "pixels": _("This photograph has more than 50 million pixels. Take it in a smaller size."),
    "broken_picture": _("This photograph is damaged or was cut off on its way. Send it again."),
    "broken_pdf": _("This PDF is damaged or was cut off on its way. Send it again, or take a photograph of the paper."),
    "protected": _(
        "This PDF is protected. Print it anew as PDF without a password, or take a photograph of the paper."
    ),
    "active": _("This PDF holds a script or another file. Print it anew as PDF, or take a photograph of the paper."),
    "pages": _("This PDF has more than 20 pages. Send the pages that are asked for."),
    "given_up": _("This file cannot be read safely. Print it anew as PDF, or take a photograph of the paper."),
}


class PieceRefused(Refusal):
    """A file is not taken. `reason` is the stable word of why."""

    code = "piece_refused"

    def __init__(self, reason: str) -> None:
        super().__init__(SENTENCES[reason])
        self.reason = reason


@dataclass(frozen=True, slots=True)
class RemadePiece:
    """A piece as it may be kept: a JPEG of one page, or a PDF of one picture a page."""

    kind: FileKind
    content: bytes
    pages: int


def remake_piece(content: bytes) -> RemadePiece:
    """Return what may be kept of a file that was sent: upright, at most 2400 pixels, without metadata, without scripts.

    Up to 20 seconds of the processor, outside of any transaction: call it before the operation. Raises PieceRefused for
    what is empty, above 10 MB, 50 million pixels or 20 pages, damaged, protected, or more than pages (a script, another
    file). Forms are taken, with what was typed into them: signed papers of other administrations are such.
    """
    if not content:
        raise PieceRefused("empty")
    if len(content) > MAX_PIECE_BYTES:
        raise PieceRefused("large")
    try:
        said, made = ask(_CHILD, "remake", content=content, seconds=CPU_SECONDS, unread="given_up")
    except NotRead as refusal:
        raise PieceRefused(str(refusal)) from refusal
    if len(made) > MAX_REMADE_BYTES:
        raise PieceRefused("large")
    return RemadePiece(FileKind(said["kind"]), made, said["pages"])


def page_png(file: StoredFile, page: int) -> bytes:
    """Return a page of a kept piece, counted from 1, as PNG of at most 1600 pixels a side, for the review page by page.

    Raises LookupError when the piece has no such page, PieceRefused when the file is no piece. The door records who looks.
    """
    try:
        _said, made = ask(_CHILD, "page", page, content=get_content(file), seconds=CPU_SECONDS, unread="given_up")
    except NotRead as refusal:
        if str(refusal) == "no_page":
            raise LookupError(f"stored file {file.pk} has no page {page}") from refusal
        raise PieceRefused(str(refusal)) from refusal
    return made
