"""The statement beside the records of two small countries: the reason follows the records."""

import json
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from hirfa.claims.checking import Report, check
from hirfa.claims.choices import Severity
from hirfa.claims.reporting import report_json
from hirfa.claims.sentences import _after_ba
from hirfa.claims.statement import FOLDER, load_shipped
from hirfa.indicators.operations import compute_figures
from hirfa.indicators.queries import list_figures
from tests.factories.claims import AS_OF, AT, as_the_ministry_published, as_the_words_say, beside_the_records
from tests.factories.figures import MILLION, exports_of, parameters

pytestmark = pytest.mark.django_db
NOBODY_IS_WRONG = ("error", "erreur", "خطأ", "wrong", "false", "lie")


def verdicts(report: Report) -> dict[str, str]:
    return {one.claim.id: one.verdict.value for one in report.checked}


@pytest.fixture
def published() -> Report:
    as_the_ministry_published()
    return beside_the_records()


@pytest.fixture
def worded() -> Report:
    as_the_words_say()
    return beside_the_records()


def test_1230_up_to_november_differs_from_records_that_hold_1140(published):
    assert verdicts(published)["e1-november"] == "differs"
    assert verdicts(published)["e2-november"] == "differs"
    (disagreement, *_) = published.disagreements
    assert "1,230 million dirhams was stated, the records hold 1,140 million dirhams" in disagreement.sentence["en"]


def test_the_other_rows_of_exports_agree_once_rounded(published):
    said = verdicts(published)

    assert [said[name] for name in ("e3", "e4", "e5-compound")] == ["agrees_by_rounding"] * 3
    assert said["e5-mean"] == "differs"  # the arithmetic mean is another figure
    assert said["e6-countries"] == "not_stated"
    assert said["f1"] == "no_data"


def test_the_whole_year_is_found_as_the_label_under_which_1230_agrees(published):
    (one,) = next(item for item in published.checked if item.claim.id == "e1-november").relabellings

    relabelling, sentence = one
    assert (relabelling.to.key, relabelling.rank, relabelling.change) == ("exports.value@2025", 1, "whole_year")
    assert sentence["en"] == (
        "Read as that of the whole year 2025, 1,230 million dirhams agrees with the records (1,231.5 million dirhams), "
        "and the contradiction disappears."
    )
    assert "مليار و230 مليون درهم" in sentence["ar"]
    assert "سنة 2025 كاملة" in sentence["ar"]


def test_11_percent_agrees_as_the_growth_of_the_whole_year_beside_it(published):
    (one,) = next(item for item in published.checked if item.claim.id == "e2-november").relabellings

    assert one[0].to.key == "exports.full_year_growth@2025"
    assert one[0].together == ("e1-november",)


def test_1230_and_11_percent_leave_too_little_of_1100_for_december(published):
    first = published.contradictions[0]

    assert first.conflict.claims == ("e1-november", "e2-november", "e3")
    assert first.conflict.severity == Severity.AGAINST_RECORDS
    assert [level.is_possible for level in first.conflict.levels] == [False, True, True]
    assert [round(float(level.rest.most / MILLION), 1) for level in first.conflict.levels[1:]] == [6.3, 51.3]


def test_1100_on_792_is_less_than_40_percent_unless_it_was_rounded(published):
    rounded = {one.conflict.claims: one.conflict for one in published.contradictions[1:]}

    assert set(rounded) == {("e3", "e4"), ("e3", "e5-compound")}
    assert {one.severity for one in rounded.values()} == {Severity.ONLY_BY_ROUNDING}
    assert rounded[("e3", "e4")].assertions[-1].id == "e4.base"


