"""What every dated row has in common."""

import datetime as dt

from django.db import models
from django.utils.translation import gettext_lazy as _

from hirfa.core.recorded import believed


class DatedRow(models.Model):
    """A fact about an entry from a day to before another, known from `recorded_at` until it was retracted.

    A correction never changes a row: it retracts it and records others. So what was known on a day can be asked for.
    """

    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to (not included)"), null=True, blank=True)
    recorded_at = models.DateTimeField(_("recorded at"))
    retracted_at = models.DateTimeField(_("retracted at"), null=True, blank=True)

    class Meta:
        abstract = True


def dated_constraints(name: str) -> list[models.CheckConstraint]:
    return [
        models.CheckConstraint(
            name=f"{name}_ends_after_it_starts",
            condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gt=models.F("valid_from")),
        ),
    ]


def open_once(name: str, *fields: str) -> models.UniqueConstraint:
    """Of the rows still believed, one at most is open."""
    return models.UniqueConstraint(
        name=f"{name}_open_once",
        fields=list(fields),
        condition=models.Q(valid_to__isnull=True, retracted_at__isnull=True),
    )


def holding_on(day: dt.date, *, known_at: dt.datetime | None = None, prefix: str = "") -> models.Q:
    """Return the condition that a dated row holds on a day, as believed today or as known before a moment.

    `prefix` reaches the row through a relation (`standings__`).
    """
    valid = models.Q(**{f"{prefix}valid_from__lte": day}) & (
        models.Q(**{f"{prefix}valid_to__isnull": True}) | models.Q(**{f"{prefix}valid_to__gt": day})
    )
    return valid & believed(known_at=known_at, prefix=prefix)
