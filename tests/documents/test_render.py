"""The renderer, the fonts and the faces."""

import datetime as dt
import xml.etree.ElementTree as ET

import pytest

from hirfa.documents.glyphs import missing_glyphs
from hirfa.documents.portrait import portrait_svg
from hirfa.documents.render import FONTS, render_pdf

AT = dt.datetime(2026, 1, 15, 10, 0, tzinfo=dt.UTC)


def test_the_fonts_come_with_their_licence_and_origin():
    assert "SIL OPEN FONT LICENSE" in (FONTS / "OFL.txt").read_text("utf-8")
    named = (FONTS / "ORIGIN.md").read_text("utf-8")
    families = {path.name.split("-")[0] for path in FONTS.glob("*.ttf")}
    assert families == {"NotoSans", "NotoSansArabic", "NotoSansTifinagh"}
    assert all(family in named.replace(" ", "") for family in families)


@pytest.mark.parametrize(
    "text",
    [
        "Abcdéèêëàâçîïôûùœæ ÀÉÈÊÇ 0123456789 – — ’ « » … € % · N°",
        "ابتثجحخدذرزسشصضطظعغفقكلمنهوي ء آ أ إ ؤ ئ ة ى ـ ً ٌ ٍ َ ُ ِ ّ ْ ٠١٢٣ ، ؛ ؟ ڭ ڤ پ گ",
        "ⴰⴱⴳⴷⴹⴻⴼⴽⵀⵃⵄⵅⵇⵉⵊⵍⵎⵏⵓⵔⵕⵖⵙⵚⵛⵜⵟⵡⵢⵣⵥⵯ",
        "\u200f\u200e\u202b \u00a0\n",
    ],
)
def test_the_three_scripts_are_drawn_whole(text):
    assert missing_glyphs(text) == set()


def test_what_no_font_has_is_named():
    assert missing_glyphs("Fatima 漢 😀") == {"漢", "😀"}


def test_a_wrong_template_is_an_error_and_not_an_empty_page():
    with pytest.raises((RuntimeError, OSError)):
        render_pdf("documents/typst/none.typ", {}, at=AT)


@pytest.mark.parametrize("woman", [True, False])
def test_a_seed_always_draws_the_same_face(woman):
    faces = [portrait_svg(seed, woman=woman) for seed in range(200)]

    assert faces == [portrait_svg(seed, woman=woman) for seed in range(200)]
    assert len(set(faces)) > 190
    assert all(ET.fromstring(face).tag == "{http://www.w3.org/2000/svg}svg" for face in faces)
