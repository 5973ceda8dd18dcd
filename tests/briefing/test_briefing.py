"""The briefing: the same stored figures in four forms, contradictions first, each number with its footnote."""

import datetime as dt
import json
import re
from io import StringIO

import pypdfium2
import pytest
from django.core.management import CommandError, call_command

from hirfa.audit.operations import record
from hirfa.briefing.choices import Format
from hirfa.briefing.content import content_of
from hirfa.briefing.operations import prepare_figures
from hirfa.briefing.queries import get_report
from hirfa.briefing.writing import briefing_json, write_briefing
from hirfa.claims.choices import VerdictWord
from hirfa.core.formats import LRI, PDI
from hirfa.documents.glyphs import missing_glyphs
from hirfa.indicators.choices import PeriodKind, Unit
from hirfa.indicators.models import FigureRun
from hirfa.indicators.operations import FiguresNotComputable, compute_figures
from hirfa.indicators.rules import records_digest
from tests.factories.claims import AS_OF, AT, as_the_ministry_published
from tests.factories.figures import artisan, parameters

pytestmark = pytest.mark.django_db
SIGNED = re.compile(r"[+\u2212-]\d[\d.,\u202f\u00a0]*\s?%")
ROWS = 28


@pytest.fixture
def run() -> FigureRun:
    as_the_ministry_published()
    artisan()
    return compute_figures(as_of=AS_OF, by="test", at=AT)


def written(run: FigureRun, language: str, form: Format) -> bytes:
    return write_briefing(get_report(run), run, language=language, form=form, demonstration=True)


def test_the_json_has_every_part_that_readers_rely_on(run):
    made = json.loads(written(run, "ar", Format.JSON))

    assert made["demonstration"] is True
    assert (made["as_of"], made["known_on"]) == ("2025-12-31", "2026-01-20")
    for figure in made["figures"]:
        assert set(figure) >= {"key", "row", "value", "unit", "period", "stated", "verdict", "definition", "records"}
        assert figure["value"] is None or type(figure["value"]) is int
        assert figure["unit"] in Unit.values
        assert figure["verdict"] in VerdictWord.values
        assert set(figure["stated"]) == {"text", "value", "unit", "rounding"}
        assert figure["stated"]["text"]
        assert figure["definition"]
        assert set(figure["records"]) == {"count", "digest"}
        if figure["indicator"]:
            assert set(figure["period"]) == {"kind", "start", "end"}
            assert figure["period"]["kind"] in PeriodKind.values
            assert re.fullmatch(r"[0-9a-f]{64}", figure["records"]["digest"])
    assert all(one["sentence"]["ar"] and one["claims"] for one in made["contradictions"])


def test_every_key_is_unique_and_every_row_is_there(run):
    figures = briefing_json(get_report(run), run, "en", demonstration=True)["figures"]

    keys = [figure["key"] for figure in figures]
    assert len(keys) == len(set(keys))
    assert len({figure["row"] for figure in figures}) == ROWS


def test_the_json_says_what_was_stated_and_what_was_counted(run):
    made = briefing_json(get_report(run), run, "fr", demonstration=True)

    november = next(figure for figure in made["figures"] if figure["key"] == "e1-november")
    assert november["value"] == 114_000_000_000
    assert november["stated"]["value"] == 123_000_000_000
    assert november["stated"]["rounding"] == {"kind": "nearest", "to": 100_000_000}
    assert november["period"] == {"kind": "ytd", "start": "2025-01-01", "end": "2025-11-30"}
    assert november["verdict"] == "differs"
    assert november["records"]["count"] == 1
    first = made["contradictions"][0]
    assert (first["kind"], first["claims"]) == ("with_records", ["e1-november"])
    assert first["relabellings"][0]["to"] == "exports.value@2025"


def test_a_row_without_a_number_is_there_and_says_so(run):
    figures = {
        figure["key"]: figure for figure in briefing_json(get_report(run), run, "ar", demonstration=True)["figures"]
    }

    income = figures["w6-income"]
    assert (income["value"], income["verdict"]) == (None, "no_data")
    assert income["records"] == {"count": 0, "digest": records_digest(())}
    assert income["period"] == {"kind": "instant", "start": "2025-12-31", "end": "2025-12-31"}
    assert "لا بيانات" in income["definition"]
    assert figures["f1"]["verdict"] == "no_data"
    assert figures["f1"]["reason"] == "NO_DATA"


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
@pytest.mark.parametrize("form", list(Format))
def test_the_same_figures_give_the_same_bytes(run, language, form):
    assert written(run, language, form) == written(run, language, form)


def test_no_row_without_a_value_has_another_verdict_than_no_data(run):
    figures = briefing_json(get_report(run), run, "ar", demonstration=True)["figures"]

    assert {figure["verdict"] for figure in figures if figure["value"] is None} == {"no_data"}
    assert "no_data" not in {figure["verdict"] for figure in figures if figure["value"] is not None}


def test_the_row_about_this_paper_says_so_and_misses_no_data(run):
    content = content_of(get_report(run), run, "fr", demonstration=True)

    paper = next(section for section in content.sections if section.id == "P1").items[0]
    assert paper.missing == "La présente note, en arabe, français et anglais."
    assert paper.marks == ()


def test_what_was_published_for_the_same_months_stands_beside_the_number_and_in_the_box(run):
    content = content_of(get_report(run), run, "fr", demonstration=True)
    made = briefing_json(get_report(run), run, "fr", demonstration=True)

    november = next(section for section in content.sections if section.id == "E1").items[0]
    for told in (november.published, content.boxes[0].published, made["figures"][0]["published"]):
        assert "1\u202f140 millions" in told[0].replace("\u00a0", "\u202f")
        assert "Hespress FR" in told[0]
    assert "Hespress FR" in made["contradictions"][0]["published"][0]["fr"]
    said = [sentence for box in content.boxes for sentence in box.published]
    assert len(said) == len(set(said))


