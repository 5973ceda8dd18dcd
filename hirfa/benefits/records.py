"""Rows of partners, offers and uses as they are loaded: plain values, fields named like the columns they fill."""

import datetime as dt
import uuid
from typing import NamedTuple


class PartnerRecord(NamedTuple):
    """A partner."""

    code: str
    label_ar: str
    label_fr: str
    label_en: str
    label_zgh: str
    source: str


class AgreementRecord(NamedTuple):
    """What a partner signed."""

    id: uuid.UUID
    number: str
    partner_id: str
    signed_on: dt.date
    valid_from: dt.date
    valid_to: dt.date | None
    source: str
    recorded_at: dt.datetime


class OfferRecord(NamedTuple):
    """An offer."""

    id: uuid.UUID
    code: str
    label_ar: str
    label_fr: str
    label_en: str
    label_zgh: str
    agreement_id: uuid.UUID
    family: str
    valid_from: dt.date
    valid_to: dt.date | None
    recorded_at: dt.datetime


class UseRecord(NamedTuple):
    """One use of an offer."""

    id: uuid.UUID
    offer_id: uuid.UUID
    holder_id: uuid.UUID
    used_on: dt.date
    amount_centimes: int | None
    device: str
    captured_at: dt.datetime | None
    recorded_at: dt.datetime
