"""Exports as known on a day; nothing declared is ever changed or lost."""

import datetime as dt

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import Sum

from hirfa.core.dates import end_of_day
from hirfa.exports.models import Declaration, DeclarationRevision
from hirfa.exports.queries import facts_exports, list_compared, list_months, list_years
from tests.factories.exports import DeclarationFactory, RevisionFactory, lay_hs_codes
from tests.factories.register import lay_reference

pytestmark = pytest.mark.django_db

YEAR_END = dt.date(2025, 12, 31)
DECEMBER, MARCH = dt.datetime(2025, 12, 5, tzinfo=dt.UTC), dt.datetime(2026, 3, 2, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _reference():
    lay_reference()
    lay_hs_codes()


def total(**when):
    return facts_exports(as_of=YEAR_END, **when).aggregate(all=Sum("amount_centimes", default=0))["all"]


def test_the_latest_revision_known_on_a_day_wins():
    declaration = DeclarationFactory()
    RevisionFactory(declaration=declaration, amount_centimes=1_000, recorded_at=DECEMBER)
    RevisionFactory(declaration=declaration, revision=2, amount_centimes=700, recorded_at=MARCH)

    assert total() == 700
    assert total(known_at=end_of_day(dt.date(2026, 3, 1))) == 1_000
    assert total(known_at=end_of_day(dt.date(2025, 12, 4))) == 0


def test_a_cancelled_declaration_exports_nothing_once_that_is_known():
    declaration = DeclarationFactory()
    RevisionFactory(declaration=declaration, recorded_at=DECEMBER)
    RevisionFactory(declaration=declaration, revision=2, is_cancelled=True, recorded_at=MARCH)

    assert total() == 0
    assert total(known_at=end_of_day(dt.date(2026, 3, 1))) == 500_000


def test_a_revision_may_move_a_declaration_to_another_month():
    declaration = DeclarationFactory()
    RevisionFactory(declaration=declaration, month=dt.date(2025, 11, 1))
    RevisionFactory(declaration=declaration, revision=2, month=dt.date(2026, 1, 1))

    assert total() == 0


def test_an_export_bears_its_family():
    RevisionFactory(hs_code_id="741980")

    assert facts_exports(as_of=YEAR_END).get().family_code == "BRASS"


@pytest.mark.parametrize(
    ("model", "change"), [(DeclarationRevision, {"amount_centimes": 1}), (Declaration, {"number": "D-0"})]
)
def test_the_database_itself_refuses_to_change_what_was_declared(model, change):
    RevisionFactory()

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        model.objects.update(**change)


def test_the_database_itself_refuses_to_lose_a_revision():
    RevisionFactory()

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        DeclarationRevision.objects.all().delete()
    assert DeclarationRevision.objects.count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"month": dt.date(2025, 11, 2)},
        {"country": "us"},
        {"country": "USA"[:1]},
        {"transport": "MULE"},
        {"revision": 0},
    ],
)
def test_an_impossible_revision_is_refused(wrong):
    declaration = DeclarationFactory()

    with pytest.raises(IntegrityError):
        RevisionFactory(declaration=declaration, **wrong)


def test_a_revision_has_its_number_once():
    first = RevisionFactory()

    with pytest.raises(IntegrityError):
        RevisionFactory(declaration=first.declaration)


def test_months_stand_beside_those_of_the_year_before_up_to_the_last_one_told():
    for year, month, amount in [(2024, 1, 100), (2024, 2, 50), (2024, 3, 900), (2025, 1, 120), (2025, 2, 60)]:
        RevisionFactory(month=dt.date(year, month, 1), amount_centimes=amount)

    months = list_months(facts_exports(as_of=YEAR_END), year=2025)

    assert [(m.number, m.amount, m.amount_before, m.so_far, m.so_far_before) for m in months] == [
        (1, 120, 100, 120, 100),
        (2, 60, 50, 180, 150),
    ]


def test_a_month_without_exports_is_empty_and_not_zero():
    RevisionFactory(month=dt.date(2025, 2, 1))

    first, _second = list_months(facts_exports(as_of=YEAR_END), year=2025)

    assert (first.amount, first.amount_before, first.so_far) == (None, None, 0)


def test_families_are_compared_over_the_same_months():
    RevisionFactory(month=dt.date(2025, 2, 1), amount_centimes=300)
    RevisionFactory(month=dt.date(2024, 2, 1), amount_centimes=200)
    RevisionFactory(month=dt.date(2024, 3, 1), amount_centimes=999)
    RevisionFactory(month=dt.date(2025, 1, 1), amount_centimes=500, hs_code_id="741980")

    found = list_compared(facts_exports(as_of=YEAR_END), by="family_code", year=2025, last_month=2)

    assert [(one.key, one.amount, one.amount_before, one.declarations) for one in found] == [
        ("BRASS", 500, 0, 1),
        ("CARPETS", 300, 200, 1),
    ]


def test_years_are_listed_with_the_latest_first():
    RevisionFactory(month=dt.date(2024, 2, 1))
    RevisionFactory(month=dt.date(2025, 2, 1))

    assert list_years(facts_exports(as_of=YEAR_END)) == [2025, 2024]
