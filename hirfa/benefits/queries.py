"""Questions others may ask about what the card opens.

The `facts_` questions answer for the last day described (`as_of`) with what was known before a moment (`known_at`; None
is today). Columns: `record_id`, `day`, `region_code`, `province_code`, `trade_code` where they exist, and the measures.
"""

import datetime as dt

from django.db import models
from django.db.models import Case, Count, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from hirfa.core.recorded import believed
from hirfa.register.placing import situated

from .models import Offer, Use


def facts_offers(*, as_of: dt.date, known_at: dt.datetime | None = None) -> models.QuerySet[Offer]:
    """Return the offers begun by a day, by `day` (begun), `family`, `partner_code`.

    `is_open` says whether offer and agreement hold on that day; `uses_count` is how often it was used by then.
    """
    found = Offer.objects.filter(valid_from__lte=as_of, agreement__signed_on__lte=as_of)
    if known_at is not None:
        found = found.filter(recorded_at__lt=known_at, agreement__recorded_at__lt=known_at)
    used = (
        Use.objects.filter(believed(known_at=known_at), offer=OuterRef("pk"), used_on__lte=as_of)
        .order_by()
        .values("offer")
        .annotate(number=Count("pk"))
        .values("number")
    )
    holds = (
        (Q(valid_to__isnull=True) | Q(valid_to__gt=as_of))
        & (Q(agreement__valid_to__isnull=True) | Q(agreement__valid_to__gt=as_of))
        & Q(agreement__valid_from__lte=as_of)
    )
    return found.annotate(
        record_id=F("pk"),
        day=F("valid_from"),
        partner_code=F("agreement__partner_id"),
        agreement_number=F("agreement__number"),
        signed_on=F("agreement__signed_on"),
        is_open=Case(When(holds, then=Value(True)), default=Value(False)),
        uses_count=Coalesce(Subquery(used), 0),
    )


def facts_uses(*, as_of: dt.date, known_at: dt.datetime | None = None) -> models.QuerySet[Use]:
    """Return the uses by a day, by `day` (used), `family`, `offer_code`, `partner_code`, `sex`, `holder_kind`.

    Measures: `amount_centimes` (NULL when not told). Count `holder_id` distinct for people served.
    """
    found: models.QuerySet[Use] = Use.objects.filter(believed(known_at=known_at), used_on__lte=as_of).annotate(
        record_id=F("pk"),
        day=F("used_on"),
        family=F("offer__family"),
        offer_code=F("offer__code"),
        partner_code=F("offer__agreement__partner_id"),
        holder_kind=F("holder__kind"),
        sex=F("holder__person__sex"),
    )
    return situated(found, holder="holder", on=as_of, known_at=known_at)
