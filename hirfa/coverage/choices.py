from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CoverState(TextChoices):
    """The way to social cover, step by step. A step is never counted as another."""

    PRE_REGISTERED = "PRE_REGISTERED", _("Pre-registered")
    DECLARED = "DECLARED", _("Declared to the fund")
    MATCHED = "MATCHED", _("Matched by the fund")
    RIGHTS_OPEN = "RIGHTS_OPEN", _("Rights open")
    SUSPENDED = "SUSPENDED", _("Rights suspended")
