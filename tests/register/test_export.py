"""What leaves for a spreadsheet is shown, never run."""

import csv
import io

import pytest

from hirfa.register.export import escape_cell


@pytest.mark.parametrize("text", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "+", "=-5"])
def test_a_text_that_would_run_is_escaped(text):
    escaped = escape_cell(text)
    out = io.StringIO()
    csv.writer(out).writerow([escaped])

    assert escaped == f"'{text}"
    assert next(csv.reader([out.getvalue()]))[0][0] == "'"


@pytest.mark.parametrize("text", ["", "فاطمة", "A=1", "-5", "+3.5", "-1,5", "06 12", "1-2"])
def test_other_texts_and_numbers_are_left_as_they_are(text):
    assert escape_cell(text) == text
