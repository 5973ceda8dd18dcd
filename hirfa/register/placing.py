"""Where a holder works and at which trade, joined to any fact that points to a holder."""

import datetime as dt
from typing import Final, TypeVar

from django.db import models
from django.db.models import F, FilteredRelation

from .models import holding_on

M = TypeVar("M", bound=models.Model)

PLACE: Final = ("region_code", "province_code", "chamber_code")
PLACE_AND_TRADE: Final = (*PLACE, "trade_code")


def situated(
    facts: models.QuerySet[M],
    *,
    holder: str,
    on: dt.date,
    known_at: dt.datetime | None = None,
    columns: tuple[str, ...] = PLACE_AND_TRADE,
) -> models.QuerySet[M]:
    """Add columns of the holder's situation on a day; NULL where the register knows none.

    `holder` is the path from the fact to the holder (`holder`, `exhibitor__holder`). One row holds at most, so no fact is
    doubled.
    """
    path = f"{holder}__entry__situations"
    joined = facts.annotate(
        situation=FilteredRelation(path, condition=holding_on(on, known_at=known_at, prefix=f"{path}__"))
    )
    told: models.QuerySet[M] = joined.annotate(**{column: F(f"situation__{column}") for column in columns})
    return told
