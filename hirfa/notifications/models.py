"""The outbox: what is to be said to whom, and how far it is. Whom and what are sealed."""

import datetime as dt

from django.db import models
from django.utils.translation import gettext_lazy as _

from hirfa.core.crypto import SealedField
from hirfa.core.ids import IdField, new_id

from .choices import Language, Medium, NotificationState
from .rules import OVER, UNSENT

_UNSENT = sorted(UNSENT)
_SENT = [NotificationState.SENT.value, NotificationState.DELIVERED.value, NotificationState.UNDELIVERED.value]
_FAULTY = [NotificationState.FAILED.value, NotificationState.GIVEN_UP.value, NotificationState.UNDELIVERED.value]


class NotificationQuerySet(models.QuerySet["Notification"]):
    def due_at(self, moment: dt.datetime) -> "NotificationQuerySet":
        """Not sent yet, and to be tried by now; what somebody has taken comes due when the lease ends."""
        return self.filter(state__in=_UNSENT, next_try_at__lte=moment)

    def over(self) -> "NotificationQuerySet":
        """Sent or given up, arrived or not, and still known to whom."""
        return self.filter(state__in=sorted(OVER), recipient_hash__isnull=False)

    def unopened(self) -> "NotificationQuerySet":
        """Without what is sealed: a row that cannot be opened must not stop the queue."""
        return self.defer("recipient", "values")


class Notification(models.Model):
    """One message to one recipient by one medium. It exists only once the transaction that asked for it is committed.

    Whom and what are forgotten when they were kept long enough; that something was said, and how it went, stays.
    """

    id = IdField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(_("kind"), max_length=64)
    medium = models.CharField(_("medium"), max_length=8, choices=Medium)
    language = models.CharField(_("language"), max_length=2, choices=Language)
    recipient = SealedField(_("recipient"), context="notification.recipient", null=True, blank=True)
    recipient_hash = models.BigIntegerField(_("keyed hash of the recipient"), null=True, blank=True)
    values = SealedField(_("values"), context="notification.values", null=True, blank=True)
    about = models.CharField(_("about"), max_length=120)
    key = models.CharField(_("key of the one who asks"), max_length=120, null=True, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=NotificationState, default=NotificationState.WAITING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_try_at = models.DateTimeField(_("next attempt at"), null=True, blank=True)
    last_error = models.CharField(_("last error (code)"), max_length=64, blank=True)
    reference = models.CharField(_("reference of the gateway"), max_length=200, blank=True)
    asked_at = models.DateTimeField(_("asked at"))
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    delivered_at = models.DateTimeField(_("delivered at"), null=True, blank=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        constraints = [
            models.CheckConstraint(
                name="notification_state_is_known", condition=models.Q(state__in=NotificationState.values)
            ),
            models.CheckConstraint(name="notification_medium_is_known", condition=models.Q(medium__in=Medium.values)),
            models.CheckConstraint(
                name="notification_language_is_known", condition=models.Q(language__in=Language.values)
            ),
            models.CheckConstraint(
                name="notification_is_tried_until_sent",
                condition=models.Q(state__in=_UNSENT, next_try_at__isnull=False)
                | (~models.Q(state__in=_UNSENT) & models.Q(next_try_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="notification_sent_has_a_moment",
                condition=models.Q(state__in=_SENT, sent_at__isnull=False)
                | (~models.Q(state__in=_SENT) & models.Q(sent_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="notification_delivered_has_a_moment",
                condition=models.Q(state=NotificationState.DELIVERED, delivered_at__isnull=False)
                | (~models.Q(state=NotificationState.DELIVERED) & models.Q(delivered_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="notification_fails_for_a_reason",
                condition=~models.Q(state__in=_FAULTY) | ~models.Q(last_error=""),
            ),
            models.CheckConstraint(
                name="notification_is_forgotten_once_over",
                condition=models.Q(recipient__isnull=False, recipient_hash__isnull=False, values__isnull=False)
                | models.Q(
                    recipient__isnull=True, recipient_hash__isnull=True, values__isnull=True, state__in=sorted(OVER)
                ),
            ),
            models.UniqueConstraint(
                name="notification_one_per_key", fields=["key"], condition=models.Q(key__isnull=False)
            ),
            models.UniqueConstraint(
                name="notification_one_per_reference", fields=["reference"], condition=~models.Q(reference="")
            ),
        ]
        indexes = [
            models.Index(name="notification_due", fields=["next_try_at", "id"], condition=models.Q(state__in=_UNSENT)),
            models.Index(name="notification_about", fields=["about", "asked_at"]),
            models.Index(name="notification_to", fields=["recipient_hash"]),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.medium} {self.state}"
