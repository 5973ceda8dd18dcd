from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Family(TextChoices):
    """The four families that the statement of 19 January 2026 names."""

    MARKETING = "MARKETING", _("Marketing")
    TRANSPORT = "TRANSPORT", _("Transport")
    INSURANCE = "INSURANCE", _("Insurance")
    FINANCE = "FINANCE", _("Financial services")
