"""What figures of cooperatives and women's spaces are counted from."""

import datetime as dt
import itertools

import pytest
from django.db import IntegrityError

from hirfa.cooperatives.choices import WomenMeaning
from hirfa.cooperatives.models import Member
from hirfa.cooperatives.queries import (
    COLUMN_OF,
    count_beneficiaries,
    count_readings,
    facts_beneficiaries,
    facts_cooperatives,
    facts_members,
    facts_spaces,
)
from hirfa.cooperatives.rules import is_dormant, is_womens
from hirfa.core.dates import end_of_day
from tests.factories.cooperatives import (
    AT,
    FOUNDED,
    MemberFactory,
    SpaceBeneficiaryFactory,
    WomenSpaceFactory,
    found_cooperative,
    set_dormancy,
)
from tests.factories.register import lay_reference, register_artisan

pytestmark = pytest.mark.django_db

YEAR_END = dt.date(2025, 12, 31)


@pytest.mark.parametrize(("women", "men"), [(0, 0), (3, 0), (2, 1), (1, 1), (1, 2), (0, 2)])
def test_the_database_and_the_rule_agree_on_every_meaning(women, men):
    presidents = [sex for sex, number in (("F", women), ("M", men)) if number] or [""]

    for president in presidents:
        made = found_cooperative(women, men, president=president)
        told = facts_cooperatives(as_of=YEAR_END).get(pk=made.pk)

        assert (told.members_count, told.women_count) == (women + men, women)
        assert {meaning: getattr(told, column) for meaning, column in COLUMN_OF.items()} == {
            meaning: is_womens(meaning, members=women + men, women=women, woman_presides=president == "F")
            for meaning in WomenMeaning
        }


@pytest.mark.parametrize(
    ("filed", "founded", "years"), list(itertools.product([(), (2022,), (2023,), (2024,)], [2015, 2023], [1, 2, 3]))
)
def test_the_database_and_the_rule_agree_on_who_is_dormant(filed, founded, years):
    founded_on = dt.date(founded, 6, 1)
    made = found_cooperative(1, filed=filed, founded_on=founded_on)
    set_dormancy(years)

    told = facts_cooperatives(as_of=YEAR_END).get(pk=made.pk)

    assert told.is_dormant is is_dormant(
        founded_on=founded_on, active_years=frozenset(filed), on=YEAR_END, window_years=years
    )


def test_a_man_who_joins_ends_a_cooperative_of_women_only_from_that_day():
    made = found_cooperative(women=2)
    MemberFactory(cooperative=made, sex="M", joined_on=dt.date(2025, 6, 1))

    before, after = (
        facts_cooperatives(as_of=day).get().is_women_all for day in (dt.date(2025, 5, 31), dt.date(2025, 6, 1))
    )

    assert (before, after) == (True, False)


def test_who_left_is_no_longer_a_member_on_that_day():
    made = found_cooperative(women=2, men=1)
    Member.objects.filter(sex="M").update(left_on=dt.date(2025, 6, 1))

    assert facts_cooperatives(as_of=dt.date(2025, 5, 31)).get(pk=made.pk).members_count == 3
    assert facts_cooperatives(as_of=dt.date(2025, 6, 1)).get(pk=made.pk).is_women_all


def test_a_member_told_of_later_was_not_known_then():
    made = found_cooperative(women=1)
    MemberFactory(cooperative=made, sex="M", recorded_at=dt.datetime(2025, 3, 1, tzinfo=dt.UTC))

    then = facts_cooperatives(as_of=YEAR_END, known_at=end_of_day(dt.date(2025, 2, 1))).get()
    now = facts_cooperatives(as_of=YEAR_END).get()

    assert (then.members_count, now.members_count) == (1, 2)


def test_a_dissolved_cooperative_is_gone_from_its_day_as_soon_as_that_is_known():
    made = found_cooperative(women=1)
    made.dissolved_on, made.dissolution_recorded_at = dt.date(2025, 3, 1), dt.datetime(2025, 9, 1, tzinfo=dt.UTC)
    made.save()

    assert facts_cooperatives(as_of=dt.date(2025, 2, 28)).count() == 1
    assert facts_cooperatives(as_of=YEAR_END).count() == 0
    assert facts_cooperatives(as_of=YEAR_END, known_at=end_of_day(dt.date(2025, 8, 1))).count() == 1


def test_each_reading_of_active_has_its_own_base():
    found_cooperative(women=2)  # operates, filed
    found_cooperative(women=2, operating=False)  # keeps goats
    found_cooperative(men=2, filed=())  # operates, sleeps

    readings = count_readings(facts_cooperatives(as_of=YEAR_END))

    assert {base: (r.total, r.womens[WomenMeaning.ALL_MEMBERS]) for base, r in readings.items()} == {
        "all": (3, 2),
        "operating": (2, 1),
        "not_dormant": (2, 2),
    }


def test_a_cooperative_bears_the_place_and_trade_of_its_entry():
    found_cooperative(women=1, chamber="07", province="07.351", trade="T-BRASS")

    told = facts_cooperatives(as_of=YEAR_END).get()

    assert (told.region_code, told.province_code, told.trade_code) == ("07", "07.351", "T-BRASS")


def test_members_are_counted_on_the_day():
    made = found_cooperative(women=2)
    MemberFactory(cooperative=made, joined_on=dt.date(2026, 1, 1))

    assert facts_members(as_of=YEAR_END).count() == 2


def test_nobody_is_twice_a_member_of_a_cooperative():
    made, holder = found_cooperative(), register_artisan().holder
    MemberFactory(cooperative=made, holder=holder)

    with pytest.raises(IntegrityError):
        MemberFactory(cooperative=made, holder=holder)


def test_a_woman_with_two_kinds_is_one_person_served():
    lay_reference()
    space, fatima = WomenSpaceFactory(), register_artisan().holder
    SpaceBeneficiaryFactory(space=space, holder=fatima, kind="TRAINEE")
    SpaceBeneficiaryFactory(space=space, holder=fatima, kind="USER")
    SpaceBeneficiaryFactory(space=space, kind="MEMBER")  # not in the register

    counts = count_beneficiaries(facts_beneficiaries(as_of=YEAR_END))

    assert counts == {"people": 2, "MEMBER": 1, "TRAINEE": 1, "USER": 1}
    assert facts_spaces(as_of=YEAR_END).get().beneficiaries_count == 2


def test_a_closed_space_serves_nobody():
    lay_reference()
    SpaceBeneficiaryFactory(space=WomenSpaceFactory(closed=True))

    assert facts_spaces(as_of=YEAR_END).count() == 0
    assert facts_beneficiaries(as_of=YEAR_END).count() == 0
    assert facts_beneficiaries(as_of=dt.date(2024, 5, 31)).count() == 1


def test_what_ended_is_not_counted_and_what_was_retracted_never_was():
    lay_reference()
    space = WomenSpaceFactory()
    SpaceBeneficiaryFactory(space=space, valid_to=dt.date(2025, 1, 1))
    SpaceBeneficiaryFactory(space=space, retracted_at=AT + dt.timedelta(days=30))

    assert facts_beneficiaries(as_of=YEAR_END).count() == 0
    assert facts_beneficiaries(as_of=dt.date(2024, 12, 31), known_at=AT + dt.timedelta(days=1)).count() == 2


def test_a_cooperative_does_not_dissolve_before_it_is_founded():
    made = found_cooperative()
    made.dissolved_on, made.dissolution_recorded_at = FOUNDED - dt.timedelta(days=1), AT

    with pytest.raises(IntegrityError):
        made.save()
