"""Messages to the cast, and a driver that does as it is told."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from hirfa.notifications.choices import Language, Medium, NotificationState
from hirfa.notifications.drivers.port import Outgoing
from hirfa.notifications.models import Notification
from hirfa.notifications.operations import notify
from hirfa.notifications.registry import enter_message

AT = dt.datetime(2026, 1, 15, 10, 0, tzinfo=dt.UTC)
FATIMAS_PHONE = "+212600000017"
FATIMAS_MAIL = "fatima@example.ma"
FATIMAS_ADDRESS = "فاطمة الإدريسي\nحي السلام 7\nتاونات"
TO = {Medium.SMS: FATIMAS_PHONE, Medium.EMAIL: FATIMAS_MAIL, Medium.LETTER: FATIMAS_ADDRESS}


def enter_revoked() -> None:
    """Enter a message whose words stand in the catalogues already, so that they are heard in three languages."""
    enter_message(
        kind="card.revoked",
        sms="Card %(number)s is revoked.",
        subject="Professional card",
        body="Card %(number)s is revoked.",
    )


def ask(medium: Medium = Medium.SMS, **other: Any) -> Notification:
    """Ask that Fatima be told that her card is revoked."""
    content = {
        "kind": "card.revoked",
        "medium": medium,
        "language": Language.ARABIC,
        "to": TO[medium],
        "values": {"number": "C0000001735"},
        "about": "cards.card:17",
        "by": "tests",
        "at": AT,
    }
    return notify(**content | other)


class ToldDriver:
    """Keeps what it was given. Each answer is a reference, or a fault to raise; after the last, references of its own."""

    def __init__(self, answers: Iterable[str | BaseException] = ()) -> None:
        self.sent: list[Outgoing] = []
        self._answers = iter(answers)

    def send(self, message: Outgoing) -> str:
        answer = next(self._answers, f"ref-{message.id}")
        if isinstance(answer, BaseException):
            raise answer
        self.sent.append(message)
        return answer


def sent(reference: str, *, medium: Medium = Medium.SMS, at: dt.datetime = AT) -> Notification:
    """Tell Fatima that her card is revoked, by a gateway that took it under a reference."""
    asked = ask(medium, at=at)
    Notification.objects.filter(pk=asked.pk).update(
        state=NotificationState.SENT, sent_at=at, next_try_at=None, attempts=1, reference=reference
    )
    asked.refresh_from_db()
    return asked
