from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FairsConfig(AppConfig):
    name = "hirfa.fairs"
    label = "fairs"
    verbose_name = _("fairs")
