"""What figures of fairs are counted from."""

import datetime as dt

import pytest
from django.db.models import Sum

from hirfa.core.dates import end_of_day
from hirfa.fairs.models import SalesReturn
from hirfa.fairs.queries import (
    facts_contracts,
    facts_exhibitors,
    facts_fairs,
    facts_sales,
    facts_visits,
    list_visits_by_day,
    sum_sales,
)
from tests.factories.fairs import (
    STARTS_ON,
    ExhibitorFactory,
    FairFactory,
    ProgrammeContractFactory,
    SalesReturnFactory,
    VisitCountFactory,
)
from tests.factories.register import lay_reference, register_artisan

pytestmark = pytest.mark.django_db

YEAR_END = dt.date(2025, 12, 31)


@pytest.fixture(autouse=True)
def _reference():
    lay_reference()


def test_a_fair_counts_from_its_first_day():
    FairFactory()

    assert facts_fairs(as_of=STARTS_ON - dt.timedelta(days=1)).count() == 0
    assert facts_fairs(as_of=STARTS_ON).get().region_code == "03"


def test_a_fair_not_yet_told_as_held_was_planned():
    recorded, settled = dt.datetime(2025, 6, 1, tzinfo=dt.UTC), dt.datetime(2025, 8, 1, tzinfo=dt.UTC)
    FairFactory(recorded_at=recorded, settled_at=settled)

    states = {
        known: [fair.fair_state for fair in facts_fairs(as_of=YEAR_END, known_at=end_of_day(known))]
        for known in (dt.date(2025, 5, 30), dt.date(2025, 7, 30), dt.date(2025, 8, 1))
    }

    assert list(states.values()) == [[], ["PLANNED"], ["HELD"]]


def test_a_day_counted_by_two_methods_is_added_up_once_by_the_surest():
    fair = FairFactory()
    VisitCountFactory(fair=fair, method="ESTIMATE", visitors=3000)
    VisitCountFactory(fair=fair, method="GATE_SCAN", visitors=2100)
    VisitCountFactory(fair=fair, method="ESTIMATE", visitors=2500, day=STARTS_ON + dt.timedelta(days=1))

    facts = facts_visits(as_of=YEAR_END)

    assert facts.count() == 3
    assert facts.filter(is_surest=True).aggregate(all=Sum("visitors"))["all"] == 2100 + 2500


def test_a_retracted_scan_gives_its_place_back_to_the_estimate():
    fair = FairFactory()
    VisitCountFactory(fair=fair, method="ESTIMATE", visitors=3000)
    VisitCountFactory(
        fair=fair, method="GATE_SCAN", visitors=2100, retracted_at=dt.datetime(2025, 10, 1, tzinfo=dt.UTC)
    )

    now = facts_visits(as_of=YEAR_END).filter(is_surest=True)
    then = facts_visits(as_of=YEAR_END, known_at=end_of_day(dt.date(2025, 9, 15))).filter(is_surest=True)

    assert [count.visitors for count in now] == [3000]
    assert [count.visitors for count in then] == [2100]


def test_the_days_of_a_fair_are_listed_with_every_method():
    fair = FairFactory()
    VisitCountFactory(fair=fair, method="ESTIMATE", visitors=3000)
    VisitCountFactory(fair=fair, method="COUNTER", visitors=2700)

    days = list_visits_by_day(fair.visit_counts.all())

    assert [(day.by_method, day.surest, day.visitors) for day in days] == [
        ({"ESTIMATE": 3000, "COUNTER": 2700}, "COUNTER", 2700)
    ]


def test_missing_sales_lower_the_response_rate_and_not_the_total():
    fatima = ExhibitorFactory(holder=register_artisan().holder)
    SalesReturnFactory(exhibitor=fatima, amount_centimes=120_000)
    SalesReturnFactory(exhibitor=fatima, day=STARTS_ON + dt.timedelta(days=1), estimated=True, amount_centimes=50_000)
    SalesReturnFactory(exhibitor=fatima, day=STARTS_ON + dt.timedelta(days=2), missing=True)

    sales = sum_sales(SalesReturn.objects.all())

    assert (sales.declared, sales.estimated, sales.missing_returns) == (120_000, 50_000, 1)
    assert sales.response_rate == 3333
    assert sales.median_declared == 120_000


def test_sales_bear_the_fair_s_place_and_the_exhibitor_s_trade():
    fatima = ExhibitorFactory(holder=register_artisan(trade="T-CARPET").holder, fair=FairFactory(elsewhere=True))
    SalesReturnFactory(exhibitor=fatima)

    told = facts_sales(as_of=YEAR_END).get()

    assert (told.region_code, told.trade_code, told.level, told.holder_id) == (
        "07",
        "T-CARPET",
        "PROVINCIAL",
        fatima.holder_id,
    )


def test_sales_of_an_exhibitor_struck_off_the_list_do_not_count():
    left = ExhibitorFactory(holder=register_artisan().holder, retracted_at=dt.datetime(2025, 10, 1, tzinfo=dt.UTC))
    SalesReturnFactory(exhibitor=left)

    assert facts_sales(as_of=YEAR_END).count() == 0
    assert facts_sales(as_of=YEAR_END, known_at=end_of_day(dt.date(2025, 9, 30))).count() == 1


def test_an_exhibitor_is_one_line_with_sex_and_trade():
    ExhibitorFactory(holder=register_artisan(sex="F").holder)

    told = facts_exhibitors(as_of=YEAR_END).get()

    assert (told.sex, told.holder_kind, told.trade_code, told.region_code) == ("F", "PERSON", "T-CARPET", "03")


def test_a_contract_is_set_beside_the_fairs_held_under_it():
    contract = ProgrammeContractFactory(planned_fairs=4)
    FairFactory(contract=contract)
    FairFactory(contract=contract, starts_on=dt.date(2025, 9, 5))
    FairFactory(contract=contract, cancelled=True)
    FairFactory(contract=contract, planned=True)

    in_july, at_year_end = (facts_contracts(as_of=day).get() for day in (dt.date(2025, 7, 31), YEAR_END))

    assert (in_july.held_fairs, at_year_end.held_fairs, at_year_end.planned_fairs) == (1, 2, 4)


def test_a_fair_recorded_as_held_later_was_not_yet_held_then():
    contract = ProgrammeContractFactory(recorded_at=dt.datetime(2025, 5, 3, tzinfo=dt.UTC))
    FairFactory(
        contract=contract,
        recorded_at=dt.datetime(2025, 6, 1, tzinfo=dt.UTC),
        settled_at=dt.datetime(2025, 8, 1, tzinfo=dt.UTC),
    )

    then = facts_contracts(as_of=YEAR_END, known_at=end_of_day(dt.date(2025, 7, 31))).get()

    assert then.held_fairs == 0
