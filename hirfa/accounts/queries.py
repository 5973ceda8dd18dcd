"""Questions others may ask of accounts."""

import datetime as dt

from .models import Delegation, User


def find_delegation(*, taker: User, act: str, on: dt.date) -> Delegation | None:
    """Return a delegation under which someone may sign an act on a day; the one that lasts longest."""
    held = Delegation.objects.in_force_on(on).filter(taker=taker, giver__is_active=True).select_related("giver")
    return next((each for each in held.order_by("-valid_to", "pk") if act in each.acts), None)


def list_delegations(*, user: User) -> list[Delegation]:
    """Return the delegations between people of someone's territory, the newest first."""
    return list(
        Delegation.objects.filter(giver__scope=user.scope).select_related("giver", "taker").order_by("-recorded_at")
    )