def test_change_the_records_and_the_reason_changes(worded):
    said = verdicts(worded)

    assert said["e1-november"] == "agrees"
    assert said["e2-november"] == "agrees_by_rounding"
    assert not [one for one in worded.disagreements if one.checked.claim.row in {"E1", "E2"}]
    assert not [one for one in worded.checked if one.claim.row in {"E1", "E2"} and one.relabellings]
    first = next(one for one in worded.contradictions if "e1-november" in one.conflict.claims)
    # this country's Decembers were as small as the words leave them: rounding alone explains it
    assert first.conflict.severity == Severity.ONLY_BY_ROUNDING
    assert first.relabellings == ()


def test_without_records_no_reason_is_given():
    parameters()

    report = beside_the_records()

    assert set(verdicts(report).values()) == {"no_data"}
    assert report.disagreements == ()
    assert all(one.relabellings == () for one in report.contradictions)


def test_another_year_is_found_when_the_number_is_that_year_s():
    parameters()
    exports_of(2023, to_november=1000, december=100)
    exports_of(2024, to_november=1200, december=110)
    run = compute_figures(as_of=AS_OF, by="test", at=AT)
    statement = load_shipped(as_of=AS_OF)
    only = replace(statement, claims=tuple(claim for claim in statement.claims if claim.id == "e3"))

    (checked,) = check(only, list_figures(run)).checked

    assert checked.verdict == "differs"
    assert [(read.to.key, read.change) for read, _sentence in checked.relabellings] == [
        ("exports.value@2023", "other_year")
    ]


def test_means_too_round_to_have_been_counted_are_noted_and_no_contradiction(published):
    notes = {note.claims: note.sentence["en"] for note in published.notes if note.kind == "round_average"}

    assert "exactly 36,000 each" in notes[("f3", "f1")]
    assert "exactly 750,000 dirhams each" in notes[("f4", "f1")]
    assert not [one for one in published.contradictions if "f1" in one.conflict.claims]


def test_440000_was_published_before_for_something_else(published):
    note = next(note for note in published.notes if note.claims == ("r2-people",) and "same" in note.kind)

    assert "pre-registered at the social-security fund" in note.sentence["en"]


def test_nobody_is_said_to_be_wrong(published):
    text = json.dumps(report_json(published), ensure_ascii=False).lower()

    assert not [word for word in NOBODY_IS_WRONG if word in text.replace("false", "").split()]
    assert "خطأ" not in text


def test_the_report_for_machines_has_its_parts(published):
    report = report_json(published)

    assert report["verdict"] == "possible_only_if"
    assert ["e1-november", "e2-november", "e3"] in report["conflicts"]
    first = report["relabellings"][0]
    assert (first["claim"], first["from"], first["to"]) == (
        "e1-november",
        "exports.value@2025-m11",
        "exports.value@2025",
    )
    assert first["rank"] == 1
    assert [round(forced["most"] / MILLION, 1) for forced in report["forced"]] == [6.3, 51.3]
    assert json.loads(json.dumps(report)) == report


def test_the_command_checks_a_file():
    as_the_ministry_published()
    beside_the_records()
    out = StringIO()

    call_command("check_claims", str(FOLDER / "2026-01-19.yaml"), "--json", stdout=out)

    assert json.loads(out.getvalue())["claims"][0] == {"id": "e1-november", "row": "E1", "verdict": "differs"}


def test_the_command_says_what_is_missing(tmp_path: Path):
    with pytest.raises(CommandError, match="compute_figures"):
        call_command("check_claims", str(FOLDER / "2026-01-19.yaml"))
    parameters()
    beside_the_records()
    with pytest.raises(CommandError, match="No such file"):
        call_command("check_claims", str(tmp_path / "nothing.yaml"))
    (tmp_path / "binary.yaml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(CommandError):
        call_command("check_claims", str(tmp_path / "binary.yaml"))


def test_the_arabic_preposition_is_written_onto_a_word_and_apart_from_a_digit():
    assert _after_ba("مليار و230 مليون درهم").startswith("بمليار")
    assert _after_ba("440 ألف") == "بـ 440 ألف"
