"""Photos that people hand in, made fit to be shown: two sizes, nothing of the file they came in."""

import json
import subprocess
import sys
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from hirfa.core.errors import Refusal
from hirfa.documents.images import MAX_BYTES

CPU_SECONDS: Final = 8  # 25 million pixels take one
# The child ends itself by the time of the processor; this is for one that waits, on a machine with much else to do.
_PATIENCE_SECONDS: Final = 30


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
        child = subprocess.run(
            [sys.executable, "-m", "hirfa.directory.shrinking", str(CPU_SECONDS)],
            input=content,
            capture_output=True,
            timeout=_PATIENCE_SECONDS,
            check=True,
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        raise PictureRefused(_why("broken")) from error
    head, _line, pictures = child.stdout.partition(b"\n")
    answer = json.loads(head)
    if "refused" in answer:
        raise PictureRefused(_why(answer["refused"]))
    return Picture(pictures[: answer["small"]], pictures[answer["small"] :], answer["width"], answer["height"])


def _why(refused: str) -> str:
    if refused == "pixels":
        return _("The picture has more than 25 million pixels. Take a smaller one.")
    if refused == "tiny":
        return _("The picture is smaller than 200 pixels: nothing can be made out on it. Take a larger one.")
    return _("This file is no picture (PNG, JPEG or WebP), or it is damaged.")
