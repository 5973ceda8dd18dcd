"""Figures are counted from records, stored frozen, and counted again only into another revision."""

import datetime as dt
from contextlib import contextmanager
from fractions import Fraction
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.utils import IntegrityError

from hirfa.audit.models import DiaryLine
from hirfa.audit.operations import record
from hirfa.core.locks import Busy
from hirfa.exports.models import DeclarationRevision
from hirfa.indicators import compiler, facts
from hirfa.indicators.choices import Grain, Reason
from hirfa.indicators.compiler import list_records
from hirfa.indicators.definitions import registry
from hirfa.indicators.models import Figure, FigureCell
from hirfa.indicators.operations import FiguresNotComputable, compute_figures
from hirfa.indicators.periods import on_day
from hirfa.indicators.queries import find_figure, find_run, is_fresh, list_public_cells, list_revisions
from hirfa.indicators.rules import records_digest
from hirfa.register.models import Situation
from tests.factories.figures import MILLION, artisan, export, exports_of, figures_by_key, parameters, regions

AS_OF = dt.date(2025, 12, 31)
AT = dt.datetime(2026, 1, 15, 10, 0, tzinfo=dt.UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _parameters() -> None:
    parameters()


def counted(**changes):
    return figures_by_key(compute_figures(**({"as_of": AS_OF, "by": "test", "at": AT} | changes)))


def test_people_in_force_on_the_day_are_counted_and_no_one_else():
    kept = [artisan(sex="F"), artisan(sex="F"), artisan(sex="M", title="MAALEM")]
    artisan(state="SUSPENDED")
    artisan(until=AS_OF)  # struck off that very day: the end is not included
    artisan(since=dt.date(2026, 1, 1))

    figures = counted()

    people = figures["register.people@2025-12-31"]
    assert (people.value, people.unit, people.record_count) == (3, "person", 3)
    assert people.digest == records_digest(entry.pk.hex for entry in kept)
    assert figures["register.women@2025-12-31"].value == 2
    assert figures["register.maalems@2025-12-31"].value == 1
    assert figures["register.share_women@2025-12-31"].value == 6667
    assert figures["register.share_women@2025-12-31"].exact == Fraction(20000, 3)


def test_a_period_takes_its_first_day_and_leaves_the_day_after_its_last():
    export(dt.date(2024, 12, 1), 5)
    export(dt.date(2025, 1, 1), 7)
    export(dt.date(2025, 11, 1), 11)
    export(dt.date(2025, 12, 1), 13)

    figures = counted()

    assert figures["exports.value@2025-m11"].value == 18 * MILLION
    assert figures["exports.value@2025-m10"].value == 7 * MILLION
    assert figures["exports.value@2025"].value == 31 * MILLION
    assert figures["exports.value@2025"].record_count == 3
    assert figures["exports.value@2024"].value == 5 * MILLION


def test_a_growth_bears_the_figures_it_is_made_of():
    exports_of(2024, to_november=1008, december=99)
    exports_of(2025, to_november=1140, december=91)

    run = compute_figures(as_of=AS_OF, by="test", at=AT)

    to_november = find_figure(run, "exports.ytd_growth@2025-m11")
    assert to_november.value == 1310  # 13.10 %
    assert [part.part.key for part in to_november.parts.all()] == ["exports.value@2025-m11", "exports.value@2024-m11"]
    assert to_november.record_count == 2
    whole_year = find_figure(run, "exports.full_year_growth@2025")
    assert whole_year.value == 1120  # 1231 on 1107


def test_nothing_recorded_is_no_data_and_never_zero():
    figures = counted()

    assert figures["exports.value@2025"].value is None
    assert figures["exports.value@2025"].reason == Reason.NO_DATA
    assert figures["exports.full_year_growth@2025"].reason == Reason.NO_DATA
    assert figures["register.people@2025-12-31"].value is None


def test_a_zero_is_a_zero_where_others_are_recorded():
    artisan(sex="M")

    figures = counted()

    assert figures["register.women@2025-12-31"].value == 0
    assert figures["register.women@2025-12-31"].reason == ""


def test_a_growth_without_a_base_says_so():
    artisan(sex="M")
    artisan(sex="M", state="CLOSED")

    figures = counted()

    assert figures["cooperatives.sector_share_women_all@2025-12-31"].reason == Reason.NO_DATA
    assert figures["cover.share_open@2025-12-31"].value is None


def test_a_year_that_is_not_over_has_no_figure():
    export(dt.date(2025, 3, 1), 5)

    figures = counted(as_of=dt.date(2025, 6, 30))

    assert figures["exports.value@2025"].reason == Reason.NOT_OVER
    assert figures["exports.value@2025-m11"].reason == Reason.NOT_OVER


def test_what_was_known_on_a_day_can_be_counted_again_later():
    first = export(dt.date(2025, 3, 1), 100, recorded_at=dt.datetime(2025, 4, 2, tzinfo=dt.UTC))
    DeclarationRevision.objects.create(
        declaration=first.declaration,
        revision=2,
        month=first.month,
        hs_code=first.hs_code,
        country="FR",
        transport="SEA",
        weight_grams=1,
        amount_centimes=140 * MILLION,
        recorded_at=dt.datetime(2026, 1, 8, tzinfo=dt.UTC),
    )

    before, now = counted(known_on=dt.date(2026, 1, 7)), counted()

    assert before["exports.value@2025"].value == 100 * MILLION
    assert now["exports.value@2025"].value == 140 * MILLION
    assert before["exports.value@2025"].digest != now["exports.value@2025"].digest


def test_what_was_not_over_on_the_day_of_knowledge_has_no_figure():
    artisan()
    export(dt.date(2024, 3, 1), 5, recorded_at=dt.datetime(2024, 4, 2, tzinfo=dt.UTC))
    export(dt.date(2025, 3, 1), 5, recorded_at=dt.datetime(2025, 4, 2, tzinfo=dt.UTC))

    then = counted(known_on=dt.date(2025, 6, 1))

    assert then["exports.value@2024"].value == 5 * MILLION
    assert then["exports.value@2025-m11"].reason == Reason.NOT_KNOWN
    assert then["exports.ytd_growth@2025-m11"].reason == Reason.NOT_KNOWN
    assert then["register.people@2025-12-31"].reason == Reason.NOT_KNOWN


def test_counting_twice_the_same_changes_nothing():
    artisan()
    first = counted()

    second = counted()

    assert {figure.pk for figure in first.values()} == {figure.pk for figure in second.values()}


def test_a_new_artisan_makes_another_revision_and_the_old_one_stays():
    artisan()
    before = counted()["register.people@2025-12-31"]
    artisan()

    after = counted()["register.people@2025-12-31"]

    assert (before.value, after.value) == (1, 2)
    assert [figure.value for figure in list_revisions(after)] == [2, 1]
    assert after.revision == 2


@pytest.mark.parametrize("change", ["update", "delete"])
@pytest.mark.parametrize("model", [Figure, FigureCell])
def test_the_database_refuses_to_change_or_delete_a_stored_figure(model, change):
    artisan()
    counted()
    rows = model.objects.all()

    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        rows.update(value=1_000_000) if change == "update" else rows._raw_delete(rows.db)


def test_an_artisan_placed_anew_makes_another_revision_of_the_same_whole():
    artisan(sex="F")
    counted()
    Situation.objects.update(region_code="07")

    after = counted()["register.people@2025-12-31"]

    assert [(figure.value, figure.revision) for figure in list_revisions(after)] == [(1, 2), (1, 1)]
    assert list(after.cells.filter(grain=Grain.REGION).values_list("code", flat=True)) == ["07"]


def test_figures_know_whether_something_happened_since():
    run = compute_figures(as_of=AS_OF, by="test", at=AT)
    assert is_fresh(run)

    record(verb="person.file_opened", subject="register.person:1", by="test", at=AT)
    assert is_fresh(run)

    record(verb="register.file_loaded", subject="register.sourcefile:1", by="test", at=AT)
    assert not is_fresh(run)


def test_a_line_of_a_chain_that_nobody_had_written_before_is_news_too():
    record(verb="register.file_loaded", subject="register.sourcefile:1", by="test", at=AT, chain="chamber:07")
    run = compute_figures(as_of=AS_OF, by="test", at=AT)
    assert is_fresh(run)

    record(verb="register.file_loaded", subject="register.sourcefile:2", by="test", at=AT, chain="chamber:03")
    assert not is_fresh(run)


def test_the_newest_computation_is_found_by_its_days():
    compute_figures(as_of=dt.date(2024, 12, 31), by="test", at=AT)
    wanted = compute_figures(as_of=AS_OF, by="test", at=AT)

    assert find_run() == wanted
    assert find_run(as_of=AS_OF, known_on=dt.date(2026, 1, 15)) == wanted
    assert find_run(as_of=dt.date(2023, 12, 31)) is None


@pytest.mark.parametrize("days", [{"as_of": dt.date(2026, 1, 16)}, {"known_on": dt.date(2026, 1, 16)}])
def test_a_day_to_come_is_refused(days):
    with pytest.raises(FiguresNotComputable):
        counted(**days)


def test_computing_is_noted_in_the_diary():
    run = compute_figures(as_of=AS_OF, by="test", at=AT)

    line = DiaryLine.objects.get(verb="figures.computed")
    assert line.facts == {"as_of": "2025-12-31", "known_on": "2026-01-15", "figures": run.figures.count()}


def test_the_public_sees_regions_and_trades_without_the_small_ones():
    for _ in range(7):
        artisan(region="03", trade="T01")
    for _ in range(6):
        artisan(region="07", trade="T01")
    for _ in range(2):
        artisan(region="11", trade="T02")

    people = counted()["register.people@2025-12-31"]

    cells = {cell.code: (cell.value, cell.hidden) for cell in list_public_cells(people, Grain.REGION)}
    assert cells == {"03": (7, False), "07": (None, True), "11": (None, True)}  # else 11 = 15 - 7 - 6
    assert {cell.code for cell in list_public_cells(people, Grain.TRADE) if cell.hidden} == {"T01", "T02"}


def test_cells_add_up_to_their_figure():
    regions("03", "07")
    export(dt.date(2025, 2, 1), 3, region="03")
    export(dt.date(2025, 2, 1), 4, region="07")
    export(dt.date(2025, 2, 1), 5, region=None)

    figure = counted()["exports.value@2025"]

    assert {cell.code: cell.value // MILLION for cell in figure.cells.all()} == {"03": 3, "07": 4, "": 5}
    assert sum(cell.value for cell in figure.cells.all()) == figure.value


def test_a_figure_is_walked_back_to_its_records_page_by_page_and_by_territory():
    entries = sorted((artisan(region=region) for region in ("03", "03", "07")), key=lambda entry: entry.pk.hex)
    definition = registry()["register.people"]
    behind = {"as_of": AS_OF, "known_at": None, "limit": 2}

    first = list_records(definition, on_day(AS_OF), **behind)
    rest = list_records(definition, on_day(AS_OF), **behind, after=first[-1]["record_id"])

    assert [row["record_id"] for row in (*first, *rest)] == [entry.pk.hex for entry in entries]
    assert set(first[0]) == {"record_id", "nia", "trade_code", "chamber_code"}
    assert len(list_records(definition, on_day(AS_OF), **behind, areas=["07"])) == 1
    assert list_records(definition, on_day(AS_OF), **behind, areas=[]) == []


def test_the_command_says_how_many_figures_it_stored():
    out = StringIO()

    call_command("compute_figures", "--as-of", "2025-12-31", stdout=out)

    assert f"{find_run().figures.count()} figures: as of 2025-12-31" in out.getvalue()


def test_the_command_refuses_a_day_to_come():
    with pytest.raises(CommandError) as refused:
        call_command("compute_figures", "--as-of", "2999-12-31")

    assert isinstance(refused.value.__cause__, FiguresNotComputable)


def test_counting_a_column_that_never_repeats_is_counting_its_records(monkeypatch):
    for region in ("03", "03", "07"):
        artisan(region=region)
    quick = counted()["register.people@2025-12-31"]
    monkeypatch.setattr(compiler, "_counts_records", lambda definition: False)

    slow = counted()["register.people@2025-12-31"]

    assert slow == quick  # no other revision: the same value, records and digest
    cell, cells = recount("register.people")
    assert (cell.value, {code: one.value for code, one in cells[Grain.REGION].items()}) == (3, {"03": 2, "07": 1})


def recount(name):
    definition = registry()[name]
    relation = compiler.put_facts(definition.facts_source, as_of=AS_OF, known_at=None)
    try:
        return compiler.count_cells(relation, definition, on_day(AS_OF))
    finally:
        compiler.drop_facts(relation)


def test_the_same_day_is_counted_by_one_at_a_time(monkeypatch):
    @contextmanager
    def held(name):
        asked.append(name)
        raise Busy("already being done")
        yield

    asked = []
    monkeypatch.setattr("hirfa.indicators.operations.exclusively", held)

    with pytest.raises(Busy):
        counted()
    assert asked == ["figures:2025-12-31"]
    assert not Figure.objects.exists()


def test_people_are_asked_for_as_known_before_a_moment_and_not_only_a_day():
    artisan(sex="F")
    recorded = Situation.objects.get().recorded_at

    known = [facts.people(as_of=AS_OF, known_at=recorded + dt.timedelta(minutes=late)).count() for late in (0, 1)]

    assert known == [0, 1]
