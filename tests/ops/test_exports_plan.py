"""The demonstration's exports keep every published total that no other contradicts."""

import pytest

from hirfa.ops.demo.claims import MONTHS, kept_claims, left_out, published_claims
from hirfa.ops.demo.exports_plan import CENTIMES, FAMILIES, family_totals, monthly_totals
from hirfa.ops.demo.fitting import Bound, CannotFit, apportion, fit


@pytest.fixture(scope="module")
def totals():
    return monthly_totals()


@pytest.fixture(scope="module")
def families(totals):
    return family_totals(totals)


def broken(claims, totals, families):
    """Say which bounds of the claims the plan breaks, by name."""
    months = [centimes / CENTIMES for centimes in totals]
    cells = [centimes / CENTIMES for month in families for centimes in month]
    width = len(FAMILIES)
    found = []
    for claim in claims:
        if claim.family:
            family = FAMILIES.index(claim.family)
            found += [b.name for b in claim.bounds(lambda month, f=family: month * width + f) if not b.holds(cells)]
        else:
            found += [b.name for b in claim.bounds(lambda month: month) if not b.holds(months)]
    return found


def test_every_published_row_is_kept_or_left_out_with_a_reason(totals, families):
    kept = [claim for claim in published_claims() if claim.id not in left_out()]

    assert broken(kept, totals, families) == []
    assert {claim.id for claim in published_claims()} >= set(left_out())
    assert all(left_out().values())


def test_every_row_left_out_is_really_broken(totals, families):
    for claim in published_claims():
        if claim.id in left_out():
            assert broken([claim], totals, families), f"{claim.id} holds: it need not be left out"


def test_what_is_inferred_or_read_in_bulletins_holds_too(totals, families):
    assert broken(kept_claims(), totals, families) == []


def test_the_records_will_disagree_with_what_was_said_of_november(totals):
    def year_to(year, month):
        return sum(totals[MONTHS.index((year, 1)) : MONTHS.index((year, month)) + 1]) / CENTIMES

    assert year_to(2025, 11) == pytest.approx(1140, abs=5)
    assert year_to(2025, 12) == pytest.approx(1232, abs=0.5)
    assert year_to(2024, 12) == pytest.approx(1107, abs=0.5)
    assert abs(year_to(2025, 11) - 1230) > 5


def test_families_add_up_to_each_month_to_the_centime(totals, families):
    assert [sum(month) for month in families] == totals
    assert min(min(month) for month in families) > 0


def test_the_plan_is_the_same_every_time(totals):
    assert monthly_totals() == totals


def test_contradictory_bounds_are_named():
    bounds = [Bound("ten", ((0, 1.0),), 10, 10.1), Bound("twenty", ((0, 1.0),), 20, 20.1)]

    with pytest.raises(CannotFit, match=r"ten|twenty"):
        fit([12.0], bounds, sweeps=50)


def test_a_fit_without_bounds_is_the_supposition():
    assert fit([1.0, 2.0], []) == [1.0, 2.0]


def test_shares_add_up_exactly():
    assert apportion(100, [1, 1, 1]) == [34, 33, 33]
    assert apportion(0, [2, 5]) == [0, 0]
    with pytest.raises(ValueError, match="no weight"):
        apportion(3, [0, 0])
