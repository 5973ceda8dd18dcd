"""What a page of the directory says, in plain values."""

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import NamedTuple

from .pictures import Picture


class ProfileText(NamedTuple):
    """What a holder says of themselves: a name in one script and words in one language at least."""

    name_ar: str = ""
    name_latin: str = ""
    words_ar: str = ""
    words_fr: str = ""
    telephone: str = ""  # only of those who want it shown
    place_shown: str = "PROVINCE"  # choices.PlaceShown


class ProductText(NamedTuple):
    """A product, named in one language at least."""

    trade: str  # reference.Trade.code
    name_ar: str = ""
    name_fr: str = ""
    words_ar: str = ""
    words_fr: str = ""


class ProductRecord(NamedTuple):
    """A product as it is loaded, with its photos."""

    text: ProductText
    pictures: Sequence[Picture] = ()


class ProfileRecord(NamedTuple):
    """A page as it is loaded: the holder's entry is in force. `language` is a value of choices.ConsentLanguage."""

    holder_id: uuid.UUID
    text: ProfileText
    language: str
    given_at: dt.datetime
    products: Sequence[ProductRecord] = ()
    pictures: Sequence[Picture] = ()
