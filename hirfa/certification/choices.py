from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SchemeKind(TextChoices):
    LABEL = "LABEL", _("Label")
    COLLECTIVE_MARK = "COLLECTIVE_MARK", _("Collective mark")
    GEOGRAPHICAL_INDICATION = "GEOGRAPHICAL_INDICATION", _("Geographical indication")
    STANDARD = "STANDARD", _("Standard")


class FileOutcome(TextChoices):
    GRANTED = "GRANTED", _("Certificate granted")
    REFUSED = "REFUSED", _("Refused")
    WITHDRAWN = "WITHDRAWN", _("Withdrawn by the unit")
