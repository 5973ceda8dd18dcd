"""The calendar of fairs: ties, gaps and clashes."""

import datetime as dt

import pytest

from hirfa.core.dates import year
from hirfa.fairs.calendar import get_year
from hirfa.reference.models import CalendarEvent
from tests.factories.fairs import FairFactory, ProgrammeContractFactory
from tests.factories.register import lay_reference

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _reference():
    lay_reference()


def cup(region="03", starts_on=dt.date(2025, 12, 21), ends_on=dt.date(2026, 1, 18)):
    return CalendarEvent.objects.create(
        label_ar="كأس إفريقيا", label_fr="Coupe", kind="MATCHES", region_id=region, starts_on=starts_on, ends_on=ends_on
    )


def told(number=2025):
    return get_year(year(number))


def test_a_cup_outside_every_contract_and_without_a_fair_is_a_gap():
    cup()
    ProgrammeContractFactory()  # June to October

    found = told().events[0]

    assert (found.contracted, found.is_gap) == (False, True)


def test_a_cup_over_new_year_stands_in_both_years():
    cup()

    assert [len(told(number).events) for number in (2024, 2025, 2026, 2027)] == [0, 1, 1, 0]


def test_a_fair_tied_to_an_event_and_one_that_merely_falls_on_its_days_are_told_apart():
    event = cup()
    tied = FairFactory(event=event, starts_on=dt.date(2025, 12, 22))
    beside = FairFactory(starts_on=dt.date(2025, 12, 30))
    FairFactory(elsewhere=True, starts_on=dt.date(2025, 12, 30))

    found = told().events[0]

    assert (found.tied, found.meanwhile, found.is_gap) == ([tied], [beside], False)


def test_a_season_of_the_whole_country_meets_fairs_and_contracts_anywhere():
    cup(region=None, starts_on=dt.date(2025, 6, 1), ends_on=dt.date(2025, 10, 31))
    ProgrammeContractFactory(chamber_id="07")
    fair = FairFactory(elsewhere=True)

    found = told().events[0]

    assert (found.meanwhile, found.contracted) == ([fair], True)


def test_a_contract_of_another_region_covers_nothing_here():
    cup(starts_on=dt.date(2025, 7, 1), ends_on=dt.date(2025, 7, 2))
    ProgrammeContractFactory(chamber_id="07")

    assert told().events[0].contracted is False


@pytest.mark.parametrize(("last_day", "contracted"), [(dt.date(2025, 5, 31), False), (dt.date(2025, 6, 1), True)])
def test_a_contract_covers_from_its_first_day(last_day, contracted):
    cup(starts_on=dt.date(2025, 5, 20), ends_on=last_day)
    ProgrammeContractFactory()

    assert told().events[0].contracted is contracted


@pytest.mark.parametrize(("first_day", "contracted"), [(dt.date(2025, 10, 31), True), (dt.date(2025, 11, 1), False)])
def test_a_contract_covers_to_the_eve_of_its_end(first_day, contracted):
    cup(starts_on=first_day, ends_on=dt.date(2025, 11, 9))
    ProgrammeContractFactory()

    assert told().events[0].contracted is contracted


def test_a_region_without_a_fair_is_shown_as_such():
    FairFactory()
    FairFactory(abroad=True)

    found = told()

    assert {region.pk: len(fairs) for region, fairs in found.by_region.items()} == {"03": 1, "07": 0}
    assert len(found.abroad) == 1


def test_a_cancelled_fair_fills_no_gap():
    FairFactory(event=cup(), cancelled=True, starts_on=dt.date(2025, 12, 22))

    assert told().events[0].is_gap


@pytest.mark.parametrize(
    ("starts_on", "clashing"),
    [(dt.date(2025, 7, 12), 1), (dt.date(2025, 7, 13), 0)],  # the first ends on the 12th
)
def test_two_fairs_of_a_province_clash_when_they_share_a_day(starts_on, clashing):
    FairFactory()
    FairFactory(starts_on=starts_on)
    FairFactory(elsewhere=True)

    assert len(told().clashes) == clashing
