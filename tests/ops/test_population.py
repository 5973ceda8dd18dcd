"""The people planned follow the published stocks, whatever the seed."""

import datetime as dt
from collections import Counter

import pytest

from hirfa.ops.demo.files import read_demo_rows
from hirfa.ops.demo.names import pool
from hirfa.ops.demo.people import batches, expand, invented_cin
from hirfa.ops.demo.population import FULL, LAST_DAY, WOMEN, plan_people, province_counts
from hirfa.reference.files import read_rows

# "2022" is late in the year and "2024" early, as the file's notes say.
DAYS = {"2022": "2022-12-31", "2024": "2024-03-31", "2024-05": "2024-05-31"}
REGISTERED = {"registered in RNA", "identified and registered in RNA"}
PUBLISHED = [row for row in read_rows("published/rna_counts.csv") if row["metric"] in REGISTERED]


@pytest.fixture(scope="module")
def nation():
    return plan_people(scale=1, seed=1)


def in_force(plans, day):
    return [plan for plan in plans if plan.day <= day and (plan.leaves_on is None or plan.leaves_on > day)]


@pytest.mark.parametrize("row", PUBLISHED, ids=[f"{row['place']} {row['date']}" for row in PUBLISHED])
def test_each_published_count_is_met_within_one_percent(nation, row):
    day = dt.date.fromisoformat(DAYS.get(row["date"], row["date"]))
    stock = sum(plan.province.startswith(row["hcp_code"]) for plan in in_force(nation, day))

    assert stock == pytest.approx(int(row["value"]), rel=0.01)


def test_at_the_end_of_2025_there_are_440_000_and_nearly_90_000_are_women(nation):
    there = in_force(nation, LAST_DAY)

    assert len(there) == FULL
    assert sum(plan.sex == "F" for plan in there) == WOMEN
    assert 89_000 < WOMEN < 90_000
    assert len({plan.province for plan in there}) == 75


def test_closed_entries_come_on_top(nation):
    assert sum(plan.leaves_on is not None and not plan.suspended for plan in nation) > 5_000
    assert all(plan.leaves_on > plan.day for plan in nation if plan.leaves_on)


def test_nobody_enters_on_a_weekend(nation):
    assert {plan.day.weekday() for plan in nation} == {0, 1, 2, 3, 4}


def test_the_same_seed_plans_the_same_people_and_another_one_others(nation):
    again = plan_people(scale=0.01, seed=7)

    assert again == plan_people(scale=0.01, seed=7)
    assert again != plan_people(scale=0.01, seed=8)


@pytest.mark.parametrize("scale", [0.0001, 0.003, 0.05])
def test_any_scale_has_its_part_of_people(scale):
    there = in_force(plan_people(scale=scale, seed=1), LAST_DAY)

    assert len(there) == round(FULL * scale)
    assert sum(plan.sex == "F" for plan in there) == round(WOMEN * scale)


def test_casablanca_settat_comes_before_marrakech_safi_and_all_others():
    by_region = Counter()
    for province, count in province_counts(FULL).items():
        by_region[province[:2]] += count

    assert [region for region, _count in by_region.most_common(2)] == ["06", "07"]


def test_trades_of_one_place_stay_there(nation):
    only = {row["code"]: row["only_regions"].split() for row in read_demo_rows("trades.csv") if row["only_regions"]}

    assert only
    assert all(plan.province[:2] in only[plan.trade] for plan in nation if plan.trade in only)


def test_people_are_made_the_same_from_the_same_plan():
    plans = plan_people(scale=0.001, seed=3)
    first, again = ([record for batch in batches(plans, seed=3) for record in expand(batch)] for _time in range(2))

    assert first == again
    assert len({record.cin for record in first if record.cin}) == sum(bool(record.cin) for record in first)
    assert {record.birth_precision for record in first} == {"DAY", "YEAR"}
    assert all(record.family_name_ar or record.family_name_latin for record in first)


def test_invented_cins_begin_with_a_letter_that_no_office_uses_and_never_repeat():
    made = {invented_cin(number) for number in range(1, 250_000)}

    assert len(made) == 249_999
    assert {cin[0] for cin in made} == {"Z"}


def test_the_list_of_names_is_large_enough_and_in_both_scripts():
    given = len(pool("F", 0.1)[0]) + len(pool("M", 0.1)[0])
    families = pool("FAMILY", 0.3)[0]

    assert given >= 250
    assert len(families) >= 500
    assert sum(name.latin[0].startswith(("Ait ", "Ou", "Id ")) for name in families) >= 80
    assert all(name.arabic and name.latin and len(name.latin) == len(name.weights) for name in families)
