"""What happens to agreements, offers and their uses."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction

from hirfa.audit.operations import record
from hirfa.core.bulk import load_rows

from .models import Agreement, Offer, Partner, Use
from .records import AgreementRecord, OfferRecord, PartnerRecord, UseRecord


@transaction.atomic
def load_benefits(
    *,
    partners: Iterable[PartnerRecord],
    agreements: Iterable[AgreementRecord],
    offers: Iterable[OfferRecord],
    uses: Iterable[UseRecord],
    by: object,
    at: dt.datetime,
) -> int:
    """Load partners, what they signed and offer, and what was used, in one transaction; return the number of uses."""
    load_rows(Partner, PartnerRecord._fields, partners)
    load_rows(Agreement, AgreementRecord._fields, agreements)
    load_rows(Offer, OfferRecord._fields, offers)
    loaded = load_rows(Use, UseRecord._fields, uses)
    record(verb="benefits.loaded", subject="benefits.use", by=by, at=at, facts={"uses": loaded})
    return loaded
