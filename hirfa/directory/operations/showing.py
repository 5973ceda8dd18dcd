"""Hiding a page while its holder's entry is not in force. The public would not see it anyway: this says so in the diary."""

import datetime as dt
import uuid
from collections.abc import Collection

from django.db import transaction

from hirfa.register.models import Holder

from ..models import Profile
from .writing import tell


@transaction.atomic
def hide_profile_of(*, holder: Holder, by: object, at: dt.datetime) -> Profile | None:
    """Hide the page of a holder whose entry was suspended or closed; its consent, words and photos stay.

    Returns the page; None for a holder who has none. Hiding twice changes nothing.
    """
    profile = _locked_page_of(holder)
    if profile is None or profile.hidden_at is not None:
        return profile
    profile.hidden_at = at
    profile.save(update_fields=["hidden_at"])
    tell("profile.hidden", profile, by=by, at=at)
    return profile


@transaction.atomic
def show_profile_of(*, holder: Holder, by: object, at: dt.datetime) -> Profile | None:
    """Show the page again of a holder whose suspension was lifted or who came back; the public sees it once in force.

    Returns the page; None for a holder who has none. Showing twice changes nothing.
    """
    profile = _locked_page_of(holder)
    if profile is None or profile.hidden_at is None:
        return profile
    profile.hidden_at = None
    profile.save(update_fields=["hidden_at"])
    tell("profile.shown", profile, by=by, at=at)
    return profile


def hold_profiles(*, holders: Collection[uuid.UUID]) -> None:
    """Lock the pages of these holders, in the order of their ids, until the transaction ends."""
    pages = Profile.objects.select_for_update(no_key=True, of=("self",)).filter(holder__in=holders)
    list(pages.order_by("pk").values_list("pk", flat=True))


def _locked_page_of(holder: Holder) -> Profile | None:
    return Profile.objects.select_for_update(no_key=True, of=("self",)).filter(holder=holder).first()
