"""Rows of export declarations as they are loaded: plain values, fields named like the columns they fill."""

import datetime as dt
import uuid
from typing import NamedTuple


class DeclarationRecord(NamedTuple):
    """A declaration."""

    id: uuid.UUID
    number: str
    exporter_id: uuid.UUID | None
    recorded_at: dt.datetime


class RevisionRecord(NamedTuple):
    """What a declaration says, as revised."""

    id: uuid.UUID
    declaration_id: uuid.UUID
    revision: int
    is_cancelled: bool
    month: dt.date
    hs_code_id: str
    country: str
    city_of_exit: str
    city_of_registration: str
    region_id: str | None
    transport: str
    mark_code: str
    weight_grams: int
    amount_centimes: int
    recorded_at: dt.datetime
