from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CardState(TextChoices):
    """What has been decided about a card. That it has run out is computed from its dates, never stored."""

    VALID = "VALID", _("Valid")
    SUSPENDED = "SUSPENDED", _("Suspended")
    REVOKED = "REVOKED", _("Revoked")
    REPLACED = "REPLACED", _("Replaced")


class MoveReason(TextChoices):
    LOST = "LOST", _("Lost")
    STOLEN = "STOLEN", _("Stolen")
    DAMAGED = "DAMAGED", _("Damaged")
    ENTRY_CLOSED = "ENTRY_CLOSED", _("Entry closed")
    ENTRY_SUSPENDED = "ENTRY_SUSPENDED", _("Entry suspended")
    ISSUED_IN_ERROR = "ISSUED_IN_ERROR", _("Issued in error")
    FRAUD = "FRAUD", _("Fraud")
    DECEASED = "DECEASED", _("Holder deceased")
    RENEWED = "RENEWED", _("Renewed")
    LIFTED = "LIFTED", _("Suspension lifted")
