"""Questions about the directory: who is shown, where, with which products and photos."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import models
from django.utils.translation import get_language

from hirfa.reference.models import Commune, Province, Trade
from hirfa.register.choices import EntryKind, TitleKind
from hirfa.register.models import Holder, Workplace, holding_on

from .choices import PlaceShown
from .models import Photo, Product, Profile
from .searching import narrowed_by_text


@dataclass(frozen=True, slots=True)
class ShownProduct:
    product: Product
    trade: Trade
    photos: list[Photo] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ShownProfile:
    """A page with what the register says of its holder on the day, and all that hangs on it."""

    profile: Profile
    kind: EntryKind
    title: str
    trade: Trade | None
    province: Province | None
    commune: Commune | None
    products: list[ShownProduct]
    photos: list[Photo]

    @property
    def is_maalem(self) -> bool:
        return self.title == TitleKind.MAALEM

    @property
    def cover(self) -> Photo | None:
        """The photo that stands for the page: its own first one, else the first of a product."""
        own = [*self.photos, *(photo for shown in self.products for photo in shown.photos)]
        return own[0] if own else None


def list_shown(
    *, on: dt.date, text: str = "", region: str = "", province: str = "", trade: str = ""
) -> models.QuerySet[Profile]:
    """Return the pages that the public sees on a day, in the order of names of the page's language.

    A trade is that of the holder or of one of the products. Empty values narrow nothing.
    """
    found = Profile.objects.shown_on(on)
    for column, wanted in {"region_code": region, "province_code": province}.items():
        if wanted:
            found = found.filter(**{column: wanted})
    if trade:
        made = Product.objects.filter(trade_id=trade).values("profile_id")
        practised = models.Q(trade_code=trade) | models.Q(pk__in=made)
        found = found.filter(practised)
    if text:
        found = narrowed_by_text(found, text=text, on=on)
    return found.order_by("sort_ar" if (get_language() or "ar").startswith("ar") else "sort_latin", "pk")


def list_trades_shown(*, on: dt.date) -> list[Trade]:
    """Return the trades of those shown, with their branches: the others would find nobody."""
    codes = Profile.objects.shown_on(on).order_by().values(code=models.F("trade_code"))
    return list(Trade.objects.filter(pk__in=codes).select_related("branch").order_by("branch_id", "pk"))


def find_profile_of(*, holder: Holder) -> Profile | None:
    """Return the page of a holder, shown or hidden."""
    return Profile.objects.select_related("consent").filter(holder=holder).first()


def is_shown(*, profile: Profile, on: dt.date) -> bool:
    """Say whether the public sees a page on a day."""
    return Profile.objects.shown_on(on).filter(pk=profile.pk).exists()


def find_shown(*, profile_id: uuid.UUID, on: dt.date) -> ShownProfile | None:
    """Return a page that the public sees on a day."""
    found = gather(Profile.objects.shown_on(on).filter(pk=profile_id), on=on)
    return found[0] if found else None


def gather(profiles: Iterable[Profile], *, on: dt.date) -> list[ShownProfile]:
    """Return pages with everything that is shown of them: five queries, however many they are.

    `profiles` come from `shown_on(on)`, which says where and as what the register knows their holders.
    """
    pages = list(profiles)
    if not pages:
        return []
    trades = Trade.objects.in_bulk({_told(page, "trade_code") for page in pages})
    provinces = Province.objects.select_related("region").in_bulk({_told(page, "province_code") for page in pages})
    communes = _communes_of(pages, on=on)
    products = _products_of(pages)
    photos = _photos_of(pages)
    return [
        ShownProfile(
            profile=page,
            kind=EntryKind(_told(page, "kind")),
            title=_told(page, "title"),
            trade=trades.get(_told(page, "trade_code")),
            province=provinces.get(_told(page, "province_code")),
            commune=communes.get(page.holder_id),
            products=[
                ShownProduct(product, product.trade, photos.get((page.pk, product.pk), []))
                for product in products.get(page.pk, [])
            ],
            photos=photos.get((page.pk, None), []),
        )
        for page in pages
    ]


def _told(page: Profile, column: str) -> str:
    """Return what `shown_on` added of the holder."""
    return str(getattr(page, column) or "")


def _communes_of(pages: list[Profile], *, on: dt.date) -> dict[uuid.UUID, Commune]:
    near = [page.holder_id for page in pages if page.place_shown == PlaceShown.COMMUNE]
    places = Workplace.objects.filter(holding_on(on), entry__holder__in=near, commune__isnull=False)
    rows = places.select_related("commune", "entry").defer("address")
    return {place.entry.holder_id: place.commune for place in rows if place.commune is not None}


def _products_of(pages: list[Profile]) -> dict[uuid.UUID, list[Product]]:
    found: dict[uuid.UUID, list[Product]] = {}
    for product in Product.objects.filter(profile__in=pages).select_related("trade").order_by("place"):
        found.setdefault(product.profile_id, []).append(product)
    return found


def _photos_of(pages: list[Profile]) -> dict[tuple[uuid.UUID, uuid.UUID | None], list[Photo]]:
    found: dict[tuple[uuid.UUID, uuid.UUID | None], list[Photo]] = {}
    for photo in Photo.objects.filter(profile__in=pages).order_by("pk"):
        found.setdefault((photo.profile_id, photo.product_id), []).append(photo)
    return found
