"""The directory as its pages show it: plain values for the templates."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from hirfa.certification.models import Certificate
from hirfa.core.formats import isolate
from hirfa.directory.choices import ConsentLanguage
from hirfa.directory.models import Photo, Product, Profile
from hirfa.directory.queries import ShownProfile
from hirfa.directory.rules import WORDING_VERSION, WORDINGS
from hirfa.web.formats import language
from hirfa.web.parts import Text

RIGHT_TO_LEFT: Final = frozenset({"ar"})


@dataclass(frozen=True, slots=True)
class Said:
    """A text with its language and direction: what people say stands as they said it on a page of any language."""

    text: str
    lang: str
    dir: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo of a page: its addresses, its sides, what it shows."""

    small: str
    large: str
    width: int
    height: int
    alt: str
    ident: uuid.UUID


@dataclass(frozen=True, slots=True)
class ProductShown:
    ident: uuid.UUID
    names: list[Said]
    words: list[Said]
    trade: str
    photos: list[Picture]


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it is shown. Names and words come in the order of the reader's language."""

    ident: uuid.UUID
    url: str
    names: list[Said]
    words: list[Said]
    calling: str
    trade: str
    place: str
    labels: list[str]
    telephone: str
    cover: Picture | None
    photos: list[Picture]
    products: list[ProductShown]

    @property
    def title(self) -> Said:
        return self.names[0]


def said(*, arabic: str, other: str) -> list[Said]:
    """Return what was said in each language, that of the page first; what was not said is left out."""
    both = [Said(arabic, "ar", "rtl"), Said(other, "fr", "ltr")]
    ordered = both if language() == "ar" else both[::-1]
    return [each for each in ordered if each.text]


def page_of(shown: ShownProfile, labels: dict[uuid.UUID, list[str]]) -> Page:
    profile = shown.profile
    names = said(arabic=profile.name_ar, other=profile.name_latin)
    name = names[0].text
    return Page(
        ident=profile.pk,
        url=reverse("web:directory_profile", kwargs={"profile_id": profile.pk}),
        names=names,
        words=said(arabic=profile.words_ar, other=profile.words_fr),
        calling=calling_of(shown),
        trade=shown.trade.label if shown.trade else "",
        place=place_of(shown),
        labels=labels.get(profile.holder_id, []),
        telephone=profile.telephone,
        cover=picture_of(shown.cover, name) if shown.cover else None,
        photos=[picture_of(photo, name) for photo in shown.photos],
        products=[product_of(each.product, each.photos) for each in shown.products],
    )


def product_of(product: Product, photos: Iterable[Photo]) -> ProductShown:
    names = said(arabic=product.name_ar, other=product.name_fr)
    return ProductShown(
        ident=product.pk,
        names=names,
        words=said(arabic=product.words_ar, other=product.words_fr),
        trade=product.trade.label,
        photos=[picture_of(photo, names[0].text) for photo in photos],
    )


def calling_of(shown: ShownProfile) -> str:
    return _("Master artisan") if shown.is_maalem else str(shown.kind.label)


def place_of(shown: ShownProfile) -> str:
    """Return where somebody works, the nearest first: the commune only of those who want it told."""
    told = [shown.commune.label if shown.commune else ""]
    if shown.province:
        told += [shown.province.label, shown.province.region.label]
    joined = "، " if language() == "ar" else ", "
    return joined.join(dict.fromkeys(each for each in told if each))


def picture_of(photo: Photo, alt: str) -> Picture:
    return Picture(
        small=photo_address(photo, "small"),
        large=photo_address(photo, "large"),
        width=photo.width,
        height=photo.height,
        alt=_("Photo: %(what)s") % {"what": isolate(alt)},
        ident=photo.pk,
    )


def photo_address(photo: Photo, size: str) -> str:
    return reverse("web:directory_photo", kwargs={"photo_id": photo.pk, "size": size})


def labels_of(pages: Iterable[ShownProfile], *, on: dt.date) -> dict[uuid.UUID, list[str]]:
    """Return the labels and marks in force on a day of the holders shown, in one query."""
    holders = [page.profile.holder_id for page in pages]
    held = Certificate.objects.in_force_on(on).filter(file__holder__in=holders)
    found: dict[uuid.UUID, list[str]] = {}
    for certificate in held.select_related("file__scheme", "level").order_by("file__scheme_id"):
        label = certificate.file.scheme.label
        if certificate.level:
            label = f"{label} ({certificate.level.label})"
        found.setdefault(certificate.file.holder_id, []).append(label)
    return found


@dataclass(frozen=True, slots=True)
class WordingShown:
    """The wording of a version, as it reads in one language."""

    code: str
    name: Text
    dir: str
    sentences: list[str]


def wordings(version: int = WORDING_VERSION) -> list[WordingShown]:
    """Return what people agree to in each language, that of the page first."""
    shown = []
    for code, name in ConsentLanguage.choices:
        with override(code):
            sentences = [_(sentence) for sentence in WORDINGS[version]]
        shown.append(WordingShown(code, name, "rtl" if code in RIGHT_TO_LEFT else "ltr", sentences))
    return sorted(shown, key=lambda each: each.code != language())


def consented(profile: Profile) -> list[WordingShown]:
    """Return the wording that a page stands by, in the language in which it was read."""
    consent = profile.consent
    return [each for each in wordings(consent.version) if each.code == consent.language]
