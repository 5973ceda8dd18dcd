"""What figures of apprenticeship and courses are counted from."""

import datetime as dt

import pytest
from django.db import IntegrityError

from hirfa.core.dates import end_of_day
from hirfa.training.queries import facts_contracts, facts_courses, facts_enrolments
from tests.factories.cooperatives import found_cooperative
from tests.factories.register import lay_reference, register_artisan
from tests.factories.training import (
    AT,
    AttendanceFactory,
    ContractFactory,
    CourseFactory,
    EnrolmentFactory,
    SessionFactory,
)

pytestmark = pytest.mark.django_db

YEAR_END = dt.date(2025, 12, 31)


@pytest.fixture(autouse=True)
def _reference():
    lay_reference()


@pytest.mark.parametrize(
    ("trait", "status"), [({}, "RUNNING"), ({"graduated": True}, "DIPLOMA"), ({"overdue": True}, "")]
)
def test_a_contract_runs_until_its_outcome_or_its_agreed_end(trait, status):
    ContractFactory(host=register_artisan().holder, **trait)

    assert facts_contracts(as_of=YEAR_END).get().status == status


def test_a_diploma_told_of_later_was_not_known_then():
    ContractFactory(
        host=register_artisan().holder,
        outcome="DIPLOMA",
        outcome_on=dt.date(2025, 7, 10),
        outcome_recorded_at=dt.datetime(2025, 10, 1, tzinfo=dt.UTC),
    )

    then = facts_contracts(as_of=YEAR_END, known_at=end_of_day(dt.date(2025, 9, 1))).get()

    assert then.status == "RUNNING"


def test_an_apprentice_of_a_women_s_cooperative_is_told_apart():
    ContractFactory(host=found_cooperative(women=3).unit.holder, number="AP-1")
    ContractFactory(host=found_cooperative(women=3, men=1).unit.holder, number="AP-2")
    ContractFactory(host=register_artisan().holder, number="AP-3")

    told = facts_contracts(as_of=YEAR_END).order_by("number").values_list("for_women_cooperative", flat=True)

    assert list(told) == [True, False, False]


def test_a_contract_bears_the_place_of_its_host_and_its_own_trade():
    ContractFactory(host=register_artisan(trade="T-CARPET").holder, trade_id="T-BRASS")

    told = facts_contracts(as_of=YEAR_END).get()

    assert (told.region_code, told.province_code, told.trade_code) == ("03", "03.591", "T-BRASS")


def test_a_course_counts_its_sessions_and_the_enrolled():
    course = CourseFactory(cooperative=found_cooperative(women=2))
    SessionFactory(course=course)
    SessionFactory(course=course, day=dt.date(2026, 2, 1))
    EnrolmentFactory(course=course)
    EnrolmentFactory(course=course, retracted_at=dt.datetime(2025, 4, 1, tzinfo=dt.UTC))

    told = facts_courses(as_of=YEAR_END).get()

    assert (told.sessions_count, told.enrolled_count, told.for_women_cooperative) == (1, 1, True)


def test_a_course_open_to_all_is_no_women_s_cooperative_s():
    CourseFactory()

    assert facts_courses(as_of=YEAR_END).get().for_women_cooperative is False


def test_who_came_and_who_finished_are_two_things():
    course = CourseFactory()
    first, second = SessionFactory(course=course), SessionFactory(course=course, day=dt.date(2025, 2, 4))
    came = EnrolmentFactory(course=course)
    EnrolmentFactory(course=course, completed=True)
    AttendanceFactory(session=first, enrolment=came)
    AttendanceFactory(session=second, enrolment=came, retracted_at=dt.datetime(2025, 4, 1, tzinfo=dt.UTC))

    told = facts_enrolments(as_of=YEAR_END).values_list("attended_sessions", "completed")

    assert sorted(told) == [(0, True), (1, False)]


def test_a_completion_told_of_later_was_not_known_then():
    EnrolmentFactory(completed_on=dt.date(2025, 2, 7), completion_recorded_at=dt.datetime(2025, 10, 1, tzinfo=dt.UTC))

    then = facts_enrolments(as_of=YEAR_END, known_at=end_of_day(dt.date(2025, 9, 1))).get()

    assert (then.completed, then.theme, then.region_code) == (False, "FINANCIAL", "03")


@pytest.mark.parametrize(
    "wrong",
    [
        {"apprentice_ref": ""},
        {"outcome": "DIPLOMA", "outcome_recorded_at": AT},
        {"ends_on": dt.date(2024, 10, 1)},
        {"sex": "X"},
    ],
)
def test_an_impossible_contract_is_refused(wrong):
    host = register_artisan().holder

    with pytest.raises(IntegrityError):
        ContractFactory(host=host, **wrong)


def test_nobody_is_their_own_apprentice():
    host = register_artisan().holder

    with pytest.raises(IntegrityError):
        ContractFactory(host=host, apprentice=host, apprentice_ref="")


def test_nobody_attends_a_session_twice():
    course = CourseFactory()
    session, enrolment = SessionFactory(course=course), EnrolmentFactory(course=course)
    AttendanceFactory(session=session, enrolment=enrolment)

    with pytest.raises(IntegrityError):
        AttendanceFactory(session=session, enrolment=enrolment)


def test_a_completion_has_its_day():
    with pytest.raises(IntegrityError):
        EnrolmentFactory(completion_recorded_at=AT)
