"""The one renderer: a Typst template and plain data in, a PDF or pictures out. Same input and moment, same bytes.

Templates stand under `hirfa/<app>/typst/` and may import one another from the root `hirfa/`; they read their data with
`json(bytes(sys.inputs.data))`. Only the vendored fonts are used, so that every machine prints alike.
"""

import datetime as dt
import json
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import typst

ROOT: Final = Path(__file__).resolve().parent.parent
FONTS: Final = Path(__file__).resolve().parent / "fonts"


def render_pdf(template: str, data: dict[str, Any], *, at: dt.datetime) -> bytes:
    """Return a PDF. `template` is a path under `hirfa/` (`cards/typst/card.typ`); `at` is its date of creation.

    Raises RuntimeError when the template is wrong; characters that no font has are for `glyphs` to find before.
    """
    made = _compile(template, data, format="pdf", timestamp=at.replace(microsecond=0))
    return made if isinstance(made, bytes) else b"".join(made)


def render_png(template: str, data: dict[str, Any], *, dpi: float = 144) -> list[bytes]:
    """Return one PNG a page."""
    made = _compile(template, data, format="png", ppi=dpi)
    return [made] if isinstance(made, bytes) else list(made)


def _compile(template: str, data: dict[str, Any], **options: Any) -> bytes | list[bytes]:
    made: bytes | list[bytes] | None = typst.compile(
        str(ROOT / template),
        root=str(ROOT),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        **options,
    )
    if made is None:
        raise RuntimeError(f"nothing came of {template}")
    return made


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
