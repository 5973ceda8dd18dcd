"""Writing a page: its names and words, its products."""

import datetime as dt

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from hirfa.core.errors import Refusal

from .. import rules
from ..models import Photo, Product, Profile
from ..records import ProductText, ProfileText
from .writing import PageFull, PageGone, columns_of, erase_photos, file_words, locked, tell


class PageIncomplete(Refusal):
    code = "page_incomplete"


@transaction.atomic
def describe_profile(*, profile: Profile, text: ProfileText, by: object, at: dt.datetime) -> Profile:
    """Replace what a page says. Raises PageIncomplete when it would no longer be enough to be shown, PageGone."""
    profile = locked(profile)
    text = checked(text)
    for column, value in columns_of(text).items():
        setattr(profile, column, value)
    profile.described_at = at
    profile.save()
    file_words(profile)
    tell("profile.described", profile, by=by, at=at)
    return profile


@transaction.atomic
def add_product(*, profile: Profile, text: ProductText, by: object, at: dt.datetime) -> Product:
    """Add a product at the end of a page. Raises PageIncomplete without a name, PageFull beyond twelve, PageGone."""
    profile = locked(profile)
    text = text._replace(**{name: rules.plain(value) for name, value in text._asdict().items() if name != "trade"})
    if not (text.name_ar or text.name_fr):
        raise PageIncomplete(_("Name the product, in one language at least."))
    there = Product.objects.filter(profile=profile)
    if there.count() >= rules.PRODUCTS_MOST:
        raise PageFull(_("A page shows %(most)s products at most. Retire one first.") % {"most": rules.PRODUCTS_MOST})
    values = text._asdict()
    last = there.aggregate(last=Max("place"))["last"] or 0
    product = Product.objects.create(
        profile=profile, trade_id=values.pop("trade"), place=last + 1, added_at=at, **values
    )
    file_words(profile)
    tell("product.added", profile, by=by, at=at, facts={"product": str(product.pk), "trade": text.trade})
    return product


@transaction.atomic
def retire_product(*, product: Product, by: object, at: dt.datetime) -> None:
    """Take a product off its page; its words and photos are erased. Raises PageGone when it is no longer there."""
    profile = locked(product.profile)
    found = Product.objects.filter(pk=product.pk).first()
    if found is None:
        raise PageGone(_("This product is no longer on the page."))
    ident = str(found.pk)
    photos = erase_photos(Photo.objects.filter(product=found), by=by, at=at)
    found.delete()
    file_words(profile)
    tell("product.retired", profile, by=by, at=at, facts={"product": ident, "photos": photos})


def checked(text: ProfileText) -> ProfileText:
    """Return a text as it is kept: without what cannot be seen, the telephone in one form. Raises PageIncomplete."""
    text = text._replace(
        name_ar=rules.plain(text.name_ar),
        name_latin=rules.plain(text.name_latin),
        words_ar=rules.plain(text.words_ar),
        words_fr=rules.plain(text.words_fr),
    )
    lack = rules.lacks(name_ar=text.name_ar, name_latin=text.name_latin, words_ar=text.words_ar, words_fr=text.words_fr)
    if lack == "name":
        raise PageIncomplete(_("Give a name to be shown, in Arabic or in Latin letters."))
    if lack == "words":
        raise PageIncomplete(_("Say a few words, in Arabic or in French: what you make, how, since when."))
    if not text.telephone:
        return text
    number = rules.telephone_typed(text.telephone)
    if number is None:
        raise PageIncomplete(_("This is not a Moroccan telephone number: ten digits from 05 to 08."))
    return text._replace(telephone=number)
