"""Where holders stand on the way to social cover."""

import datetime as dt

import pytest
from django.db import IntegrityError

from hirfa.core.dates import end_of_day
from hirfa.coverage.choices import CoverState
from hirfa.coverage.queries import count_states, count_unplaced
from hirfa.coverage.rules import reached
from hirfa.register.models import Holder, Situation
from tests.factories.coverage import CoverStatusFactory
from tests.factories.register import register_artisan

YEAR_END = dt.date(2025, 12, 31)


def test_whose_rights_are_suspended_came_through_every_step_and_has_none_open_today():
    counts = {"PRE_REGISTERED": 5, "DECLARED": 4, "MATCHED": 3, "RIGHTS_OPEN": 2, "SUSPENDED": 1}

    assert {step.value: reached(step, counts) for step in CoverState if step != CoverState.SUSPENDED} == {
        "PRE_REGISTERED": 15,
        "DECLARED": 10,
        "MATCHED": 6,
        "RIGHTS_OPEN": 3,
    }


def standing(day, known_at=None):
    return count_states(Situation.objects.open_now(), as_of=day, known_at=known_at)


@pytest.mark.django_db
def test_a_holder_stands_in_one_place_on_a_day():
    holder = register_artisan().holder
    CoverStatusFactory(holder=holder, state="DECLARED", valid_from=dt.date(2024, 1, 1), valid_to=dt.date(2025, 5, 1))
    CoverStatusFactory(holder=holder, state="RIGHTS_OPEN", valid_from=dt.date(2025, 5, 1))

    before, after = (standing(day) for day in (dt.date(2025, 4, 30), dt.date(2025, 5, 1)))

    assert (before, after) == ({"03": {"DECLARED": 1}}, {"03": {"RIGHTS_OPEN": 1}})


@pytest.mark.django_db
def test_a_state_told_of_later_was_not_known_then():
    CoverStatusFactory(holder=register_artisan().holder, recorded_at=dt.datetime(2025, 6, 1, tzinfo=dt.UTC))

    assert standing(YEAR_END, known_at=end_of_day(dt.date(2025, 5, 31))) == {}
    assert standing(YEAR_END, known_at=end_of_day(dt.date(2025, 6, 1))) == {"03": {"RIGHTS_OPEN": 1}}


@pytest.mark.django_db
def test_states_are_counted_by_region():
    for place, (state, region) in enumerate([("DECLARED", "03"), ("DECLARED", "03"), ("RIGHTS_OPEN", "07")]):
        where = {} if region == "03" else {"chamber": "07", "province": "07.351"}
        holder = register_artisan(given_name_latin=f"Fatima {place}", **where).holder
        CoverStatusFactory(holder=holder, state=state)

    situations = Situation.objects.holding_on(YEAR_END)
    counted = count_states(situations, as_of=YEAR_END)

    assert counted == {"03": {"DECLARED": 2}, "07": {"RIGHTS_OPEN": 1}}
    assert count_unplaced(counted, as_of=YEAR_END) == {}


@pytest.mark.django_db
def test_whoever_the_register_places_nowhere_is_told_apart_and_not_lost():
    nowhere = Holder.objects.create(kind="PERSON", recorded_at=dt.datetime(2024, 1, 1, tzinfo=dt.UTC))
    CoverStatusFactory(holder=nowhere)
    CoverStatusFactory(holder=register_artisan().holder)

    counted = count_states(Situation.objects.holding_on(YEAR_END), as_of=YEAR_END)

    assert counted == {"03": {"RIGHTS_OPEN": 1}}
    assert count_unplaced(counted, as_of=YEAR_END) == {"RIGHTS_OPEN": 1}


@pytest.mark.django_db
def test_a_holder_has_one_open_state():
    holder = register_artisan().holder
    CoverStatusFactory(holder=holder)

    with pytest.raises(IntegrityError):
        CoverStatusFactory(holder=holder, state="SUSPENDED")
