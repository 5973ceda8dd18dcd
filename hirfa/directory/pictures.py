"""Photos that people hand in, made fit to be shown: two sizes, nothing of the file they came in."""

from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from hirfa.core.errors import Refusal
from hirfa.documents.asking import ask
from hirfa.documents.confined import NotRead
from hirfa.documents.images import MAX_BYTES

CPU_SECONDS: Final = 8  # 25 million pixels take one
_CHILD: Final = "hirfa.directory.shrinking"


class PictureRefused(Refusal):
    code = "picture_refused"


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo in two sizes, each a file of its own; the sides are those of the large one, in pixels."""

    small: bytes
    large: bytes
    width: int
    height: int


def shrink(content: bytes) -> Picture:
    """Return a PNG, JPEG or WebP as it may be shown, without place, camera or date. Made in a child of little means.

    Raises PictureRefused for another or broken file, above 10 MB or 25 million pixels, smaller than 200 pixels, and for one
    that takes more than a few seconds.
    """
    if len(content) > MAX_BYTES:
        raise PictureRefused(_("The picture is larger than 10 MB. Take a smaller one."))
    try:
        said, made = ask(_CHILD, content=content, seconds=CPU_SECONDS, unread="broken")
    except NotRead as refusal:
        raise PictureRefused(_why(str(refusal))) from refusal
    return Picture(made[: said["small"]], made[said["small"] :], said["width"], said["height"])


def _why(refused: str) -> str:
    if refused == "pixels":
        return _("The picture has more than 25 million pixels. Take a smaller one.")
    if refused == "tiny":
        return _("The picture is smaller than 200 pixels: nothing can be made out on it. Take a larger one.")
    return _("This file is no picture (PNG, JPEG or WebP), or it is damaged.")
