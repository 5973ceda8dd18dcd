from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class FairLevel(TextChoices):
    LOCAL = "LOCAL", _("Local")
    PROVINCIAL = "PROVINCIAL", _("Provincial")
    REGIONAL = "REGIONAL", _("Regional")
    NATIONAL = "NATIONAL", _("National")
    INTERNATIONAL = "INTERNATIONAL", _("International")
    THEMATIC = "THEMATIC", _("Thematic")


class FairState(TextChoices):
    PLANNED = "PLANNED", _("Planned")
    HELD = "HELD", _("Held")
    CANCELLED = "CANCELLED", _("Cancelled")


class CountMethod(TextChoices):
    """How visitors were counted, the surest first."""

    GATE_SCAN = "GATE_SCAN", _("Scan at the gate")
    COUNTER = "COUNTER", _("Counter")
    ESTIMATE = "ESTIMATE", _("Estimate")


class SalesStatus(TextChoices):
    DECLARED = "DECLARED", _("Declared")
    ESTIMATED = "ESTIMATED", _("Estimated")
    MISSING = "MISSING", _("Missing")
