"""QR symbols written: against another encoder, module by module."""

import pytest
import segno
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from hirfa.documents.qr import CAPACITY, LARGER, MODULES, TextDoesNotFit, qr_rows, qr_svg

# no digits: a run of them may be written in another mode, which the two encoders need not choose alike
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"


@settings(max_examples=12, deadline=None)
@given(st.text(alphabet=ALPHABET, min_size=300, max_size=CAPACITY))
def test_every_module_is_where_another_encoder_puts_it(text):
    # segno 1.6.6 writes eight zero bits too many when header, text and terminator end on a whole byte
    bits = 4 + 11 + len(text) // 2 * 11 + len(text) % 2 * 6 + 4
    assume(bits % 8)

    other = segno.make(text, version=15, error="m", mask=3, mode="alphanumeric", boost_error=False)

    assert qr_rows(text) == ["".join(str(int(module)) for module in row) for row in other.matrix]


@settings(max_examples=6, deadline=None)
@given(st.text(alphabet=ALPHABET, min_size=601, max_size=970))
def test_the_larger_symbol_of_papers_is_as_another_encoder_makes_it(text):
    assume((4 + 11 + len(text) // 2 * 11 + len(text) % 2 * 6 + 4) % 8)

    other = segno.make(text, version=LARGER, error="m", mask=3, mode="alphanumeric", boost_error=False)

    assert qr_rows(text, version=LARGER) == ["".join(str(int(module)) for module in row) for row in other.matrix]


def test_a_text_that_is_too_long_is_refused_and_the_symbol_never_grows():
    with pytest.raises(TextDoesNotFit):
        qr_rows("A" * (CAPACITY + 1))
    with pytest.raises(TextDoesNotFit):
        qr_rows("A" * 971, version=LARGER)


def test_the_drawing_has_every_dark_module_once():
    svg = qr_svg("HELLO WORLD")

    runs = svg.split('d="')[1].split('"')[0].split("M")[1:]
    dark = sum(int(run.split("h")[1].split("v")[0]) for run in runs)
    assert dark == sum(row.count("1") for row in qr_rows("HELLO WORLD"))
    assert f'viewBox="0 0 {MODULES} {MODULES}"' in svg
