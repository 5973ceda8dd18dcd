"""A drawn face for an invented person: the same seed, the same face. It is a drawing and looks like one."""

import datetime as dt
import random
import uuid
from typing import Final

_SKIN: Final = ("#F1C9A5", "#E3B08A", "#CF9468", "#B97B50", "#96603B")
_DARK: Final = ("#1D1A18", "#33241B", "#4B3424")
_GREY: Final = ("#6B6763", "#9A9691", "#C9C6C1")
_GREY_FROM: Final = 50  # years
_CLOTH: Final = ("#0B6B4F", "#B5532A", "#3B5B92", "#7A2E4D", "#C9A24B", "#4A4E69", "#2F6F73")
_GROUND: Final = ("#E9E2D4", "#DDE6E1", "#E6DEE6", "#E2E6EC")
_INK: Final = "#1F2A2E"


def portrait_of(ident: uuid.UUID, *, seed: int | None, woman: bool, born_in: int | None, on: dt.date) -> str:
    """Return the portrait of a person as they are on a day, the same on every page: by their seed, else by their id."""
    chosen = seed if seed is not None else ident.int % 2**31
    return portrait_svg(chosen, woman=woman, age=on.year - born_in if born_in is not None else None)


def portrait_svg(seed: int, *, woman: bool, age: int | None = None) -> str:
    """Return a portrait of 120 by 150 units as SVG. `age` in years turns the hair grey, or not; None: young."""
    pick = random.Random(seed)
    skin, cloth, ground = pick.choice(_SKIN), pick.choice(_CLOTH), pick.choice(_GROUND)
    hair = pick.choice(_GREY if age is not None and age >= _GREY_FROM else _DARK)
    shapes = [f'<rect width="120" height="150" fill="{ground}"/>']
    covered = woman and pick.random() < 0.6
    scarf = pick.choice([colour for colour in _CLOTH if colour != cloth])
    if covered:
        shapes.append(
            f'<path d="M60 14C26 14 22 52 24 84c1 26 14 44 36 44s35-18 36-44C98 52 94 14 60 14z" fill="{scarf}"/>'
        )
    elif woman:
        shapes.append(
            f'<path d="M60 20C30 20 26 52 27 80c0 18 4 30 8 36h50c4-6 8-18 8-36 1-28-3-60-33-60z" fill="{hair}"/>'
        )
    shapes += _body(skin, cloth)
    shapes += _face(pick, skin, hair)
    if covered:
        shapes.append(f'<path d="M60 22c-20 0-27 12-28 26 8-12 48-12 56 0-1-14-8-26-28-26z" fill="{scarf}"/>')
    elif woman:
        shapes.append(
            f'<path d="M60 24c-19 0-27 13-28 28 14-2 26-8 32-16 6 8 14 13 24 16-1-15-9-28-28-28z" fill="{hair}"/>'
        )
    else:
        shapes += _man(pick, hair, scarf)
    box = 'viewBox="0 0 120 150" width="120" height="150"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {box}>{"".join(shapes)}</svg>'


def _body(skin: str, cloth: str) -> list[str]:
    return [
        f'<path d="M8 150c2-26 24-36 52-36s50 10 52 36z" fill="{cloth}"/>',
        f'<path d="M48 94h24v22c0 8-24 8-24 0z" fill="{skin}"/>',
        '<path d="M48 100c6 6 18 6 24 0v5c-6 7-18 7-24 0z" fill="#000" opacity=".12"/>',
        '<path d="M44 116l16 18 16-18" fill="none" stroke="#FBF9F5" stroke-width="2.5" opacity=".8"/>',
    ]


def _face(pick: random.Random, skin: str, hair: str) -> list[str]:
    width = pick.choice((25, 26, 27))
    brow, smile, nose = pick.choice((-2, 0, 1)), pick.choice((3, 5, 7)), pick.choice((5, 6, 7))
    shapes = [f'<ellipse cx="60" cy="68" rx="{width}" ry="33" fill="{skin}"/>']
    for side in (-1, 1):
        eye = 60 + side * 10.5
        shapes += [
            f'<ellipse cx="{eye}" cy="66" rx="3.2" ry="2.4" fill="#fff"/><circle cx="{eye}" cy="66" r="1.9" fill="{_INK}"/>',
            f'<path d="M{eye - 5.5} {59 + brow * side * 0.3}q5.5 -3.5 11 0" fill="none" stroke="{hair}" stroke-width="2"/>',
        ]
    shapes.append(
        f'<path d="M60 68q-{nose * 0.6} 8 0 {nose + 3}" fill="none" stroke="{_INK}" stroke-width="1.2" opacity=".55"/>'
    )
    shapes.append(
        f'<path d="M51 86q9 {smile} 18 0" fill="none" stroke="#8A3B2E" stroke-width="2.2" stroke-linecap="round"/>'
    )
    return shapes


def _man(pick: random.Random, hair: str, cap: str) -> list[str]:
    shapes = []
    if pick.random() < 0.5:
        shapes.append(
            f'<path d="M34 72c2 24 10 31 26 31s24-7 26-31c-3 9-6 11-12 11-8-3-20-3-28 0-6 0-9-2-12-11z" fill="{hair}" opacity=".9"/>'
            '<path d="M52 88q8 4 16 0" fill="none" stroke="#C77B6B" stroke-width="2.2" stroke-linecap="round"/>'
        )
    if pick.random() < 0.45:
        shapes.append(f'<path d="M33 50c0-24 12-32 27-32s27 8 27 32c-10-5-44-5-54 0z" fill="{cap}"/>')
    else:
        shapes.append(
            f'<path d="M33 62c-2-28 10-40 27-40s29 12 27 40c-3-12-8-17-14-20-8 3-20 3-27 0-6 3-10 8-13 20z" fill="{hair}"/>'
        )
    return shapes
