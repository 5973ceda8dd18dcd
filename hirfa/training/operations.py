"""What happens to apprentices and courses."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction

from hirfa.audit.operations import record
from hirfa.core.bulk import load_rows

from .models import ApprenticeshipContract, Attendance, Centre, Course, Enrolment, Session
from .records import (
    ApprenticeRecord,
    AttendanceRecord,
    CentreRecord,
    CourseRecord,
    EnrolmentRecord,
    SessionRecord,
)

_OF_ATTENDANCE = ("id", "session_id", "enrolment_id", "device", "captured_at", "recorded_at")


@transaction.atomic
def load_apprentices(
    *, centres: Iterable[CentreRecord], contracts: Iterable[ApprenticeRecord], by: object, at: dt.datetime
) -> int:
    """Load centres and apprenticeship contracts, in one transaction, and return how many contracts there were."""
    load_rows(Centre, CentreRecord._fields, centres)
    loaded = load_rows(ApprenticeshipContract, ApprenticeRecord._fields, contracts)
    record(
        verb="apprenticeships.loaded",
        subject="training.apprenticeshipcontract",
        by=by,
        at=at,
        facts={"contracts": loaded},
    )
    return loaded


@transaction.atomic
def load_courses(
    *,
    courses: Iterable[CourseRecord],
    sessions: Iterable[SessionRecord],
    enrolments: Iterable[EnrolmentRecord],
    attendances: Iterable[AttendanceRecord],
    by: object,
    at: dt.datetime,
) -> int:
    """Load courses, their sessions, who enrolled and who was there, in one transaction; return the number of enrolments.

    Raises KeyError for an attendance at a session that does not exist.
    """
    wanted = list(courses)
    load_rows(Course, CourseRecord._fields, wanted)
    load_rows(Session, SessionRecord._fields, sessions)
    ours = {course.id for course in wanted}
    numbers = {
        (course, day): pk
        for pk, course, day in Session.objects.order_by("pk").values_list("pk", "course_id", "day")
        if course in ours
    }
    loaded = load_rows(Enrolment, EnrolmentRecord._fields, enrolments)
    load_rows(Attendance, _OF_ATTENDANCE, ((row.id, numbers[row.course_id, row.day], *row[3:]) for row in attendances))
    record(verb="courses.loaded", subject="training.course", by=by, at=at, facts={"enrolments": loaded})
    return loaded
