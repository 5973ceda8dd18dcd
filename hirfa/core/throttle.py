"""A simple limit on how often something is asked, counted in the cache of this installation.

The count is a guard against guessing and flooding, not an account: with several server processes and the default cache each
process counts its own. A shared cache (setting CACHES) makes it one count.
"""

import hashlib

from django.core.cache import cache


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
