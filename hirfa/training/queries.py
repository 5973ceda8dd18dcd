"""Questions others may ask about apprenticeship and courses.

The `facts_` questions answer for the last day described (`as_of`) with what was known before a moment (`known_at`; None
is today). Columns: `record_id`, `day`, `region_code`, `province_code`, `trade_code` where they exist, and the measures.
"""

import datetime as dt

from django.db import models
from django.db.models import Case, CharField, Count, F, IntegerField, OuterRef, Q, Subquery, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from hirfa.cooperatives.queries import is_womens_unit
from hirfa.core.recorded import believed, ended_by
from hirfa.register.placing import PLACE, situated

from .models import ApprenticeshipContract, Attendance, Course, Enrolment, Session

RUNNING = "RUNNING"


def facts_contracts(*, as_of: dt.date, known_at: dt.datetime | None = None) -> models.QuerySet[ApprenticeshipContract]:
    """Return the apprenticeship contracts begun by a day, by `day` (begun), `sex`, `centre_code`.

    `status` is RUNNING, an outcome, or empty when the agreed end has passed and no outcome was known.
    `for_women_cooperative`: the host was then a cooperative of women only. The place is the host's.
    """
    found = ApprenticeshipContract.objects.filter(starts_on__lte=as_of)
    if known_at is not None:
        found = found.filter(recorded_at__lt=known_at)
    settled = ended_by(as_of, known_at=known_at, on="outcome_on", recorded="outcome_recorded_at")
    found = found.annotate(
        record_id=F("pk"),
        day=F("starts_on"),
        trade_code=F("trade_id"),
        centre_code=F("centre_id"),
        status=Case(
            When(settled, then=F("outcome")),
            When(ends_on__gte=as_of, then=Value(RUNNING)),
            default=Value(""),
            output_field=CharField(),
        ),
        for_women_cooperative=is_womens_unit("host_id", "starts_on", known_at=known_at),
    )
    return situated(found, holder="host", on=as_of, known_at=known_at, columns=PLACE)


def facts_courses(*, as_of: dt.date, known_at: dt.datetime | None = None) -> models.QuerySet[Course]:
    """Return the courses begun by a day, by `day` (begun) and `theme`; measures: `sessions_count`, `enrolled_count`."""
    found = Course.objects.filter(starts_on__lte=as_of)
    if known_at is not None:
        found = found.filter(recorded_at__lt=known_at)
    enrolled = Enrolment.objects.filter(believed(known_at=known_at), enrolled_on__lte=as_of)
    return found.annotate(
        record_id=F("pk"),
        day=F("starts_on"),
        province_code=F("province_id"),
        region_code=F("province__region_id"),
        for_women_cooperative=is_womens_unit("cooperative_id", "starts_on", known_at=known_at),
        sessions_count=_count(Session.objects.filter(day__lte=as_of), by="course"),
        enrolled_count=_count(enrolled, by="course"),
    )


def facts_enrolments(*, as_of: dt.date, known_at: dt.datetime | None = None) -> models.QuerySet[Enrolment]:
    """Return the enrolments by a day, by `day` (enrolled), `sex`, `theme`; measures: `attended_sessions`, `completed`."""
    attended = Attendance.objects.filter(believed(known_at=known_at), session__day__lte=as_of)
    completed = ended_by(as_of, known_at=known_at, on="completed_on", recorded="completion_recorded_at")
    return Enrolment.objects.filter(believed(known_at=known_at), enrolled_on__lte=as_of).annotate(
        record_id=F("pk"),
        day=F("enrolled_on"),
        course_code=F("course__code"),
        theme=F("course__theme"),
        province_code=F("course__province_id"),
        region_code=F("course__province__region_id"),
        for_women_cooperative=is_womens_unit("course__cooperative_id", "enrolled_on", known_at=known_at),
        attended_sessions=_count(attended, by="enrolment"),
        completed=Case(When(completed, then=Value(True)), default=Value(False)),
    )


def _count(rows: models.QuerySet[models.Model], *, by: str) -> Combinable:
    counted = rows.filter(Q(**{by: OuterRef("pk")})).order_by().values(by).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
