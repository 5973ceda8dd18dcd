"""Questions others may ask of the reference lists."""

import datetime as dt
from typing import Any

from .models import LegalParameter


def get_parameter(key: str, *, on: dt.date) -> Any:
    """Return the value of a legal parameter on a day. Raises LegalParameter.DoesNotExist when none is in force."""
    return LegalParameter.objects.in_force_on(on).get(key=key).value
