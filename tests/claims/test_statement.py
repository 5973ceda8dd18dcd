"""A claims file is checked before it is believed."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import yaml

from hirfa.claims.statement import StatementError, load_shipped, load_statement
from hirfa.indicators.definitions import registry
from hirfa.indicators.schedule import requests_of

AS_OF = dt.date(2025, 12, 31)
WORDS = {"ar": "كلمة", "fr": "mot", "en": "word"}
ROWS = [*(f"E{n}" for n in range(1, 7)), "S1", "R1", "R2", *(f"C{n}" for n in range(1, 6)), "M1"]
ROWS += [*(f"F{n}" for n in range(1, 7)), *(f"W{n}" for n in range(1, 7)), "P1"]


def claim(**changes: Any) -> dict[str, Any]:
    return {
        "id": "fairs",
        "row": "F1",
        "text": "70 معرضا",
        "indicator": "fairs.organised",
        "period": {"kind": "year", "start": dt.date(2024, 1, 1), "end": dt.date(2024, 12, 31)},
        "value": 70,
        "unit": "fair",
        "readings": [{"rounding": "nearest", "to": 1}],
    } | changes


def file_of(folder: Path, *claims: dict[str, Any]) -> Path:
    path = folder / "statement.yaml"
    content = {
        "said_on": dt.date(2026, 1, 19),
        "title": WORDS,
        "source": "test",
        "rows": {"F1": {"title": WORDS, "holds": WORDS}},
        "claims": list(claims),
    }
    path.write_text(yaml.safe_dump(content, allow_unicode=True), "utf-8")
    return path


def test_every_row_of_the_statement_is_there_and_none_is_empty():
    statement = load_shipped(as_of=AS_OF)

    assert [row.id for row in statement.rows] == ROWS
    assert all(statement.of_row(row) for row in ROWS)


def test_every_claim_asks_for_a_figure_that_is_computed():
    computed = {request.key for request in requests_of(registry(), AS_OF)}

    asked = {claim.figure_key for claim in load_shipped(as_of=AS_OF).claims if claim.indicator}
    assert asked <= computed


def test_what_was_said_to_date_is_read_on_the_last_day_described():
    statement = load_shipped(as_of=dt.date(2025, 6, 30))

    people = next(claim for claim in statement.claims if claim.id == "r2-people")
    assert people.figure_key == "register.people@2025-06-30"


def test_a_file_in_order_is_read(tmp_path):
    (only,) = load_statement(file_of(tmp_path, claim()), as_of=AS_OF).claims

    assert (only.value, only.unit, only.figure_key) == (70, "fair", "fairs.organised@2024")


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"indicator": "fairs.dreamt_of"}, "unknown indicator fairs.dreamt_of"),
        ({"unit": None}, "an integer with its unit and its readings"),
        ({"value": 70.5}, "an integer with its unit and its readings"),
        ({"readings": []}, "an integer with its unit and its readings"),
        ({"unit": "person"}, "is in fair, not in person"),
        ({"unit": "sheep"}, "'sheep' is not a valid Unit"),
        ({"readings": [{"rounding": "roughly", "to": 1}]}, "a known rounding"),
        ({"readings": [{"rounding": "nearest", "to": 0}]}, "a step of at least one"),
        ({"period": None}, "has no such period"),
        ({"period": "as_of"}, "has no such period"),
        ({"period": {"kind": "year", "start": dt.date(2024, 1, 1), "end": dt.date(2024, 11, 30)}}, "no period"),
        ({"row": "F9"}, "unknown row F9"),
        ({"reading_of": "nobody"}, "a reading of an unknown claim nobody"),
        ({"mood": "good"}, "unknown: mood"),
    ],
)
def test_a_wrong_claim_is_refused_with_its_place_and_the_reason(tmp_path, changes, reason):
    with pytest.raises(StatementError, match=reason) as refused:
        load_statement(file_of(tmp_path, claim(**changes)), as_of=AS_OF)

    assert "statement.yaml fairs" in str(refused.value)


def test_two_claims_of_one_name_are_refused(tmp_path):
    with pytest.raises(StatementError, match="two claims named fairs"):
        load_statement(file_of(tmp_path, claim(), claim()), as_of=AS_OF)


def test_a_row_without_a_claim_is_refused(tmp_path):
    with pytest.raises(StatementError, match="rows without a claim: F1"):
        load_statement(file_of(tmp_path), as_of=AS_OF)


def test_of_a_day_that_the_statement_does_not_speak_of_nothing_was_stated():
    then = {claim.id: claim for claim in load_shipped(as_of=dt.date(2024, 12, 31)).claims}

    assert then["r2-people"].value is None
    assert "2025" in then["r2-people"].says["fr"]
    assert then["f1"].value == 70  # said of a year, whatever day is described


def test_days_of_a_statement_that_cannot_be_are_refused(tmp_path):
    path = file_of(tmp_path, claim())
    path.write_text(path.read_text("utf-8") + "to_date: {start: 2026-01-19, end: 2025-12-31}\n", "utf-8")

    with pytest.raises(StatementError, match="to_date"):
        load_statement(path, as_of=AS_OF)
