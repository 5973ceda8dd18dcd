"""What the operations share: the page under a lock, its words to be found by, its photos' end, its line of the diary."""

import datetime as dt
import uuid
from typing import Any

from django.utils.translation import gettext as _

from hirfa.audit.operations import record
from hirfa.audit.rules import NATIONAL
from hirfa.core.errors import Refusal
from hirfa.documents.models import StoredFile
from hirfa.documents.operations import erase_files
from hirfa.names import ALGORITHM_VERSION, bare
from hirfa.register.models import Holder, Situation

from ..models import Photo, PhotoQuerySet, Product, Profile, ProfileWord
from ..records import ProfileText
from ..searching import words_of


class PageGone(Refusal):
    code = "page_gone"


class PageFull(Refusal):
    code = "page_full"


def locked(profile: Profile) -> Profile:
    """Return the page as it is now, locked. Raises PageGone when the consent was withdrawn in the meantime."""
    found = Profile.objects.select_for_update(no_key=True, of=("self",)).filter(pk=profile.pk).first()
    if found is None:
        raise PageGone(_("This page is no longer there: the consent was withdrawn."))
    return found


def columns_of(text: ProfileText) -> dict[str, str]:
    """Return what a text fills in of a page, with the keys by which pages stand in a list."""
    arabic, latin = bare(text.name_ar), bare(text.name_latin)
    return {**text._asdict(), "sort_ar": arabic or latin, "sort_latin": latin or arabic}


def word_rows(profile_id: uuid.UUID, *names: str) -> list[tuple[uuid.UUID, str, str, int]]:
    """Return (page, word, key, algorithm) of everything that a page of these names is found by."""
    return [(profile_id, word, key, ALGORITHM_VERSION) for word, key in words_of(*names)]


def file_words(profile: Profile) -> None:
    """Make the page's words anew from its names and those of its products."""
    products = Product.objects.filter(profile=profile).order_by("place").values_list("name_ar", "name_fr")
    names = [profile.name_ar, profile.name_latin, *(name for pair in products for name in pair)]
    ProfileWord.objects.filter(profile=profile).delete()
    ProfileWord.objects.bulk_create(
        ProfileWord(profile_id=page, word=word, key=key, algorithm=version)
        for page, word, key, version in word_rows(profile.pk, *names)
    )


def erase_photos(photos: PhotoQuerySet, *, by: object, at: dt.datetime) -> int:
    """Erase photos and their files; return how many photos. The disk follows once the transaction has ended well."""
    pairs = list(photos.values_list("small_id", "large_id"))
    Photo.objects.filter(pk__in=[*photos.values_list("pk", flat=True)]).delete()
    files = [ident for pair in pairs for ident in pair]
    if files:
        erase_files(files=StoredFile.objects.filter(pk__in=files), by=by, at=at)
    return len(pairs)


def tell(verb: str, profile: Profile, *, by: object, at: dt.datetime, facts: dict[str, Any] | None = None) -> None:
    """Write what happened to a page under its holder, who stays when the page is erased."""
    holder = Holder(pk=profile.holder_id)
    told = {"profile": str(profile.pk), **(facts or {})}
    record(verb=verb, subject=holder, by=by, at=at, facts=told, chain=chain_of(profile.holder_id))


def chain_of(holder_id: uuid.UUID) -> str:
    """Return the chain of the chamber that keeps the holder's entry."""
    here = (
        Situation.objects.open_now().filter(entry__holder_id=holder_id).values_list("chamber_code", flat=True).first()
    )
    return f"chamber:{here}" if here else NATIONAL
