"""What happens to notifications: asked for in the caller's transaction, sent after it, at least once."""

import datetime as dt
import json
import logging
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.db import models, transaction
from django.utils.translation import gettext as _

from hirfa.audit.operations import record, subject_text
from hirfa.audit.rules import NATIONAL
from hirfa.core.errors import Refusal

from .choices import Language, Medium, NotificationState
from .drivers import driver_of
from .drivers.port import NotSent, Outgoing
from .models import Notification, NotificationQuerySet
from .queries import recipient_hash
from .registry import fitting_values, get_message
from .rendering import rendered
from .rules import LEASE_MINUTES, MOST_AT_ONCE, MOST_ATTEMPTS, is_recipient, may_move, minutes_before_retry

logger = logging.getLogger(__name__)

NOT_ARRIVED: Final = "not_arrived"


class RecipientNotUsable(Refusal):
    code = "recipient_not_usable"


class NotificationUnknown(Refusal):
    code = "notification_unknown"


@dataclass(frozen=True, slots=True)
class Delivery:
    """One attempt to send a notification, which is nobody else's until the lease ends."""

    notification_id: uuid.UUID
    medium: Medium
    attempt: int


@dataclass(frozen=True, slots=True)
class DeliveryCount:
    sent: int = 0
    failed: int = 0
    given_up: int = 0

    @property
    def taken(self) -> int:
        return self.sent + self.failed + self.given_up

    def __add__(self, other: "DeliveryCount") -> "DeliveryCount":
        return DeliveryCount(self.sent + other.sent, self.failed + other.failed, self.given_up + other.given_up)


@transaction.atomic
def notify(
    *,
    kind: str,
    medium: Medium,
    language: Language,
    to: str,
    values: Mapping[str, str],
    about: models.Model | str,
    by: object,
    at: dt.datetime,
    key: str | None = None,
    chain: str = NATIONAL,
) -> Notification:
    """Put a message into the outbox, in the caller's transaction: if that is rolled back, nothing was ever to be sent.

    `values` are texts, written as `language` writes days and numbers. The same `key` (ids only) asks once: the second
    time returns the first row as it is. Call it before your own line in the diary, with your own `chain`. Raises
    RecipientNotUsable for what is no address, LookupError for an unknown kind, ValuesDoNotFit.
    """
    message, medium, language = get_message(kind), Medium(medium), Language(language)
    said = fitting_values(message, medium, values)
    rendered(
        message, medium=medium, language=language, values=said
    )  # what cannot be said fails here, not when it is sent
    to = to.strip()
    if not is_recipient(medium, to):
        raise RecipientNotUsable(
            _("No message can be sent to this address or number. Check it, or choose another way.")
        )
    content = {
        "kind": kind,
        "medium": medium,
        "language": language,
        "recipient": to,
        "recipient_hash": recipient_hash(medium=medium, to=to),
        "values": json.dumps(said, ensure_ascii=False),
        "about": subject_text(about),
        "next_try_at": at,
        "asked_at": at,
    }
    if key is None:
        notification, made = Notification.objects.create(**content), True
    else:
        notification, made = Notification.objects.get_or_create(key=key, defaults=content)
    if made:
        facts = {"kind": kind, "medium": medium, "about": notification.about}
        record(verb="notification.asked", subject=notification, by=by, at=at, facts=facts, chain=chain)
    return notification


def deliver_due(*, by: object, at: dt.datetime, most: int = MOST_AT_ONCE) -> DeliveryCount:
    """Send what is due at a moment, the longest due first, `most` at the most; return how many were sent, and were not.

    Each is taken in a transaction of its own, sent outside of any, and noted in another: nothing is locked while a gateway
    thinks, and two deliverers never take one row. Whoever is killed in between leaves it due again after the lease, so a
    message is sent at least once, and rarely twice. Raises ValueError when so many would outlive their lease, RuntimeError
    inside of a transaction.
    """
    if most > MOST_AT_ONCE:
        raise ValueError(f"at most {MOST_AT_ONCE} at one moment")
    count = DeliveryCount()
    for _turn in range(most):
        delivery = _take(Notification.objects.due_at(at), at=at)
        if delivery is None:
            break
        count += _counted(_send(delivery, by=by, at=at))
    return count


def deliver_notification(*, notification_id: uuid.UUID, by: object, at: dt.datetime) -> DeliveryCount:
    """Send one notification if it is due; otherwise it is sent, or somebody is sending it, and nothing is done.

    Raises RuntimeError inside of a transaction.
    """
    delivery = _take(Notification.objects.due_at(at).filter(pk=notification_id), at=at)
    return DeliveryCount() if delivery is None else _counted(_send(delivery, by=by, at=at))


@transaction.atomic
def note_delivered(*, reference: str, by: object, at: dt.datetime) -> Notification:
    """Note a gateway's receipt that an SMS arrived, also after one that it did not. The same receipt again changes nothing.

    Raises NotificationUnknown when no SMS that was sent bears the reference: a receipt may overtake the note that it was
    sent, so the gateway should ask again.
    """
    found = _receipted(reference)
    if may_move(found.state, NotificationState.DELIVERED):
        found.state, found.delivered_at, found.last_error = NotificationState.DELIVERED, at, ""
        found.save(update_fields=["state", "delivered_at", "last_error"])
        record(verb="notification.delivered", subject=found, by=by, at=at, facts={"kind": found.kind})
    return found


