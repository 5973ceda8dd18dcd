"""Rows of fairs as they are loaded: plain values, fields named like the columns they fill."""

import datetime as dt
import uuid
from typing import NamedTuple


class ContractRecord(NamedTuple):
    """A programme contract."""

    id: uuid.UUID
    number: str
    chamber_id: str
    valid_from: dt.date
    valid_to: dt.date
    planned_fairs: int
    budget_centimes: int
    signed_on: dt.date
    recorded_at: dt.datetime


class FairRecord(NamedTuple):
    """A fair. `settled_at` goes with HELD and CANCELLED only."""

    id: uuid.UUID
    code: str
    name_ar: str
    name_fr: str
    level: str
    region_id: str | None
    province_id: str | None
    city_ar: str
    city_fr: str
    venue: str
    starts_on: dt.date
    ends_on: dt.date
    chamber_id: str | None
    contract_id: uuid.UUID | None
    event_id: str | None
    source: str
    state: str
    recorded_at: dt.datetime
    settled_at: dt.datetime | None


class StandRecord(NamedTuple):
    """A stand, known by its fair and number."""

    fair_id: uuid.UUID
    number: str
    area_m2: int | None


class ExhibitorRecord(NamedTuple):
    """An admission. `stand_number` names a stand of the same fair."""

    id: uuid.UUID
    fair_id: uuid.UUID
    holder_id: uuid.UUID
    stand_number: str
    recorded_at: dt.datetime


class VisitRecord(NamedTuple):
    """Visitors of a day, by one method."""

    id: uuid.UUID
    fair_id: uuid.UUID
    day: dt.date
    method: str
    visitors: int
    source: str
    device: str
    captured_at: dt.datetime | None
    recorded_at: dt.datetime


class SalesRecord(NamedTuple):
    """Sales of an exhibitor on a day; a MISSING return has no amount."""

    id: uuid.UUID
    exhibitor_id: uuid.UUID
    day: dt.date
    status: str
    amount_centimes: int | None
    recorded_at: dt.datetime