def test_a_footnote_names_its_figure_and_its_number_stands_apart(run):
    content = content_of(get_report(run), run, "fr", demonstration=True)

    labels = [footnote.label for footnote in content.footnotes]
    assert all(labels)
    assert len(set(labels)) == len({footnote.key for footnote in content.footnotes})
    assert ">[1]</a></sup>" in written(run, "fr", Format.HTML).decode()


def test_contradictions_stand_before_the_first_row(run):
    text = written(run, "ar", Format.TEXT).decode()
    page = written(run, "ar", Format.HTML).decode()

    sentence = "مليار و230 مليون درهم بزيادة 11 في المائة"
    assert text.index(sentence) < text.index("== E1 ")
    assert page.index(sentence) < page.index('id="row-E1"')


def test_the_arabic_text_says_numbers_as_newspapers_do(run):
    text = written(run, "ar", Format.TEXT).decode()

    assert "مليار و230 مليون درهم" in text
    assert "نحو مليونين و520 ألف زائر" in text
    assert "أزيد من 47 في المائة" in text
    assert "نحو 440 ألف صانع وصانعة" in text


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_no_signed_percentage_stands_without_its_isolates(run, language):
    text = written(run, language, Format.TEXT).decode()

    bare = re.sub(f"{LRI}[^{PDI}]*{PDI}", "", text)
    assert SIGNED.findall(bare) == []


def test_every_number_of_the_briefing_has_its_footnote(run):
    content = content_of(get_report(run), run, "fr", demonstration=True)

    numbers = [item.footnote for section in content.sections for item in section.items if item.computed]
    assert None not in numbers
    assert {footnote.number for footnote in content.footnotes} >= set(numbers)
    assert all(footnote.definition and len(footnote.details) == 7 for footnote in content.footnotes)


def test_the_pdf_is_readable_marked_and_draws_every_letter(run):
    made = pypdfium2.PdfDocument(written(run, "ar", Format.PDF))

    text = "".join(page.get_textpage().get_text_range() for page in made)
    assert len(made) > 3
    assert "DEMONSTRATION" in text or "تجريب" in text
    assert missing_glyphs(written(run, "ar", Format.TEXT).decode()) == set()
    assert missing_glyphs(written(run, "fr", Format.TEXT).decode()) == set()


def test_what_is_no_demonstration_is_not_marked_as_one(run):
    content = content_of(get_report(run), run, "en", demonstration=False)

    assert content.demonstration == ""
    assert briefing_json(get_report(run), run, "en", demonstration=False)["demonstration"] is False


def test_figures_that_are_there_are_not_computed_again(run):
    assert prepare_figures(as_of=AS_OF, known_on=None, by="test", at=AT) == run


def test_after_something_was_recorded_figures_are_computed_again(run):
    artisan()
    record(verb="register.file_loaded", subject="register.sourcefile:1", by="test", at=AT)

    again = prepare_figures(as_of=AS_OF, known_on=None, by="test", at=AT)

    assert again != run
    assert again.figures.get(indicator="register.people").value == 2


def test_what_was_known_on_a_past_day_stays_as_it_was_computed():
    parameters()
    past = prepare_figures(as_of=AS_OF, known_on=dt.date(2026, 1, 10), by="test", at=AT)
    record(verb="register.file_loaded", subject="register.sourcefile:1", by="test", at=AT)

    assert prepare_figures(as_of=AS_OF, known_on=dt.date(2026, 1, 10), by="test", at=AT) == past


def test_a_day_to_come_is_refused():
    with pytest.raises(FiguresNotComputable):
        prepare_figures(as_of=dt.date(2027, 1, 1), known_on=None, by="test", at=AT)


def test_reading_the_report_asks_the_database_once(run, django_assert_num_queries):
    with django_assert_num_queries(1):
        get_report(run)


def test_the_command_computes_what_is_missing_and_writes_the_file(tmp_path):
    as_the_ministry_published()
    out = tmp_path / "briefing.pdf"

    call_command(
        "briefing", "--as-of", "2025-12-31", "--lang", "fr", "--format", "pdf", "--out", str(out), stdout=StringIO()
    )

    assert out.read_bytes().startswith(b"%PDF")
    assert FigureRun.objects.count() == 1


def test_the_command_prints_json():
    parameters()
    out = StringIO()

    call_command("briefing", "--as-of", "2025-12-31", "--format", "json", stdout=out)

    assert json.loads(out.getvalue())["schema"] == "hirfa-briefing-1"


@pytest.mark.parametrize("more", [["--format", "pdf"], ["--as-of", "2999-01-01"]])
def test_the_command_says_what_it_cannot_do(more):
    parameters()
    with pytest.raises(CommandError):
        call_command("briefing", "--as-of", "2025-12-31", *more)


@pytest.mark.parametrize(
    ("language", "said"),
    [("ar", "1/500"), ("fr", "Construit à"), ("en", "Built at")],
)
def test_a_country_under_the_national_size_says_that_its_counts_differ_for_that_reason(run, language, said):
    small = content_of(get_report(run), run, language, demonstration=True, scale=0.002).demonstration
    whole = content_of(get_report(run), run, language, demonstration=True).demonstration

    assert said in small
    assert "1/500" in small
    assert small.startswith(whole)
    assert said not in whole
    assert briefing_json(get_report(run), run, language, demonstration=True, scale=0.002)["scale"] == 0.002
