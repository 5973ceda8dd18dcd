"""Facts with their recording: what was known on a day can be asked for ever after."""

import datetime as dt

from django.db import models
from django.utils.translation import gettext_lazy as _


class Recorded(models.Model):
    """A fact known from `recorded_at` until it was retracted. A correction retracts the row and records another."""

    recorded_at = models.DateTimeField(_("recorded at"))
    retracted_at = models.DateTimeField(_("retracted at"), null=True, blank=True)

    class Meta:
        abstract = True


class Captured(Recorded):
    """A fact that may have been noted without network: its id is made on the device, `recorded_at` is its receipt."""

    device = models.CharField(_("device"), max_length=64, blank=True)
    captured_at = models.DateTimeField(_("noted at, by the device's clock"), null=True, blank=True)

    class Meta:
        abstract = True


def believed(*, known_at: dt.datetime | None = None, prefix: str = "") -> models.Q:
    """Return the condition that a row is believed today, or was before a moment. `prefix` reaches it (`mandates__`)."""
    if known_at is None:
        return models.Q(**{f"{prefix}retracted_at__isnull": True})
    return models.Q(**{f"{prefix}recorded_at__lt": known_at}) & (
        models.Q(**{f"{prefix}retracted_at__isnull": True}) | models.Q(**{f"{prefix}retracted_at__gte": known_at})
    )


def ended_by(
    day: dt.date | models.expressions.Combinable, *, known_at: dt.datetime | None, on: str, recorded: str
) -> models.Q:
    """Return the condition that an end (`on`, a date field, recorded at `recorded`) had come by a day, as known."""
    known = models.Q() if known_at is None else models.Q(**{f"{recorded}__lt": known_at})
    return models.Q(**{f"{on}__lte": day}) & known


NOT_RETRACTED = models.Q(retracted_at__isnull=True)
