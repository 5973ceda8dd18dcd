"""Questions others may ask about social protection.

They answer for the last day described (`as_of`) with what was known before a moment (`known_at`; None is today).
"""

import datetime as dt

from django.db import models
from django.db.models import Count, OuterRef, Subquery

from hirfa.register.models import Situation, holding_on

from .models import CoverStatus


def count_states(
    situations: models.QuerySet[Situation], *, as_of: dt.date, known_at: dt.datetime | None = None
) -> dict[str, dict[str, int]]:
    """Return the number of holders by region code and state of cover, of those whose situation of the day is given.

    It asks from the register's side, one look-up a holder: five times as quick over the country as joining the cover to it.
    """
    state = CoverStatus.objects.filter(holding_on(as_of, known_at=known_at), holder=OuterRef("holder_id"))
    placed = situations.annotate(cover=Subquery(state.values("state")[:1])).order_by()
    counted: dict[str, dict[str, int]] = {}
    for line in placed.values("region_code", "cover").annotate(number=Count("pk")):
        if line["cover"] is not None:
            counted.setdefault(line["region_code"], {})[line["cover"]] = line["number"]
    return counted


def count_unplaced(
    counted: dict[str, dict[str, int]], *, as_of: dt.date, known_at: dt.datetime | None = None
) -> dict[str, int]:
    """Return, by state, the holders that `count_states` over the country left out: those outside the situations given to it."""
    standing = CoverStatus.objects.filter(holding_on(as_of, known_at=known_at)).order_by()
    totals = dict(standing.values_list("state").annotate(number=Count("pk")))
    placed = {state: sum(line.get(state, 0) for line in counted.values()) for state in totals}
    return {state: totals[state] - placed[state] for state in totals if totals[state] > placed[state]}
