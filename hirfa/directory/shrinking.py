"""The child that makes a photo fit to be shown: `python -m hirfa.directory.shrinking SECONDS`, the file in, two pictures out.

What people send is read by libraries in C. In a process of its own, with little time and memory, a file made to take
minutes or to break a library costs its sender an answer and nobody else anything. It knows nothing of Django.
"""

import io
import json
import resource
import sys
from typing import Final

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from hirfa.documents.reading import MAX_PIXELS, MEMORY_BYTES

LARGE: Final = 1280  # pixels of the longer side
SMALL: Final = 480
LEAST: Final = 200  # pixels of the shorter side: below, nothing of a product can be made out
_QUALITY: Final = 82
_PAPER: Final = (251, 249, 245)  # what shows through a transparent picture


class NotShrunk(Exception):
    """Why a file was not taken, as one stable word: broken, pixels, tiny."""


def shrunk(content: bytes) -> tuple[bytes, bytes, int, int]:
    """Return a photo as two JPEGs, small and large, with the sides of the large one in pixels. Raises NotShrunk.

    Only the picture itself goes on: no place, camera, date, thumbnail or comment of the file it came in.
    """
    try:
        with Image.open(io.BytesIO(content), formats=("PNG", "JPEG", "WEBP")) as opened:
            if opened.width * opened.height > MAX_PIXELS:
                raise NotShrunk("pixels")
            if min(opened.size) < LEAST:
                raise NotShrunk("tiny")
            opened.draft("RGB", (2 * LARGE, 2 * LARGE))
            large = _on_paper(_true_to_colour(ImageOps.exif_transpose(opened)))
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise NotShrunk("broken") from error
    large.thumbnail((LARGE, LARGE), Image.Resampling.LANCZOS)
    small = large.copy()
    small.thumbnail((SMALL, SMALL), Image.Resampling.LANCZOS)
    return _jpeg(small), _jpeg(large), large.width, large.height


def _true_to_colour(picture: Image.Image) -> Image.Image:
    """Turn the colours of a telephone's own profile into those of every screen; leave them where it cannot be read."""
    profile = picture.info.get("icc_profile")
    if not profile or picture.mode not in {"RGB", "RGBA"}:
        return picture
    try:
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.profileToProfile(picture, own, ImageCms.createProfile("sRGB")) or picture
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture


def _on_paper(picture: Image.Image) -> Image.Image:
    if "A" in picture.getbands() or "transparency" in picture.info:
        layer = picture.convert("RGBA")
        paper = Image.new("RGB", layer.size, _PAPER)
        paper.paste(layer, mask=layer.getchannel("A"))
        return paper
    # a fresh picture: what else the file held stays behind
    bare = Image.new("RGB", picture.size)
    bare.paste(picture.convert("RGB"))
    return bare


def _jpeg(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=_QUALITY, optimize=True, progressive=True)
    return out.getvalue()


def main(seconds: int) -> None:
    """Read a file from the standard input; write a line of JSON, then the two pictures. Be ended after `seconds`."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a file that breaks a library leaves no copy of itself behind
    out = sys.stdout.buffer
    try:
        small, large, width, height = shrunk(sys.stdin.buffer.read())
    except NotShrunk as refusal:
        out.write(json.dumps({"refused": str(refusal)}).encode() + b"\n")
        return
    out.write(json.dumps({"small": len(small), "width": width, "height": height}).encode() + b"\n" + small + large)


if __name__ == "__main__":
    main(int(sys.argv[1]))
