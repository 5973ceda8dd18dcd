"""Many pages at once: a directory that was kept elsewhere, or that of the demonstration."""

import datetime as dt
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from hirfa.audit.operations import actor_text, record
from hirfa.core.bulk import load_rows
from hirfa.core.ids import new_id
from hirfa.documents.operations import store_files

from .. import rules
from ..choices import ConsentChannel
from ..models import Photo, Product, Profile, ProfileConsent, ProfileWord
from ..pictures import Picture
from ..records import ProfileRecord
from .describing import checked
from .writing import columns_of, word_rows

Rows = list[tuple[Any, ...]]

_TEXT = ("name_ar", "name_latin", "words_ar", "words_fr", "telephone", "place_shown", "sort_ar", "sort_latin")
_COLUMNS: dict[Any, tuple[str, ...]] = {
    ProfileConsent: (
        *("id", "holder_id", "wording", "version", "language", "channel", "given_at", "given_to"),
        *("withdrawn_at", "withdrawn_to"),
    ),
    Profile: ("id", "holder_id", "consent_id", "described_at", "hidden_at", *_TEXT),
    Product: ("id", "profile_id", "trade_id", "name_ar", "name_fr", "words_ar", "words_fr", "place", "added_at"),
    Photo: ("id", "profile_id", "product_id", "small_id", "large_id", "width", "height", "added_at"),
    ProfileWord: ("profile_id", "word", "key", "algorithm"),
}


@dataclass
class _Rows:
    by: str
    ids: Callable[[], uuid.UUID]
    tables: dict[Any, Rows] = field(default_factory=lambda: {table: [] for table in _COLUMNS})
    pictures: list[Picture] = field(default_factory=list)

    def add(self, held: ProfileRecord) -> None:
        """Add a page by the rules of the counter. Raises PageIncomplete; ValueError for more than a page takes."""
        if len(held.products) > rules.PRODUCTS_MOST:
            raise ValueError("more products than a page takes")
        text, consent, page, at = checked(held.text), self.ids(), self.ids(), held.given_at
        written = (rules.WORDING, rules.WORDING_VERSION, held.language, ConsentChannel.WRITTEN.value, at, self.by)
        self.tables[ProfileConsent].append((consent, held.holder_id, *written, None, ""))
        columns = columns_of(text)
        self.tables[Profile].append((page, held.holder_id, consent, at, None, *(columns[name] for name in _TEXT)))
        names = [text.name_ar, text.name_latin]
        self._hang(held.pictures, page, None, at)
        for place, (product, pictures) in enumerate(held.products, start=1):
            ident = self.ids()
            said = (product.trade, product.name_ar, product.name_fr, product.words_ar, product.words_fr)
            self.tables[Product].append((ident, page, *said, place, at))
            names += [product.name_ar, product.name_fr]
            self._hang(pictures, page, ident, at)
        self.tables[ProfileWord] += word_rows(page, *names)

    def _hang(self, pictures: Iterable[Picture], page: uuid.UUID, product: uuid.UUID | None, at: dt.datetime) -> None:
        for picture in pictures:
            self.pictures.append(picture)
            self.tables[Photo].append((self.ids(), page, product, None, None, picture.width, picture.height, at))


@transaction.atomic
def load_profiles(
    *, records: Iterable[ProfileRecord], by: object, at: dt.datetime, ids: Callable[[], uuid.UUID] = new_id
) -> int:
    """Load pages of holders who agreed in writing to the wording of today, in one transaction; return how many.

    The rules of the counter hold: PageIncomplete for a text that is not enough, ValueError for too many products. The
    pictures are taken as they are: whoever loads them made them fit to be shown.
    """
    rows = _Rows(by=actor_text(by), ids=ids)
    for each in records:
        rows.add(each)
    contents = [content for picture in rows.pictures for content in (picture.small, picture.large)]
    files = store_files(contents=contents, name="directory", by=by, at=at)
    photos = rows.tables[Photo]
    rows.tables[Photo] = [
        (*row[:3], files[2 * place].pk, files[2 * place + 1].pk, *row[5:]) for place, row in enumerate(photos)
    ]
    for table, columns in _COLUMNS.items():
        load_rows(table, columns, rows.tables[table])
    loaded = len(rows.tables[Profile])
    facts = {"profiles": loaded, "photos": len(photos), "version": rules.WORDING_VERSION}
    record(verb="profiles.loaded", subject="directory.profile", by=by, at=at, facts=facts)
    return loaded
