"""How a line of the diary is hashed. No database, no clock, no Django."""

import datetime as dt
import hashlib
import json
from typing import Any, Final

NATIONAL: Final = "national"
FIRST_HASH: Final = "0" * 64


def line_hash(
    *,
    previous: str,
    chain: str,
    position: int,
    at: dt.datetime,
    actor: str,
    verb: str,
    subject: str,
    facts: dict[str, Any],
) -> str:
    """Return the SHA-256 of a line over the one before it: canonical JSON (sorted keys, no spaces), moment in UTC."""
    content = [previous, chain, position, at.astimezone(dt.UTC).isoformat(), actor, verb, subject, facts]
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
