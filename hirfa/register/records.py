"""What is loaded into the register: one artisan or one unit as delivered, in plain values."""

import datetime as dt
import uuid
from typing import NamedTuple


class PersonRecord(NamedTuple):
    """One artisan, checked: names in one script at least, codes that exist in `reference`.

    Dates are legal days. `maalem_on` equal to `registered_on` means a master artisan from the first day, later means
    an artisan until then. `suspended_on` lasts until `closed_on` or today. `cin` and `phone` are clear here and sealed
    before they reach the database.
    """

    registered_on: dt.date
    sex: str  # choices.Sex: "F" or "M"
    chamber: str  # reference.Chamber.code
    province: str  # reference.Province.code
    trade: str  # reference.Trade.code: the main trade
    given_name_ar: str = ""
    family_name_ar: str = ""
    given_name_latin: str = ""
    family_name_latin: str = ""
    born_on: dt.date | None = None
    birth_precision: str = ""  # choices.BirthPrecision; "" only without `born_on`; the first day of a month or year
    commune: str | None = None  # reference.Commune.code
    address: str = ""
    cin: str = ""
    phone: str = ""
    email: str = ""
    local_number: str = ""  # the number in the chamber's own list
    maalem_on: dt.date | None = None
    suspended_on: dt.date | None = None
    closed_on: dt.date | None = None
    closing_ground: str = ""
    portrait_seed: int | None = None
    line: int = 0  # line of the delivered file; 0: its place in the load
    source: str = ""  # the line as it came; "": made from the values
    identity: str = ""  # what the line is known by; "": chamber and local number, else a hash


class UnitRecord(NamedTuple):
    """One cooperative or enterprise, checked. `ident` is taken when the caller already gave the unit an id."""

    registered_on: dt.date
    kind: str  # choices.UnitKind
    chamber: str
    province: str
    trade: str
    name_ar: str = ""
    name_latin: str = ""
    ice: str = ""
    commune: str | None = None
    address: str = ""
    local_number: str = ""
    closed_on: dt.date | None = None
    closing_ground: str = ""
    supervised_by: uuid.UUID | None = None  # entry of the artisan who supervises an enterprise's production
    ident: uuid.UUID | None = None
    identity: str = ""  # what the application is known by; "": the unit came without a line of its own
