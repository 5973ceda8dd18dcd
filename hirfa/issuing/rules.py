"""How keys, lists and states of credentials behave. No database, no clock, no Django."""

import datetime as dt
import re
from typing import Final

# One list serves a million credentials; two bits each (draft-ietf-oauth-status-list, section 4).
STATUS_LIST_SIZE: Final = 2**20
STATUS_BITS: Final = 2
# Beyond this share a new list is opened, so that a random free place is found in a few tries.
FILLED_SHARE: Final = 0.9

STATUS_VALUE: Final[dict[str, int]] = {"VALID": 0, "REVOKED": 1, "SUSPENDED": 2}

MOVES: Final[dict[str, frozenset[str]]] = {
    "VALID": frozenset({"SUSPENDED", "REVOKED"}),
    "SUSPENDED": frozenset({"VALID", "REVOKED"}),
    "REVOKED": frozenset(),
}

# A signer signs for a year; a status list is to be fetched twice a day and not to be used after a week; the trust list
# lives a month. Periods of ours, not of the law.
SIGNER_LIFE: Final = dt.timedelta(days=366)
ROOT_LIFE: Final = dt.timedelta(days=3653)
STATUS_TTL: Final = dt.timedelta(hours=12)
STATUS_LIFE: Final = dt.timedelta(days=7)
TRUST_LIFE: Final = dt.timedelta(days=31)

# The code of a paper is of one size as well: a longer name is cut, and still tells one holder from another.
MAX_PAPER_NAME: Final = 100
_PAPER_NUMBER: Final = re.compile(r"[A-Z0-9][A-Z0-9/-]{0,31}")


def is_paper_number(number: str) -> bool:
    """Say whether a text may be the number of a paper: it is printed, typed and read out, so letters, digits, / and -."""
    return _PAPER_NUMBER.fullmatch(number) is not None


def paper_name(name: str) -> str | None:
    """Return a name as the code of a paper holds it, None for no name."""
    plain = " ".join(name.split())
    return (plain if len(plain) <= MAX_PAPER_NAME else f"{plain[: MAX_PAPER_NAME - 1]}…") or None


def may_move(old: str, new: str) -> bool:
    """Say whether a credential may pass from one state to another. Revoked is for ever."""
    return new in MOVES[old]


def status_uri(issuer: str, number: int) -> str:
    """Return the address of a status list: it is printed in every card, so it is short."""
    return f"{issuer.rstrip('/')}/status/{number}"
