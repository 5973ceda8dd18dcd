"""The ways out: one driver a medium, chosen by the installation's settings HIRFA_SMS, HIRFA_EMAIL and HIRFA_LETTER."""

from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from ..choices import Medium
from .console import ConsoleDriver
from .file import FileDriver
from .http_sms import HttpSmsDriver
from .port import Driver
from .smtp import SmtpDriver

_ANY: Final[dict[str, Callable[[], Driver]]] = {"file": FileDriver, "console": ConsoleDriver}
_DRIVERS: Final[dict[Medium, dict[str, Callable[[], Driver]]]] = {
    Medium.SMS: {**_ANY, "http": HttpSmsDriver},
    Medium.EMAIL: {**_ANY, "smtp": SmtpDriver},
    Medium.LETTER: _ANY,
}


def driver_of(medium: Medium) -> Driver:
    """Return the driver that this installation sends a medium by. Raises ImproperlyConfigured."""
    setting = f"HIRFA_{medium.value}"
    named, known = getattr(settings, setting), _DRIVERS[medium]
    if named not in known:
        raise ImproperlyConfigured(f"{setting} is one of {', '.join(sorted(known))}.")
    return known[named]()