@transaction.atomic
def note_undelivered(*, reference: str, by: object, at: dt.datetime) -> Notification:
    """Note a gateway's last word that an SMS did not arrive. One that did arrive stays delivered, whatever comes later.

    It is not sent again: the gateway has tried for as long as its network does. Raises NotificationUnknown as
    `note_delivered` does.
    """
    found = _receipted(reference)
    if may_move(found.state, NotificationState.UNDELIVERED):
        found.state, found.last_error = NotificationState.UNDELIVERED, NOT_ARRIVED
        found.save(update_fields=["state", "last_error"])
        record(verb="notification.undelivered", subject=found, by=by, at=at, facts={"kind": found.kind})
    return found


@transaction.atomic
def forget_messages(*, notifications: NotificationQuerySet, by: object, at: dt.datetime) -> int:
    """Forget whom and what messages told that were sent or given up; return how many. One still to be sent stays whole."""
    locked = notifications.unopened().over().select_for_update(of=("self",)).order_by("pk")
    idents = list(locked.values_list("pk", flat=True))
    Notification.objects.filter(pk__in=idents).update(recipient=None, recipient_hash=None, values=None)
    if idents:
        facts = {"notifications": [str(ident) for ident in idents]}
        record(verb="notifications.forgotten", subject="notifications", by=by, at=at, facts=facts)
    return len(idents)


@transaction.atomic(durable=True)
def _take(due: NotificationQuerySet, *, at: dt.datetime) -> Delivery | None:
    """Take the row that is due longest: nobody else finds it due until the lease ends."""
    found = due.unopened().select_for_update(skip_locked=True).order_by("next_try_at", "pk").first()
    if found is None:
        return None
    found.attempts += 1
    found.next_try_at = at + dt.timedelta(minutes=LEASE_MINUTES)
    found.save(update_fields=["attempts", "next_try_at"])
    return Delivery(found.pk, Medium(found.medium), found.attempts)


def _send(delivery: Delivery, *, by: object, at: dt.datetime) -> str:
    """Hand a message to its driver, note how it went, and return the state that the notification is in now."""
    if delivery.attempt > MOST_ATTEMPTS:  # each attempt ended with its process, so the message itself may be why
        return _note_not_sent(delivery, code="interrupted", for_good=True, by=by, at=at)
    try:
        reference = driver_of(delivery.medium).send(_outgoing(delivery, at=at))
    except NotSent as fault:
        return _note_not_sent(delivery, code=fault.code, for_good=fault.for_good, by=by, at=at)
    except Exception as fault:  # one message that cannot be opened or said must not stop those behind it
        return _note_not_sent(delivery, code=type(fault).__name__, for_good=False, by=by, at=at)
    return _note_sent(delivery, reference=reference, by=by, at=at)


def _outgoing(delivery: Delivery, *, at: dt.datetime) -> Outgoing:
    row = Notification.objects.get(pk=delivery.notification_id)
    language = Language(row.language)
    values = json.loads(row.values or "{}")
    text = rendered(get_message(row.kind), medium=delivery.medium, language=language, values=values)
    return Outgoing(
        id=row.pk,
        kind=row.kind,
        medium=delivery.medium,
        language=language,
        to=row.recipient or "",
        subject=text.subject,
        body=text.body,
        at=at,
    )


@transaction.atomic(durable=True)
def _note_sent(delivery: Delivery, *, reference: str, by: object, at: dt.datetime) -> str:
    """Note it even when the lease has ended meanwhile: it did leave."""
    row = _locked(Notification.objects.filter(pk=delivery.notification_id))
    if row is None or not may_move(row.state, NotificationState.SENT):
        return NotificationState.SENT
    if reference and Notification.objects.filter(reference=reference).exists():
        reference = ""  # a gateway that gives one reference twice: its receipts tell nothing
    row.state, row.sent_at, row.next_try_at, row.reference, row.last_error = (
        NotificationState.SENT,
        at,
        None,
        reference,
        "",
    )
    row.save(update_fields=["state", "sent_at", "next_try_at", "reference", "last_error"])
    facts = {"kind": row.kind, "medium": row.medium, "attempt": delivery.attempt}
    record(verb="notification.sent", subject=row, by=by, at=at, facts=facts)
    return row.state


@transaction.atomic(durable=True)
def _note_not_sent(delivery: Delivery, *, code: str, for_good: bool, by: object, at: dt.datetime) -> str:
    """Note a failure by its code alone, unless somebody else has taken the row since: then that attempt decides."""
    logger.warning("notification %s not sent: %s", delivery.notification_id, code)
    row = _locked(Notification.objects.filter(pk=delivery.notification_id))
    minutes = None if for_good else minutes_before_retry(delivery.attempt)
    state = NotificationState.GIVEN_UP if minutes is None else NotificationState.FAILED
    if row is None or row.attempts != delivery.attempt or not may_move(row.state, state):
        return state
    row.state, row.last_error = state, code[:64]
    row.next_try_at = None if minutes is None else at + dt.timedelta(minutes=minutes)
    row.save(update_fields=["state", "last_error", "next_try_at"])
    facts = {"kind": row.kind, "medium": row.medium, "attempt": delivery.attempt, "code": row.last_error}
    record(verb=f"notification.{state.lower()}", subject=row, by=by, at=at, facts=facts)
    return state


def _receipted(reference: str) -> Notification:
    """Return the SMS that a receipt is about, locked. A letter's file has a reference too, of which no gateway tells."""
    found = _locked(Notification.objects.filter(medium=Medium.SMS, reference=reference)) if reference else None
    if found is None:
        raise NotificationUnknown(_("Nothing was sent under this reference. Ask again in a minute."))
    return found


def _locked(rows: NotificationQuerySet) -> Notification | None:
    return rows.unopened().select_for_update(no_key=True).first()


def _counted(state: str) -> DeliveryCount:
    return DeliveryCount(
        sent=int(state == NotificationState.SENT),
        failed=int(state == NotificationState.FAILED),
        given_up=int(state == NotificationState.GIVEN_UP),
    )
