"""How a case moves, when it is due and who may sign, as plain functions. No database, no clock, no Django.

Law 50-17 could not be read in full: delays and deciding bodies are dated rows of `reference`, handed in.
"""

import datetime as dt
from collections.abc import Collection, Sequence
from typing import Final

MOVES: Final[dict[str, frozenset[str]]] = {
    "RECEIVED": frozenset({"UNDER_REVIEW", "WITHDRAWN"}),
    "UNDER_REVIEW": frozenset({"PIECES_AWAITED", "BEFORE_SITTING", "PROPOSED", "WITHDRAWN"}),
    "PIECES_AWAITED": frozenset({"UNDER_REVIEW", "WITHDRAWN"}),
    "BEFORE_SITTING": frozenset({"PROPOSED", "WITHDRAWN"}),
    "PROPOSED": frozenset({"UNDER_REVIEW", "ACCEPTED", "REFUSED", "WITHDRAWN"}),
    "ACCEPTED": frozenset(),
    "REFUSED": frozenset(),
    "WITHDRAWN": frozenset(),
}
OPEN: Final = frozenset(state for state, after in MOVES.items() if after)
DECIDED: Final = frozenset({"ACCEPTED", "REFUSED"})


def may_move(old: str, new: str) -> bool:
    """Say whether a case may pass from one state to another."""
    return new in MOVES[old]


def due_on(received_on: dt.date, *, delay: int, stops: Sequence[tuple[dt.date, dt.date | None]]) -> dt.date | None:
    """Return the last day to decide: `delay` days after reception, and as many more as the clock stood still.

    `stops` are (day it stopped, day it went on) while pieces were awaited; None while it stands still now.
    """
    days = dt.timedelta(days=delay)
    for stopped_on, resumed_on in stops:
        if resumed_on is None:
            return None
        days += resumed_on - stopped_on
    return received_on + days


def appeal_until(decided_on: dt.date, *, delay: int) -> dt.date:
    """Return the last day to appeal, counted from the day after the decision."""
    return decided_on + dt.timedelta(days=delay)


def may_sign(signer: str, *, proposer: str, needs_two: bool, decided_before: Collection[str]) -> bool:
    """Say whether a person may sign: not one's own proposal where two are needed, nor an appeal against one's decision.

    People are known by their log-ins; `decided_before` are those who proposed or signed the decision appealed against.
    """
    return signer not in decided_before and not (needs_two and signer == proposer)


def missing_pieces(asked: Sequence[tuple[str, bool, str]], held: Collection[str]) -> list[str]:
    """Return the codes of the pieces that are lacking, in the order of the list.

    `asked` are (code, required, group); of a group one is enough, and its first code stands for it.
    """
    missing: list[str] = []
    groups_met = {group for code, _required, group in asked if group and code in held}
    for code, required, group in asked:
        if not required or code in held or group in groups_met:
            continue
        missing.append(code)
        if group:
            groups_met.add(group)
    return missing
