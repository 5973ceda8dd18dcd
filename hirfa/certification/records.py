"""Rows of certification as they are loaded: plain values, fields named like the columns they fill."""

import datetime as dt
import uuid
from typing import NamedTuple


class SchemeRecord(NamedTuple):
    """A label, mark or standard."""

    code: str
    kind: str
    label_ar: str
    label_fr: str
    label_en: str
    label_zgh: str
    source: str


class LevelRecord(NamedTuple):
    """A level of a scheme."""

    scheme_id: str
    rank: int
    label_ar: str
    label_fr: str
    label_en: str
    label_zgh: str


class ProgrammeRecord(NamedTuple):
    """A programme that pays for certification."""

    code: str
    label_ar: str
    label_fr: str
    label_en: str
    label_zgh: str
    valid_from: dt.date
    valid_to: dt.date | None
    planned_units: int | None
    source: str


class FileRecord(NamedTuple):
    """An application."""

    id: uuid.UUID
    number: str
    holder_id: uuid.UUID
    scheme_id: str
    programme_id: str | None
    applied_on: dt.date
    outcome: str
    decided_on: dt.date | None
    recorded_at: dt.datetime


class CertificateRecord(NamedTuple):
    """A certificate. `level_rank` names a level of the file's scheme."""

    id: uuid.UUID
    file_id: uuid.UUID
    number: str
    level_rank: int | None
    granted_on: dt.date
    expires_on: dt.date
    withdrawn_on: dt.date | None
    recorded_at: dt.datetime
    withdrawal_recorded_at: dt.datetime | None
