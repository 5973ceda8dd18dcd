"""The colours of the tokens, light and dark, hold a contrast that people with weak sight can read (WCAG 2.2, 1.4.3)."""

import re
from pathlib import Path

import pytest

from hirfa import web

SHEET = (Path(web.__file__).parent / "static" / "hirfa" / "hirfa.css").read_text("utf-8")
TOKEN = re.compile(r"--([a-z0-9-]+):\s*(#[0-9a-f]{6});")

TEXT_ON_GROUND = [
    *(
        (text, ground)
        for text in ("ink", "muted", "primary", "primary-strong", "accent")
        for ground in ("paper", "surface")
    ),
    *(("ink", tint) for tint in ("sunken", "valid-tint", "warning-tint", "refused-tint")),
    ("muted", "sunken"),
    ("primary", "sunken"),
    ("on-primary", "primary"),
    ("on-primary", "primary-strong"),
    *((state, f"{state}-tint") for state in ("valid", "warning", "refused")),
    *((state, "surface") for state in ("valid", "warning", "refused")),
    *(("on-solid", f"{state}-solid") for state in ("valid", "warning", "refused")),
]


def tokens(scheme: str) -> dict[str, str]:
    after = SHEET.split(f"/* tokens:{scheme} */")[1]
    return dict(TOKEN.findall(re.split(r"/\* tokens:(?:dark|end) \*/", after)[0]))


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_black_on_white_is_the_most_there_is():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXT_ON_GROUND)
def test_text_is_readable_on_its_ground(scheme, text, ground):
    values = tokens(scheme)

    assert contrast(values[text], values[ground]) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_edge_of_a_field_is_seen(scheme):
    values = tokens(scheme)

    assert contrast(values["field-line"], values["surface"]) >= 3  # WCAG 2.2, 1.4.11


def test_light_and_dark_name_the_same_tokens():
    assert tokens("light").keys() == tokens("dark").keys() != set()


def test_one_sheet_serves_both_directions():
    physical = re.findall(
        r"(?<![\w-])(?:margin|padding|border|inset)-(?:left|right)\b|(?<![\w-])(?:left|right|float)\s*:", SHEET
    )

    assert physical == []
