from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Transport(TextChoices):
    AIR = "AIR", _("By air")
    SEA = "SEA", _("By sea")
    ROAD = "ROAD", _("By road")
