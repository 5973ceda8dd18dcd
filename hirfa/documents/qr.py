"""QR symbols of one size for every card: version 15 (77 modules), correction M, one mask.

ISO/IEC 18004 chooses the mask by a penalty score, which takes seventeen times the time of all the rest; readers do not
mind another choice. A text that does not fit is refused: the size never jumps in the middle of a batch.
"""

from typing import Final

from zint import Symbol, Symbology

from hirfa.core.errors import Refusal

VERSION: Final = 15
MODULES: Final = 17 + 4 * VERSION
CAPACITY: Final = 600  # alphanumeric characters of version 15-M
_LEVEL_M, _MASK = 2, 3


class TextDoesNotFit(Refusal):
    code = "text_does_not_fit"


def qr_rows(text: str) -> list[str]:
    """Return the symbol as 77 rows of 77 characters, `1` for dark. Raises TextDoesNotFit."""
    if len(text) > CAPACITY:
        raise TextDoesNotFit(f"{len(text)} > {CAPACITY}")
    symbol = Symbol()
    symbol.symbology = Symbology.QRCODE
    symbol.option_1, symbol.option_2, symbol.option_3 = _LEVEL_M, VERSION, (_MASK + 1) << 8
    symbol.encode(text)
    if symbol.rows != MODULES or symbol.width != MODULES:
        raise TextDoesNotFit(f"{symbol.rows} modules instead of {MODULES}")
    # one bit a module, the lowest first, in lines of the largest symbol's width
    lines = symbol.encoded_data.tolist()[:MODULES]
    return [f"{int.from_bytes(line, 'little'):0{MODULES}b}"[::-1][:MODULES] for line in map(bytes, lines)]


def qr_svg(text: str) -> str:
    """Return the symbol as an SVG of one path, a module a unit, no quiet zone: the page leaves four modules around it."""
    path = "".join(
        f"M{start} {row}h{length}v1h-{length}z"
        for row, line in enumerate(qr_rows(text))
        for start, length in _runs(line)
    )
    box = f'viewBox="0 0 {MODULES} {MODULES}" width="{MODULES}" height="{MODULES}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {box} shape-rendering="crispEdges"><path d="{path}"/></svg>'


def _runs(line: str) -> list[tuple[int, int]]:
    runs, start = [], 0
    for place, module in enumerate(line + "0"):
        if module == "0":
            if place > start:
                runs.append((start, place - start))
            start = place + 1
    return runs
