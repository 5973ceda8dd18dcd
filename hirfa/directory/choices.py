from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ConsentLanguage(TextChoices):
    """The languages in which the wording stands: the one in which it was read or read aloud is kept."""

    ARABIC = "ar", _("Arabic")
    FRENCH = "fr", _("French")
    ENGLISH = "en", _("English")


class ConsentChannel(TextChoices):
    COUNTER = "COUNTER", _("At the counter, read aloud")
    WRITTEN = "WRITTEN", _("In writing, signed")


class PlaceShown(TextChoices):
    """How near the public is told where somebody works. An address is never told."""

    PROVINCE = "PROVINCE", _("The province only")
    COMMUNE = "COMMUNE", _("The commune")
