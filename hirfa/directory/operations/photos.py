"""Photos of a page and of its products."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from hirfa.core.errors import Refusal
from hirfa.documents.models import StoredFile
from hirfa.documents.operations import erase_files, store_file

from .. import rules
from ..models import Photo, PhotoQuerySet, Product, Profile
from ..pictures import Picture, shrink
from .writing import PageFull, PageGone, erase_photos, locked, tell

NAMES = ("directory-small.jpg", "directory-large.jpg")


def add_photo(
    *, profile: Profile, content: bytes, by: object, at: dt.datetime, product: Product | None = None
) -> Photo:
    """Make a photo fit to be shown and hang it on a page, or beside one of its products.

    Not one transaction: each of its two files is one of its own, for a disk forgets nothing. What cannot be hung in the
    end is erased again. Raises PictureRefused, PageFull beyond four, PageGone.
    """
    _refuse_beyond_room(profile, product)  # before the work is done; asked again under the lock
    picture = shrink(content)
    small, large = (
        store_file(content=made, name=name, by=by, at=at)
        for made, name in zip((picture.small, picture.large), NAMES, strict=True)
    )
    try:
        return _hang(profile, product, picture, small, large, by=by, at=at)
    except Refusal:
        erase_files(files=StoredFile.objects.filter(pk__in=[small.pk, large.pk]), by=by, at=at)
        raise


@transaction.atomic
def _hang(
    profile: Profile,
    product: Product | None,
    picture: Picture,
    small: StoredFile,
    large: StoredFile,
    *,
    by: object,
    at: dt.datetime,
) -> Photo:
    profile = locked(profile)
    if product is not None and not Product.objects.filter(pk=product.pk, profile=profile).exists():
        raise PageGone(_("This product is no longer on the page."))
    _refuse_beyond_room(profile, product)
    photo = Photo.objects.create(
        profile=profile,
        product=product,
        small=small,
        large=large,
        width=picture.width,
        height=picture.height,
        added_at=at,
    )
    facts = {"photo": str(photo.pk), "product": str(product.pk) if product else None}
    tell("photo.added", profile, by=by, at=at, facts=facts)
    return photo


@transaction.atomic
def remove_photo(*, photo: Photo, by: object, at: dt.datetime) -> None:
    """Take a photo off its page and erase its files. Raises PageGone when it is no longer there."""
    profile = locked(photo.profile)
    if not erase_photos(Photo.objects.filter(pk=photo.pk), by=by, at=at):
        raise PageGone(_("This photo is no longer on the page."))
    tell("photo.removed", profile, by=by, at=at, facts={"photo": str(photo.pk)})


def _refuse_beyond_room(profile: Profile, product: Product | None) -> None:
    there: PhotoQuerySet = Photo.objects.filter(profile=profile, product=product)
    if there.count() >= rules.PHOTOS_MOST:
        raise PageFull(
            _("There are %(most)s photos here, the most that is shown. Remove one first.") % {"most": rules.PHOTOS_MOST}
        )
