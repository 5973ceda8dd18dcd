"""Situations follow from the dated rows, and can be made anew from them."""

import datetime as dt

import pytest
from django.db.models import F
from django.utils import translation

from hirfa.register import queries
from hirfa.register.models import Affiliation, Entry, Situation, Standing
from hirfa.register.operations import restate_situations
from hirfa.register.operations.restating import FactsOverlap
from tests.cast import AICHA, BRAHIM
from tests.factories.register import AT, artisan, of_marrakech, register, register_unit

pytestmark = pytest.mark.django_db
D = dt.date


def all_told() -> list[tuple[object, ...]]:
    return sorted(
        (
            tuple(row.values())
            for row in Situation.objects.values(*[f.attname for f in Situation._meta.fields if f.name != "id"])
        ),
        key=str,
    )


@pytest.mark.parametrize("as_it_happened", [True, False])
def test_a_load_and_a_restatement_say_the_same(as_it_happened):
    register(
        [
            artisan(),
            artisan(**BRAHIM, maalem_on=D(2024, 6, 1), suspended_on=D(2025, 1, 2), closed_on=D(2025, 5, 6)),
            of_marrakech(**AICHA, closed_on=D(2024, 2, 29)),
        ],
        recorded_as_it_happened=as_it_happened,
    )
    register_unit()
    loaded = all_told()

    restate_situations(entries=list(Entry.objects.values_list("pk", flat=True)), by="tests", at=AT)

    assert all_told() == loaded


def test_a_transfer_between_chambers_is_counted_from_its_day_and_as_it_was_known():
    (entry,) = register([artisan()])
    later = AT + dt.timedelta(days=30)
    old = entry.affiliations.get()
    Affiliation.objects.filter(pk=old.pk).update(retracted_at=later)
    for chamber, valid_from, valid_to in [("03", old.valid_from, D(2026, 2, 1)), ("07", D(2026, 2, 1), None)]:
        Affiliation.objects.create(
            entry=entry, chamber_id=chamber, valid_from=valid_from, valid_to=valid_to, recorded_at=later
        )

    restate_situations(entries=[entry.pk], by="tests", at=later)

    def chambers(day: dt.date, known_at: dt.datetime | None) -> list[str]:
        return list(queries.facts_people(as_of=day, known_at=known_at).values_list(F("chamber_code"), flat=True))

    assert chambers(D(2026, 1, 31), None) == ["03"]
    assert chambers(D(2026, 2, 1), None) == ["07"]
    assert chambers(D(2026, 2, 1), later) == ["03"]  # the day before the transfer was recorded


@pytest.mark.parametrize(
    ("first_ends", "second_begins", "refused"),
    [(D(2024, 5, 1), D(2024, 5, 1), False), (D(2024, 5, 2), D(2024, 5, 1), True), (D(2024, 9, 1), D(2024, 5, 1), True)],
)
def test_two_closed_rows_that_hold_on_one_day_are_refused(first_ends, second_begins, refused):
    (entry,) = register([artisan()])
    Standing.objects.filter(entry=entry).update(valid_to=first_ends)
    for state, valid_from, valid_to in [
        ("SUSPENDED", second_begins, D(2024, 8, 1)),
        ("IN_FORCE", D(2024, 9, 1), None),
    ]:
        Standing.objects.create(entry=entry, state=state, valid_from=valid_from, valid_to=valid_to, recorded_at=AT)
    before = all_told()

    if refused:
        with pytest.raises(FactsOverlap, match="hold on one day"), translation.override("en"):
            restate_situations(entries=[entry.pk], by="tests", at=AT)
        assert all_told() == before
    else:
        assert restate_situations(entries=[entry.pk], by="tests", at=AT) == 3


def test_a_retracted_row_stands_in_nobody_s_way():
    (entry,) = register([artisan()])
    Standing.objects.create(
        entry=entry,
        state="CLOSED",
        valid_from=D(2024, 1, 1),
        recorded_at=AT,
        retracted_at=AT + dt.timedelta(days=1),
    )

    assert restate_situations(entries=[entry.pk], by="tests", at=AT) > 1
