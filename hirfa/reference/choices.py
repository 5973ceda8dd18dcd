from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ProvinceKind(TextChoices):
    PROVINCE = "PROVINCE", _("Province")
    PREFECTURE = "PREFECTURE", _("Prefecture")


class CommuneKind(TextChoices):
    URBAN = "URBAN", _("Urban commune")
    RURAL = "RURAL", _("Rural commune")
    ARRONDISSEMENT = "ARRONDISSEMENT", _("Arrondissement")


class TradeCategory(TextChoices):
    PRODUCTION = "PRODUCTION", _("Art and utility production")
    SERVICES = "SERVICES", _("Services")


class EventKind(TextChoices):
    SEASON = "SEASON", _("Tourist season")
    NATIONAL = "NATIONAL", _("National event")
    MATCHES = "MATCHES", _("Matches of a cup")


class Body(TextChoices):
    """Who decides an act. Which one is a dated row of `Act`."""

    CHAMBER = "CHAMBER", _("Chamber of handicrafts")
    DIRECTORATE = "DIRECTORATE", _("Regional directorate")
    COMMISSION = "COMMISSION", _("Craft qualification commission")
