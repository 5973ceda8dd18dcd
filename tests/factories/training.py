"""Apprentices and courses, by trait."""

import datetime as dt

import factory

from hirfa.training.choices import ApprenticeshipOutcome, Theme
from hirfa.training.models import ApprenticeshipContract, Attendance, Course, Enrolment, Session

AT = dt.datetime(2025, 3, 10, 10, 0, tzinfo=dt.UTC)


class ContractFactory(factory.django.DjangoModelFactory[ApprenticeshipContract]):
    class Meta:
        model = ApprenticeshipContract

    number = factory.Sequence(lambda n: f"AP-{n:04}")
    apprentice_ref = factory.Sequence(lambda n: f"A-{n}")
    sex = "F"
    trade_id = "T-CARPET"
    starts_on = dt.date(2024, 10, 1)
    ends_on = dt.date(2026, 7, 31)
    recorded_at = AT

    class Params:
        graduated = factory.Trait(
            outcome=ApprenticeshipOutcome.DIPLOMA, outcome_on=dt.date(2025, 7, 10), outcome_recorded_at=AT
        )
        overdue = factory.Trait(ends_on=dt.date(2025, 7, 31))


class CourseFactory(factory.django.DjangoModelFactory[Course]):
    class Meta:
        model = Course

    code = factory.Sequence(lambda n: f"CO-{n:03}")
    title_ar = "التربية المالية"
    title_fr = "Éducation financière"
    theme = Theme.FINANCIAL
    province_id = "03.591"
    starts_on = dt.date(2025, 2, 3)
    ends_on = dt.date(2025, 2, 7)
    recorded_at = AT

    class Params:
        elsewhere = factory.Trait(province_id="07.351")


class SessionFactory(factory.django.DjangoModelFactory[Session]):
    class Meta:
        model = Session

    course = factory.SubFactory(CourseFactory)
    day = dt.date(2025, 2, 3)
    minutes = 180


class EnrolmentFactory(factory.django.DjangoModelFactory[Enrolment]):
    class Meta:
        model = Enrolment

    course = factory.SubFactory(CourseFactory)
    sex = "F"
    enrolled_on = dt.date(2025, 1, 20)
    recorded_at = AT

    class Params:
        completed = factory.Trait(completed_on=dt.date(2025, 2, 7), completion_recorded_at=AT)


class AttendanceFactory(factory.django.DjangoModelFactory[Attendance]):
    class Meta:
        model = Attendance

    recorded_at = AT
