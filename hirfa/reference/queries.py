"""Questions others may ask of the reference lists."""

import datetime as dt
from calendar import monthrange
from typing import Any

from django.db import models

from hirfa.accounts.models import User

from .models import Act, Chamber, Ground, LegalParameter, PieceRule, Region


def regions_of(user: User) -> "models.QuerySet[Any, str] | None":
    """Return the codes of the regions of someone's territory, that of their chamber included; None is the nation.

    A question that is not asked yet, so that it can be part of another.
    """
    if user.chamber_code:
        return Chamber.objects.filter(code=user.chamber_code).values_list("region_id", flat=True)
    if user.region_code:
        return Region.objects.filter(code=user.region_code).values_list("code", flat=True)
    return None


def chambers_of(user: User) -> list[str] | None:
    """Return the codes of the chambers of someone's territory; None is the nation."""
    if user.chamber_code:
        return [user.chamber_code]
    if user.region_code:
        return list(Chamber.objects.filter(region_id=user.region_code).values_list("code", flat=True))
    return None


def get_parameter(key: str, *, on: dt.date) -> Any:
    """Return the value of a legal parameter on a day. Raises LegalParameter.DoesNotExist when none is in force."""
    return LegalParameter.objects.in_force_on(on).get(key=key).value


def get_start_of_period(key: str, *, on: dt.date) -> dt.date:
    """Return the day that lies a legal delay (in days, months or years) before a day: what is older has outlived it.

    A month or year too short for the day ends on its last day. Raises LegalParameter.DoesNotExist, and ValueError for a
    parameter that is no delay.
    """
    row = LegalParameter.objects.in_force_on(on).get(key=key)
    if row.unit not in {"day", "month", "year"} or not isinstance(row.value, int):
        raise ValueError(f"{key} is no delay")
    if row.unit == "day":
        return on - dt.timedelta(days=row.value)
    months = on.year * 12 + on.month - 1 - row.value * (12 if row.unit == "year" else 1)
    year, month = divmod(months, 12)
    return dt.date(year, month + 1, min(on.day, monthrange(year, month + 1)[1]))


def get_act(code: str, *, on: dt.date) -> Act:
    """Return an act as it is decided on a day. Raises Act.DoesNotExist."""
    act: Act = Act.objects.in_force_on(on).get(code=code)
    return act


def list_acts_of_people(*, on: dt.date) -> list[Act]:
    """Return the acts that people ask for themselves, from their own file, on a day."""
    return list(Act.objects.in_force_on(on).filter(asked_by_person=True).order_by("code"))


def list_pieces(act: str, *, on: dt.date) -> list[PieceRule]:
    """Return the pieces that an act asks for on a day, in the order of the list."""
    return list(PieceRule.objects.in_force_on(on).filter(act=act))


def list_grounds(act: str, *, on: dt.date) -> list[Ground]:
    """Return the grounds known for an act on a day."""
    return list(Ground.objects.in_force_on(on).filter(act=act))
