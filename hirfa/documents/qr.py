"""QR symbols of one size for every card: version 15 (77 modules), correction M, one mask. Papers may ask for version 20.

ISO/IEC 18004 chooses the mask by a penalty score, which takes seventeen times the time of all the rest; readers do not
mind another choice. A text that does not fit is refused: the size never jumps in the middle of a batch.
"""

from typing import Final

from zint import Symbol, Symbology

from hirfa.core.errors import Refusal

VERSION: Final = 15
MODULES: Final = 17 + 4 * VERSION
CAPACITY: Final = 600  # alphanumeric characters of version 15-M
LARGER: Final = 20
_CAPACITIES: Final = {VERSION: CAPACITY, LARGER: 970}
_LEVEL_M, _MASK = 2, 3


class TextDoesNotFit(Refusal):
    code = "text_does_not_fit"


def qr_rows(text: str, *, version: int = VERSION) -> list[str]:
    """Return the symbol as 77 rows of 77 characters (97 of 97 for version 20), `1` for dark. Raises TextDoesNotFit."""
    capacity, modules = _CAPACITIES[version], 17 + 4 * version
    if len(text) > capacity:
        raise TextDoesNotFit(f"{len(text)} > {capacity}")
    symbol = Symbol()
    symbol.symbology = Symbology.QRCODE
    symbol.option_1, symbol.option_2, symbol.option_3 = _LEVEL_M, version, (_MASK + 1) << 8
    symbol.encode(text)
    if symbol.rows != modules or symbol.width != modules:
        raise TextDoesNotFit(f"{symbol.rows} modules instead of {modules}")
    # one bit a module, the lowest first, in lines of the largest symbol's width
    lines = symbol.encoded_data.tolist()[:modules]
    return [f"{int.from_bytes(line, 'little'):0{modules}b}"[::-1][:modules] for line in map(bytes, lines)]


def qr_svg(text: str, *, version: int = VERSION) -> str:
    """Return the symbol as an SVG of one path, a module a unit, no quiet zone: the page leaves four modules around it."""
    rows = qr_rows(text, version=version)
    path = "".join(
        f"M{start} {row}h{length}v1h-{length}z" for row, line in enumerate(rows) for start, length in _runs(line)
    )
    side = len(rows)
    box = f'viewBox="0 0 {side} {side}" width="{side}" height="{side}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {box} shape-rendering="crispEdges"><path d="{path}"/></svg>'


def _runs(line: str) -> list[tuple[int, int]]:
    runs, start = [], 0
    for place, module in enumerate(line + "0"):
        if module == "0":
            if place > start:
                runs.append((start, place - start))
            start = place + 1
    return runs
