"""The background task for what cannot wait for the next `hirfa run_due`, such as a code that somebody is about to type."""

import uuid

from django.utils import timezone
from django_tasks import task

from .operations import deliver_notification


@task()
def deliver_soon(notification_id: str) -> None:
    """Try to send one notification now. A door enqueues it on commit; when it fails, `run_due` tries again."""
    deliver_notification(notification_id=uuid.UUID(notification_id), by="worker", at=timezone.now())
