"""The child that makes a photo fit to be shown: `python -m hirfa.directory.shrinking SECONDS`, the file in, two pictures out.

It runs as `hirfa.documents.confined` says, and knows nothing of Django.
"""

import io
import sys
from typing import Any, Final

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from hirfa.documents.confined import NotRead, answer
from hirfa.documents.reading import MAX_PIXELS

LARGE: Final = 1280  # pixels of the longer side
SMALL: Final = 480
LEAST: Final = 200  # pixels of the shorter side: below, nothing of a product can be made out
_QUALITY: Final = 82
_PAPER: Final = (251, 249, 245)  # what shows through a transparent picture


def shrunk(content: bytes) -> tuple[bytes, bytes, int, int]:
    """Return a photo as two JPEGs, small and large, with the sides of the large one in pixels. Raises NotRead: broken,
    pixels, tiny.

    Only the picture itself goes on: no place, camera, date, thumbnail or comment of the file it came in.
    """
    try:
        with Image.open(io.BytesIO(content), formats=("PNG", "JPEG", "WEBP")) as opened:
            if opened.width * opened.height > MAX_PIXELS:
                raise NotRead("pixels")
            if min(opened.size) < LEAST:
                raise NotRead("tiny")
            opened.draft("RGB", (2 * LARGE, 2 * LARGE))
            large = _on_paper(_true_to_colour(ImageOps.exif_transpose(opened)))
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise NotRead("broken") from error
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


def work(content: bytes) -> tuple[dict[str, Any], bytes]:
    """Return the length of the small picture and the sides of the large one, then both, one behind the other."""
    small, large, width, height = shrunk(content)
    return {"small": len(small), "width": width, "height": height}, small + large


if __name__ == "__main__":
    answer(work, seconds=int(sys.argv[1]))
