from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Theme(TextChoices):
    TECHNICAL = "TECHNICAL", _("Technical skills")
    FINANCIAL = "FINANCIAL", _("Financial education")
    DIGITAL = "DIGITAL", _("Digital skills")


class ApprenticeshipOutcome(TextChoices):
    DIPLOMA = "DIPLOMA", _("Diploma")
    NO_DIPLOMA = "NO_DIPLOMA", _("Finished without diploma")
    DROPPED_OUT = "DROPPED_OUT", _("Left before the end")
