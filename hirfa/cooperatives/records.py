"""Rows of cooperatives and women's spaces as they are loaded: plain values, fields named like the columns they fill."""

import datetime as dt
import uuid
from typing import NamedTuple


class CooperativeRecord(NamedTuple):
    """What makes a unit of the register a cooperative."""

    unit_id: uuid.UUID
    odco_number: str | None
    founded_on: dt.date
    dissolved_on: dt.date | None
    recorded_at: dt.datetime
    dissolution_recorded_at: dt.datetime | None


class ActivityRecord(NamedTuple):
    """A stretch of days in which a cooperative operates in the craft sector."""

    cooperative_id: uuid.UUID
    valid_from: dt.date
    valid_to: dt.date | None
    recorded_at: dt.datetime


class MemberRecord(NamedTuple):
    """A member, in the register or not."""

    id: uuid.UUID
    cooperative_id: uuid.UUID
    holder_id: uuid.UUID | None
    sex: str
    joined_on: dt.date
    left_on: dt.date | None
    recorded_at: dt.datetime


class MandateRecord(NamedTuple):
    """An office held by a member."""

    cooperative_id: uuid.UUID
    member_id: uuid.UUID
    office: str
    valid_from: dt.date
    valid_to: dt.date | None
    recorded_at: dt.datetime


class FilingRecord(NamedTuple):
    """A yearly filing."""

    cooperative_id: uuid.UUID
    year: int
    active: bool
    filed_on: dt.date
    recorded_at: dt.datetime


class SpaceRecord(NamedTuple):
    """A women's space."""

    id: uuid.UUID
    code: str
    name_ar: str
    name_fr: str
    province_id: str
    commune_id: str | None
    manager: str
    cooperative_id: uuid.UUID | None
    opened_on: dt.date
    closed_on: dt.date | None
    recorded_at: dt.datetime
    closing_recorded_at: dt.datetime | None


class SpaceTradeRecord(NamedTuple):
    """A trade practised in a space."""

    space_id: uuid.UUID
    trade_id: str


class BeneficiaryRecord(NamedTuple):
    """A woman whom a space serves."""

    id: uuid.UUID
    space_id: uuid.UUID
    holder_id: uuid.UUID | None
    trade_id: str | None
    kind: str
    sex: str
    valid_from: dt.date
    valid_to: dt.date | None
    recorded_at: dt.datetime
