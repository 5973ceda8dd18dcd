from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Medium(TextChoices):
    SMS = "SMS", _("SMS")
    EMAIL = "EMAIL", _("E-mail")
    LETTER = "LETTER", _("Letter")


class Language(TextChoices):
    ARABIC = "ar", _("Arabic")
    FRENCH = "fr", _("French")
    ENGLISH = "en", _("English")


class NotificationState(TextChoices):
    """How far a notification is. Only a receipt of the gateway says whether it arrived; without one it stays sent."""

    WAITING = "WAITING", _("Waiting to be sent")
    SENT = "SENT", _("Sent")
    DELIVERED = "DELIVERED", _("Delivered")
    UNDELIVERED = "UNDELIVERED", _("Sent, did not arrive")
    FAILED = "FAILED", _("Not sent yet, tried again")
    GIVEN_UP = "GIVEN_UP", _("Given up")
