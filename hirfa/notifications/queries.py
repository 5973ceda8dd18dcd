"""Questions about notifications. None of them opens what is sealed unless the row is asked for it."""

from django.db import models

from hirfa.audit.operations import subject_text
from hirfa.core.crypto import blind

from .choices import Medium
from .models import Notification, NotificationQuerySet

# A telephone is hashed as the register hashes it: what was sent to a person can be found by the person's own keys.
_HASHED_AS = {Medium.SMS: "phone", Medium.EMAIL: "email", Medium.LETTER: "address"}


def list_notifications_about(subject: models.Model | str) -> NotificationQuerySet:
    """Return what was said about one thing (a row, or `app.model:id`), the newest first."""
    found: NotificationQuerySet = Notification.objects.filter(about=subject_text(subject))
    return found.order_by("-asked_at", "-pk")


def list_notifications_to(*, medium: Medium, to: str) -> NotificationQuerySet:
    """Return what was sent, or is to be, to one address by one medium, the newest first."""
    found: NotificationQuerySet = Notification.objects.filter(
        medium=medium, recipient_hash=recipient_hash(medium=medium, to=to)
    )
    return found.order_by("-asked_at", "-pk")


def recipient_hash(*, medium: Medium, to: str) -> int:
    """Return the keyed hash that an address is looked up by; letters large or small make no other e-mail address."""
    return blind(_HASHED_AS[medium], to.strip().lower())
