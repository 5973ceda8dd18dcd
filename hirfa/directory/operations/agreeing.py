"""Agreeing to appear, and withdrawing."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from hirfa.audit.operations import actor_text
from hirfa.core.dates import legal_day
from hirfa.core.errors import Refusal
from hirfa.register.models import Holder, Situation

from ..models import Photo, Product, Profile, ProfileConsent
from ..records import ProfileText
from ..rules import WORDING, WORDING_VERSION
from .describing import checked
from .writing import columns_of, erase_photos, file_words, locked, tell


class NotInForce(Refusal):
    code = "entry_not_in_force"


class AlreadyAppears(Refusal):
    code = "already_appears"


@transaction.atomic
def agree_to_appear(
    *, holder: Holder, text: ProfileText, language: str, channel: str, by: object, at: dt.datetime
) -> Profile:
    """Record that a holder agrees to the wording of today, as read in a language, and show their page from now on.

    `language` is of ConsentLanguage, `channel` of ConsentChannel. Raises NotInForce, AlreadyAppears, and PageIncomplete
    when the text is not enough to be shown.
    """
    holder = Holder.objects.select_for_update(no_key=True).get(pk=holder.pk)
    day = legal_day(at)
    if not Situation.objects.holding_on(day).in_force().filter(entry__holder=holder).exists():
        raise NotInForce(_("Only a holder whose entry is in force appears in the directory."))
    if Profile.objects.filter(holder=holder).exists():
        raise AlreadyAppears(_("This holder appears in the directory already."))
    text = checked(text)
    consent = ProfileConsent.objects.create(
        holder=holder,
        wording=WORDING,
        version=WORDING_VERSION,
        language=language,
        channel=channel,
        given_at=at,
        given_to=actor_text(by),
    )
    profile = Profile.objects.create(holder=holder, consent=consent, described_at=at, **columns_of(text))
    file_words(profile)
    facts = {"consent": str(consent.pk), "version": consent.version, "language": language, "channel": channel}
    tell("profile.agreed", profile, by=by, at=at, facts=facts)
    return profile


@transaction.atomic
def withdraw_from_directory(*, profile: Profile, by: object, at: dt.datetime) -> ProfileConsent:
    """End a holder's consent and erase the page, its words, products and photos; return the consent, which is kept.

    The public sees nothing of it once the transaction ends. Raises PageGone when it was withdrawn already.
    """
    profile = locked(profile)
    consent = ProfileConsent.objects.select_for_update(no_key=True).get(pk=profile.consent_id)
    products = Product.objects.filter(profile=profile)
    photos = erase_photos(Photo.objects.filter(profile=profile), by=by, at=at)
    counted, _by_table = products.delete()
    profile_id = profile.pk
    profile.delete()  # its words go with it
    consent.withdrawn_at, consent.withdrawn_to = at, actor_text(by)
    consent.save(update_fields=["withdrawn_at", "withdrawn_to"])
    profile.pk = profile_id
    facts = {"consent": str(consent.pk), "products": counted, "photos": photos}
    tell("profile.withdrawn", profile, by=by, at=at, facts=facts)
    return consent
