"""What other apps hold back from a holder while the entry is not in force."""

import datetime as dt
from typing import TypeVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hirfa.core.recorded import ended_by

from ..choices import EntryReason

M = TypeVar("M", bound=models.Model)


class HeldBack(models.Model):
    """That something granted does not hold from a day on, because the holder's entry is not in force, until it is lifted."""

    reason = models.CharField(_("reason"), max_length=16, choices=EntryReason)
    on = models.DateField(_("on"))
    lifted_on = models.DateField(_("lifted on"), null=True, blank=True)
    recorded_at = models.DateTimeField(_("recorded at"))
    lift_recorded_at = models.DateTimeField(_("lifting recorded at"), null=True, blank=True)

    class Meta:
        abstract = True


def held_back_constraints(name: str, of: str) -> list[models.BaseConstraint]:
    """Return what can never be otherwise of rows that hold back a thing named by the field `of`."""
    return [
        models.CheckConstraint(name=f"{name}_reason_is_known", condition=Q(reason__in=EntryReason.values)),
        models.CheckConstraint(
            name=f"{name}_lifting_has_its_recording",
            condition=Q(lifted_on__isnull=True, lift_recorded_at__isnull=True)
            | Q(lifted_on__gte=F("on"), lift_recorded_at__isnull=False),
        ),
        models.UniqueConstraint(name=f"{name}_open_once", fields=[of], condition=Q(lifted_on__isnull=True)),
    ]


def held_back_over(
    rows: models.QuerySet[M],
    first: dt.date | models.expressions.Combinable,
    last: dt.date | models.expressions.Combinable,
    *,
    known_at: dt.datetime | None = None,
) -> models.QuerySet[M]:
    """Return the rows that hold something back on each day from a first to a last, as believed or as known before."""
    known = Q() if known_at is None else Q(recorded_at__lt=known_at)
    lifted = ended_by(last, known_at=known_at, on="lifted_on", recorded="lift_recorded_at")
    return rows.filter(known, on__lte=first).exclude(lifted)
