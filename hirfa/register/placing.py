"""Where a holder works and at which trade, joined to any fact that points to a holder."""

import datetime as dt
from typing import TypeVar

from django.db import models
from django.db.models import F, FilteredRelation

from .models import holding_on

M = TypeVar("M", bound=models.Model)


def with_place(
    facts: models.QuerySet[M], *, holder: str, on: dt.date, known_at: dt.datetime | None = None
) -> models.QuerySet[M]:
    """Add `region_code` and `province_code`: the holder's place of work on a day, NULL when the register knows none.

    `holder` is the path from the fact to the holder (`holder`, `exhibitor__holder`).
    """
    path = f"{holder}__entry__workplaces"
    placed: models.QuerySet[M] = facts.annotate(
        place=FilteredRelation(path, condition=holding_on(on, known_at=known_at, prefix=f"{path}__"))
    ).annotate(province_code=F("place__province_id"), region_code=F("place__province__region_id"))
    return placed


def with_trade(
    facts: models.QuerySet[M], *, holder: str, on: dt.date, known_at: dt.datetime | None = None
) -> models.QuerySet[M]:
    """Add `trade_code`: the holder's main trade on a day, NULL when the register knows none."""
    path = f"{holder}__entry__practices"
    condition = holding_on(on, known_at=known_at, prefix=f"{path}__") & models.Q(**{f"{path}__is_main": True})
    crafted: models.QuerySet[M] = facts.annotate(craft=FilteredRelation(path, condition=condition)).annotate(
        trade_code=F("craft__trade_id")
    )
    return crafted
