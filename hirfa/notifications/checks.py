"""What Django checks before a server or a command starts: a slip in a setting is said at once, not to each message."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import ImproperlyConfigured

from .choices import Medium
from .drivers import driver_of
from .receipts import LEAST_SECRET, find_receipt_secret


@register()
def each_medium_has_a_driver(**_kwargs: Any) -> list[CheckMessage]:
    """Return an error for each medium whose setting names no driver, or one that lacks a setting of its own."""
    found: list[CheckMessage] = []
    for medium in Medium:
        try:
            driver_of(medium)
        except ImproperlyConfigured as wrong:
            found.append(Error(str(wrong), id="notifications.E001"))
    return found


@register()
def the_secret_of_receipts_is_long_enough(**_kwargs: Any) -> list[CheckMessage]:
    """Return an error for a secret that could be guessed: the door of receipts would stay shut without a word."""
    if not settings.HIRFA_SMS_RECEIPT_SECRET_FILE.exists() or find_receipt_secret() is not None:
        return []
    words = f"HIRFA_SMS_RECEIPT_SECRET_FILE holds a secret of at least {LEAST_SECRET} characters."
    return [Error(words, id="notifications.E002")]
