"""Rows of social cover as they are loaded: plain values, fields named like the columns they fill."""

import datetime as dt
import uuid
from typing import NamedTuple


class CoverRecord(NamedTuple):
    """Where a holder stands, from a day on."""

    holder_id: uuid.UUID
    state: str
    valid_from: dt.date
    valid_to: dt.date | None
    recorded_at: dt.datetime
