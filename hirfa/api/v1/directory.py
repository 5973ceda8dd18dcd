"""The public directory for programs: those who agreed to appear. Telephones stand on the pages alone, for people who read them."""

import uuid
from typing import Annotated

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from ninja import Field, Query, Router, Schema

from hirfa.api.doors import Answer
from hirfa.api.problems import Problem
from hirfa.core.dates import legal_day
from hirfa.directory.models import Photo
from hirfa.directory.queries import ShownProduct, ShownProfile, find_shown, gather, list_shown
from hirfa.register.choices import EntryKind

from .shapes import Coded, coded

router = Router(tags=["directory"])

Code = Annotated[str, Field(max_length=16, pattern=r"^[A-Za-z0-9._-]*$")]


class PhotoRead(Schema):
    """Addresses of a photo in two sizes; the sides are those of the large one, in pixels."""

    small: str
    large: str
    width: int
    height: int


class ProductRead(Schema):
    """A product in its maker's words; what was not said in a language is empty."""

    name_ar: str
    name_fr: str
    words_ar: str
    words_fr: str
    trade: Coded
    photos: list[PhotoRead]


class PageRead(Schema):
    """The page of somebody who agreed to appear. It may be gone at the next look: keep no copy beyond the day."""

    id: uuid.UUID
    page: str = Field(description="Address of the page for readers")
    kind: EntryKind
    title: str = Field(description="ARTISAN, MAALEM, or empty for a unit")
    name_ar: str
    name_latin: str
    words_ar: str
    words_fr: str
    trade: Coded | None
    region: Coded | None
    province: Coded | None
    commune: Coded | None = Field(description="Only of those who want it told")
    products: list[ProductRead]
    photos: list[PhotoRead]


class PageAnswer(Answer):
    page: PageRead


class PageList(Answer):
    """Some of the pages. `next` is the address of those that follow, null on the last."""

    pages: list[PageRead]
    next: str | None


class PageFilter(Schema):
    """What to narrow the list by; `after` is given by the address in `next`."""

    text: Annotated[str, Field(max_length=80, description="Words of a name, trade, product or place, any script")] = ""
    trade: Code = ""
    region: Code = ""
    province: Code = ""
    after: uuid.UUID | None = None
    limit: Annotated[int, Field(ge=1, le=100)] = 50


@router.get("/directory", auth=None, response={200: PageList, 422: Problem})
def list_directory(request: HttpRequest, narrow: Query[PageFilter]) -> PageList:
    """List those who agreed to appear, page by page, in an order that does not change."""
    day = legal_day(timezone.now())
    text = narrow.text.replace("\x00", "")  # PostgreSQL takes none
    found = list_shown(on=day, text=text, region=narrow.region, province=narrow.province, trade=narrow.trade)
    found = found.order_by("pk")
    if narrow.after is not None:
        found = found.filter(pk__gt=narrow.after)
    rows = list(found[: narrow.limit + 1])
    here = rows[: narrow.limit]
    following = None
    if len(rows) > narrow.limit:
        asked = narrow.model_dump(mode="json", exclude_defaults=True) | {"after": str(here[-1].pk)}
        following = f"{reverse('api:list_directory')}?{urlencode(asked)}"
    return PageList(pages=[_read(each) for each in gather(here, on=day)], next=following)


@router.get("/directory/{uuid:page_id}", auth=None, response={200: PageAnswer, 404: Problem})
def get_directory_page(request: HttpRequest, page_id: uuid.UUID) -> PageAnswer:
    """Show a page. One that was withdrawn or is hidden is not there: 404, as for a wrong number."""
    shown = find_shown(profile_id=page_id, on=legal_day(timezone.now()))
    if shown is None:
        raise Http404
    return PageAnswer(page=_read(shown))


def _read(shown: ShownProfile) -> PageRead:
    profile, province, trade, commune = shown.profile, shown.province, shown.trade, shown.commune
    region = province.region if province else None
    return PageRead(
        id=profile.pk,
        page=reverse("web:directory_profile", kwargs={"profile_id": profile.pk}),
        kind=shown.kind,
        title=shown.title,
        name_ar=profile.name_ar,
        name_latin=profile.name_latin,
        words_ar=profile.words_ar,
        words_fr=profile.words_fr,
        trade=coded(trade.pk, trade) if trade else None,
        region=coded(region.pk, region) if region else None,
        province=coded(province.pk, province) if province else None,
        commune=coded(commune.pk, commune) if commune else None,
        products=[_product(each) for each in shown.products],
        photos=[_photo(photo) for photo in shown.photos],
    )


def _product(shown: ShownProduct) -> ProductRead:
    product = shown.product
    return ProductRead(
        name_ar=product.name_ar,
        name_fr=product.name_fr,
        words_ar=product.words_ar,
        words_fr=product.words_fr,
        trade=coded(shown.trade.pk, shown.trade),
        photos=[_photo(photo) for photo in shown.photos],
    )


def _photo(photo: Photo) -> PhotoRead:
    small, large = (
        reverse("web:directory_photo", kwargs={"photo_id": photo.pk, "size": size}) for size in ("small", "large")
    )
    return PhotoRead(small=small, large=large, width=photo.width, height=photo.height)
