"""Rows of apprenticeship and courses as they are loaded: plain values, fields named like the columns they fill."""

import datetime as dt
import uuid
from typing import NamedTuple


class CentreRecord(NamedTuple):
    """A training centre."""

    code: str
    province_id: str
    label_ar: str
    label_fr: str
    label_en: str
    label_zgh: str
    source: str


class ApprenticeRecord(NamedTuple):
    """An apprenticeship contract; the apprentice is a holder or a reference."""

    id: uuid.UUID
    number: str
    apprentice_id: uuid.UUID | None
    apprentice_ref: str
    sex: str
    host_id: uuid.UUID
    trade_id: str
    centre_id: str | None
    starts_on: dt.date
    ends_on: dt.date
    outcome: str
    outcome_on: dt.date | None
    recorded_at: dt.datetime
    outcome_recorded_at: dt.datetime | None


class CourseRecord(NamedTuple):
    """A course."""

    id: uuid.UUID
    code: str
    title_ar: str
    title_fr: str
    theme: str
    province_id: str
    cooperative_id: uuid.UUID | None
    starts_on: dt.date
    ends_on: dt.date
    recorded_at: dt.datetime


class SessionRecord(NamedTuple):
    """A meeting, known by its course and day."""

    course_id: uuid.UUID
    day: dt.date
    minutes: int


class EnrolmentRecord(NamedTuple):
    """Someone enrolled."""

    id: uuid.UUID
    course_id: uuid.UUID
    holder_id: uuid.UUID | None
    sex: str
    enrolled_on: dt.date
    completed_on: dt.date | None
    recorded_at: dt.datetime
    completion_recorded_at: dt.datetime | None


class AttendanceRecord(NamedTuple):
    """A presence: `course_id` and `day` name the session."""

    id: uuid.UUID
    course_id: uuid.UUID
    day: dt.date
    enrolment_id: uuid.UUID
    device: str
    captured_at: dt.datetime | None
    recorded_at: dt.datetime
