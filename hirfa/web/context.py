"""What every page knows."""

from django.conf import settings
from django.http import HttpRequest


def house(request: HttpRequest) -> dict[str, object]:
    """Return whether this installation is a demonstration: pages then say so."""
    return {"demonstration": settings.HIRFA_DEMONSTRATION}
