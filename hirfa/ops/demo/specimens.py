"""Papers drawn for invented applicants: a sheet with grey lines and the word SPECIMEN across it."""

import io
from functools import lru_cache
from typing import Final

from PIL import Image, ImageDraw, ImageFont

_WIDE, _HIGH = 1000, 1400
_INK, _PAPER, _MARK = "#8A9296", "#FDFCF9", "#A3262A"
_TITLES: Final = {
    "CIN": "CARTE NATIONALE D'IDENTITE",
    "PRACTICE": "ATTESTATION D'EXERCICE",
    "EXPERIENCE": "ATTESTATION D'EXPERIENCE",
    "RESIDENCE": "JUSTIFICATIF DU LIEU D'EXERCICE",
    "ODCO": "REGISTRE DES COOPERATIVES",
}


@lru_cache(maxsize=32)
def specimen(code: str, look: int) -> bytes:
    """Return a sheet for a kind of piece, as JPEG. `look` moves its lines, so that two sheets of a kind differ."""
    sheet = Image.new("RGB", (_WIDE, _HIGH), _PAPER)
    pen = ImageDraw.Draw(sheet)
    pen.rectangle((40, 40, _WIDE - 40, _HIGH - 40), outline=_INK, width=4)
    pen.text((_WIDE / 2, 120), _TITLES[code], fill="#1F2A2E", font=ImageFont.load_default(44), anchor="mm")
    for place in range(11):
        top = 420 + place * 74
        pen.rectangle((100, top, 100 + 460 + (place * 173 + look * 97) % 340, top + 16), fill=_INK)
    pen.rectangle((100, 200, 300, 370), outline=_INK, width=4)
    pen.ellipse((_WIDE - 330, _HIGH - 330, _WIDE - 130, _HIGH - 130), outline=_MARK, width=8)
    mark = Image.new("L", (1200, 220), 0)
    ImageDraw.Draw(mark).text((600, 110), "SPECIMEN", fill=150, font=ImageFont.load_default(190), anchor="mm")
    turned = mark.rotate(45, expand=True)
    sheet.paste(_MARK, ((_WIDE - turned.width) // 2, (_HIGH - turned.height) // 2), turned)
    out = io.BytesIO()
    sheet.save(out, "JPEG", quality=70)
    return out.getvalue()
