"""What Django checks before a server or a command starts: a slip in a setting is said at once, not to each message."""

from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import ImproperlyConfigured

from .choices import Medium
from .drivers import driver_of


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
