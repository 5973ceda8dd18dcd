"""What the database refuses to hold about fairs."""

import datetime as dt

import pytest
from django.db import IntegrityError

from tests.factories.fairs import (
    ExhibitorFactory,
    FairFactory,
    SalesReturnFactory,
    StandFactory,
    VisitCountFactory,
)
from tests.factories.register import lay_reference, register_artisan

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _reference():
    lay_reference()


@pytest.fixture
def exhibitor():
    return ExhibitorFactory(holder=register_artisan().holder)


def test_a_missing_return_has_no_amount(exhibitor):
    with pytest.raises(IntegrityError):
        SalesReturnFactory(exhibitor=exhibitor, status="MISSING", amount_centimes=0)


def test_a_declared_return_has_one(exhibitor):
    with pytest.raises(IntegrityError):
        SalesReturnFactory(exhibitor=exhibitor, status="DECLARED", amount_centimes=None)


def test_a_stand_is_given_once():
    stand = StandFactory()
    ExhibitorFactory(fair=stand.fair, stand=stand, holder=register_artisan().holder)

    with pytest.raises(IntegrityError):
        ExhibitorFactory(fair=stand.fair, stand=stand, holder=register_artisan(given_name_latin="Aicha").holder)


def test_a_stand_that_was_taken_back_is_given_again():
    stand = StandFactory()
    first = {"fair": stand.fair, "stand": stand, "retracted_at": dt.datetime(2025, 7, 9, tzinfo=dt.UTC)}
    ExhibitorFactory(**first, holder=register_artisan().holder)

    ExhibitorFactory(fair=stand.fair, stand=stand, holder=register_artisan(given_name_latin="Aicha").holder)

    assert stand.exhibitors.count() == 2


def test_nobody_exhibits_twice_at_a_fair(exhibitor):
    with pytest.raises(IntegrityError):
        ExhibitorFactory(fair=exhibitor.fair, holder=exhibitor.holder)


def test_visitors_of_a_day_are_counted_once_by_a_method():
    count = VisitCountFactory()

    with pytest.raises(IntegrityError):
        VisitCountFactory(fair=count.fair)


def test_a_correction_takes_the_place_of_a_retracted_count():
    count = VisitCountFactory(retracted_at=dt.datetime(2025, 10, 1, tzinfo=dt.UTC))

    VisitCountFactory(fair=count.fair, visitors=900)

    assert count.fair.visit_counts.count() == 2


@pytest.mark.parametrize(
    "wrong",
    [
        {"ends_on": dt.date(2025, 7, 9)},
        {"level": "REGIONAL", "region_id": None},
        {"state": "HELD", "settled_at": None},
        {"state": "PLANNED"},
        {"level": "GALACTIC"},
    ],
)
def test_an_impossible_fair_is_refused(wrong):
    with pytest.raises(IntegrityError):
        FairFactory(**wrong)


def test_a_fair_abroad_lies_in_no_region():
    assert FairFactory(abroad=True).region is None
