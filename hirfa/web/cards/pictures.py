"""A card's pictures, inside the page itself: no address of their own that could be passed on."""

import base64
import io
from typing import Final

from PIL import Image

from hirfa.cards.models import Card
from hirfa.cards.printing import card_png
from hirfa.documents.qr import MODULES, qr_rows, qr_svg

DPI: Final = 200
QUIET: Final = 4  # modules left light around the symbol (ISO/IEC 18004)
MODULE_PIXELS: Final = 8


def inside(kind: str, content: bytes) -> str:
    """Return an address that holds a picture itself."""
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"


def faces(card: Card) -> list[str]:
    """Return front and back, from the same template as the PDF."""
    return [inside("image/png", png) for png in card_png(card, dpi=DPI)]


def code_svg(text: str) -> str:
    return inside("image/svg+xml", qr_svg(text).encode())


def code_png(text: str) -> str:
    """Return the code as a black and white PNG with its quiet zone."""
    side = MODULES + 2 * QUIET
    picture = Image.new("1", (side, side), 1)
    for row, line in enumerate(qr_rows(text)):
        for column, module in enumerate(line):
            if module == "1":
                picture.putpixel((column + QUIET, row + QUIET), 0)
    out = io.BytesIO()
    picture.resize((side * MODULE_PIXELS, side * MODULE_PIXELS)).save(out, "PNG")
    return inside("image/png", out.getvalue())
