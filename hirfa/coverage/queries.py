"""Questions others may ask about social protection.

The `facts_` questions answer for the last day described (`as_of`) with what was known before a moment (`known_at`; None
is today). Columns: `record_id`, `day`, `region_code`, `province_code`, `trade_code` where they exist, and the measures.
"""

import datetime as dt
from typing import Any

from django.db import models
from django.db.models import Count, F

from hirfa.register.models import holding_on
from hirfa.register.placing import situated

from .models import CoverStatus


def facts_cover(*, as_of: dt.date, known_at: dt.datetime | None = None) -> models.QuerySet[CoverStatus]:
    """Return where each holder stands on a day, by `state`, `sex`, `day` (since when).

    A holder has one row at most, so `record_id` is the holder's id.
    """
    found: models.QuerySet[CoverStatus] = CoverStatus.objects.filter(holding_on(as_of, known_at=known_at)).annotate(
        record_id=F("holder_id"), day=F("valid_from"), holder_kind=F("holder__kind"), sex=F("holder__person__sex")
    )
    return situated(found, holder="holder", on=as_of, known_at=known_at)


def count_states(facts: models.QuerySet[Any]) -> dict[str, dict[str, int]]:
    """Return the number of holders by region code (empty: not told) and state, in one query."""
    counted: dict[str, dict[str, int]] = {}
    for line in facts.order_by().values("region_code", "state").annotate(number=Count("record_id", distinct=True)):
        counted.setdefault(line["region_code"] or "", {})[line["state"]] = line["number"]
    return counted
