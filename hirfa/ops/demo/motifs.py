"""Drawn pictures for invented makers: one motif repeated, in the colours of a workshop. They are drawings and look like ones."""

import io
import math
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Final

from PIL import Image, ImageDraw

from hirfa.directory.pictures import Picture

Point = tuple[float, float]
Palette = tuple[str, str, str, str]  # ground, main, second, light

_FINE: Final = 640  # pixels of a motif as it is drawn, before it is made small and smooth
_ACROSS, _DOWN = 4, 3
_LARGE, _SMALL = 200, 120  # pixels of a motif in each size
PALETTES: Final[tuple[Palette, ...]] = (
    ("#0B6B4F", "#E9E2D4", "#C9A24B", "#FBF9F5"),
    ("#1F4E79", "#F3EBDD", "#C9A24B", "#FFFFFF"),
    ("#8C2F2B", "#F1E4D0", "#2F3E46", "#E0B45C"),
    ("#B5532A", "#F6EAD7", "#3B5B92", "#FBF9F5"),
    ("#2F6F73", "#EFE6D6", "#B5532A", "#F9F4EA"),
    ("#4B3424", "#E3CFA8", "#8A5A00", "#FBF4E4"),
    ("#5C2A4D", "#F2E5E0", "#C9A24B", "#FFFFFF"),
    ("#F1E4D0", "#7A2E1D", "#1D1A18", "#C9A24B"),
)


@lru_cache(maxsize=64)
def drawn(motif: str, palette: int) -> Picture:
    """Return the picture of a motif (zellige, carpet, lattice, rosette, stripes) in the colours of a palette."""
    tile = Image.new("RGB", (_FINE, _FINE), PALETTES[palette][0])
    _MOTIFS[motif](ImageDraw.Draw(tile), PALETTES[palette])
    return Picture(_repeated(tile, _SMALL), _repeated(tile, _LARGE), _ACROSS * _LARGE, _DOWN * _LARGE)


def _repeated(tile: Image.Image, side: int) -> bytes:
    one = tile.resize((side, side), Image.Resampling.BOX)
    whole = Image.new("RGB", (_ACROSS * side, _DOWN * side))
    for place in range(_ACROSS * _DOWN):
        whole.paste(one, (place % _ACROSS * side, place // _ACROSS * side))
    out = io.BytesIO()
    whole.quantize(32, method=Image.Quantize.FASTOCTREE).save(out, "PNG")
    return out.getvalue()


def _star(radius: float, points: int, inner: float, *, turn: float = 0.0, at: Point = (320, 320)) -> list[Point]:
    """Return the corners of a star: `inner` is the radius of its notches, as a part of the outer one."""
    corners = []
    for corner in range(2 * points):
        angle = math.pi * corner / points + turn
        far = radius if corner % 2 == 0 else radius * inner
        corners.append((at[0] + far * math.cos(angle), at[1] + far * math.sin(angle)))
    return corners


def _zellige(pen: ImageDraw.ImageDraw, colours: Palette) -> None:
    """The star and the cross: eight points that meet those of the next star, crosses between."""
    ground, main, second, light = colours
    pen.polygon(_star(330, 8, 0.765), fill=main, outline=light, width=14)
    pen.polygon(_star(230, 8, 0.765, turn=math.pi / 8), fill=second, outline=light, width=10)
    pen.polygon(_star(150, 8, 0.765), fill=ground, outline=light, width=10)
    pen.polygon(_star(70, 8, 0.5, turn=math.pi / 8), fill=light)
    for corner in ((0, 0), (640, 0), (0, 640), (640, 640)):
        pen.polygon(_star(110, 4, 0.55, turn=math.pi / 4, at=corner), fill=second, outline=light, width=8)


def _diamond(pen: ImageDraw.ImageDraw, half: float, fill: str, *, at: Point = (320, 320), steps: int = 0) -> None:
    """Draw a diamond; with steps, as a loom makes it."""
    if not steps:
        pen.polygon([(at[0], at[1] - half), (at[0] + half, at[1]), (at[0], at[1] + half), (at[0] - half, at[1])], fill)
        return
    for step in range(steps):
        wide, high = half * (steps - step) / steps, half * (step + 1) / steps
        pen.rectangle((at[0] - wide, at[1] - high, at[0] + wide, at[1] + high), fill=fill)


def _carpet(pen: ImageDraw.ImageDraw, colours: Palette) -> None:
    ground, main, second, light = colours
    for half, fill in ((320, main), (260, ground), (200, second), (130, light), (70, ground)):
        _diamond(pen, half, fill, steps=8)
    for corner in ((0, 0), (640, 0), (0, 640), (640, 640)):
        _diamond(pen, 150, second, at=corner, steps=6)
        _diamond(pen, 80, light, at=corner, steps=4)


def _lattice(pen: ImageDraw.ImageDraw, colours: Palette) -> None:
    ground, main, second, light = colours
    for shift in (-640, 0, 640):
        pen.line((shift, 0, shift + 640, 640), fill=main, width=44)
        pen.line((shift + 640, 0, shift, 640), fill=main, width=44)
    for at in ((320, 320), (0, 0), (640, 0), (0, 640), (640, 640)):
        pen.polygon(_star(120, 8, 0.765, at=at), fill=second, outline=light, width=10)
        pen.polygon(_star(56, 8, 0.6, at=at), fill=ground)
    for at in ((320, 0), (320, 640), (0, 320), (640, 320)):
        pen.polygon(_star(70, 4, 0.4, at=at), fill=light)


def _rosette(pen: ImageDraw.ImageDraw, colours: Palette) -> None:
    ground, main, second, light = colours
    pen.ellipse((20, 20, 620, 620), fill=main, outline=light, width=10)
    for radius, points, inner, fill in ((280, 16, 0.62, second), (190, 12, 0.6, ground), (110, 8, 0.55, light)):
        pen.polygon(_star(radius, points, inner), fill=fill, outline=main, width=6)
    pen.ellipse((286, 286, 354, 354), fill=second)
    for corner in ((0, 0), (640, 0), (0, 640), (640, 640)):
        pen.polygon(_star(110, 8, 0.6, at=corner), fill=second, outline=light, width=8)


def _stripes(pen: ImageDraw.ImageDraw, colours: Palette) -> None:
    ground, main, second, light = colours
    bands: Sequence[tuple[int, int, str]] = ((40, 110, main), (130, 150, second), (490, 510, second), (530, 600, main))
    for top, bottom, fill in bands:
        pen.rectangle((0, top, 640, bottom), fill=fill)
    pen.rectangle((0, 190, 640, 450), fill=light)
    for across in range(0, 641, 160):
        _diamond(pen, 110, second, at=(across, 320))
        _diamond(pen, 60, ground, at=(across, 320))
        _diamond(pen, 26, light, at=(across, 75))
        _diamond(pen, 26, light, at=(across, 565))


_MOTIFS: Final[dict[str, Callable[[ImageDraw.ImageDraw, Palette], None]]] = {
    "zellige": _zellige,
    "carpet": _carpet,
    "lattice": _lattice,
    "rosette": _rosette,
    "stripes": _stripes,
}
