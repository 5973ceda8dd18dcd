"""A simple limit on how often something is asked, counted in the cache of this installation.

The count is a guard against guessing and flooding, not an account: with several server processes and the default cache each
process counts its own. A shared cache (setting CACHES) makes it one count.
"""

import hashlib
from typing import Final

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

CARD_CHECK: Final = "card-check"  # the page and the API are two doors to one thing: they count together


def client_address(request: HttpRequest) -> str:
    """Return who is counted for a limit: the address that the server saw, or that its own proxies saw.

    Each of the HIRFA_TRUSTED_PROXIES proxies adds at the end of X-Forwarded-For whom it saw; what stands before, anybody
    can write. A request with fewer entries did not come through them all, so the address the server saw is taken.
    """
    seen = str(request.META.get("REMOTE_ADDR", ""))
    proxies: int = settings.HIRFA_TRUSTED_PROXIES
    told = [entry.strip() for entry in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    if proxies < 1 or len(told) < proxies:
        return seen
    return told[-proxies] or seen


def allows(*, what: str, who: str, limit: int, seconds: int) -> bool:
    """Count one more and say whether `who` stays within `limit` times of `what` in a window of `seconds`.

    `who` (an address, a log-in) is only kept as a hash, until the window ends.
    """
    key = f"throttle:{what}:{hashlib.sha256(who.encode()).hexdigest()[:32]}"
    if cache.add(key, 1, timeout=seconds):
        return True
    try:
        return cache.incr(key) <= limit
    except ValueError:  # the window ended between the two lines
        cache.add(key, 1, timeout=seconds)
        return True


def forget(*, what: str, who: str) -> None:
    """Start anew: after a right password, earlier wrong ones no longer count."""
    cache.delete(f"throttle:{what}:{hashlib.sha256(who.encode()).hexdigest()[:32]}")
