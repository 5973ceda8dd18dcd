"""Questions others may ask about exports.

The `facts_` questions answer for the last day described (`as_of`) with what was known before a moment (`known_at`; None
is today). Columns: `record_id`, `day`, `region_code`, and the measures.
"""

import datetime as dt

from django.db import models
from django.db.models import Exists, F, OuterRef

from .models import DeclarationRevision


def facts_exports(*, as_of: dt.date, known_at: dt.datetime | None = None) -> models.QuerySet[DeclarationRevision]:
    """Return what was exported in the months begun by a day, one row a declaration: its latest revision then known.

    Columns: `day` (first of the month), `hs_code_id`, `family_code`, `country`, `city_of_exit`, `city_of_registration`,
    `transport`, `mark_code`. Measures: `amount_centimes`, `weight_grams`. `record_id` is the revision's, so a digest moves
    when a declaration is revised. A month belongs whole to a period: ask with the last day of one.
    """
    known = DeclarationRevision.objects.all()
    if known_at is not None:
        known = known.filter(recorded_at__lt=known_at)
    later = known.filter(declaration=OuterRef("declaration"), revision__gt=OuterRef("revision"))
    return known.filter(~Exists(later), is_cancelled=False, month__lte=as_of).annotate(
        record_id=F("pk"), day=F("month"), family_code=F("hs_code__family_id"), region_code=F("region_id")
    )
