"""What holds of numbers, identities and dated facts, as plain functions. No database, no clock, no Django."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, Final, NamedTuple

from hirfa.names import normal

LONGEST_NAME: Final = 80
# A Latin x counts as two consonants, and a filed key is that of both names with a space between.
LONGEST_WORD_KEY: Final = 2 * LONGEST_NAME
LONGEST_KEY: Final = 2 * LONGEST_WORD_KEY + 1
# Two consecutive entries get numbers far apart, so that a number tells nothing of its age. Prime to 10, so a bijection.
_STRIDE: Final = 61_803_399
_START: Final = 27_182_818
_CIN: Final = re.compile(r"[A-Z]{1,2}[0-9]{3,7}")
_PHONE: Final = re.compile(r"(?:(?:\+|00)?212|0)?([5-8][0-9]{8})")
_GROUND: Final = re.compile(r"[A-Z][A-Z0-9_]{1,31}")

# How the standing of an entry may change: published in docs/states/entry.md. Nothing is deleted, so a closed entry may
# come back. The grounds of suspension and closure in the law are not published: they are codes handed in.
MOVES: Final[dict[str, frozenset[str]]] = {
    "IN_FORCE": frozenset({"SUSPENDED", "CLOSED"}),
    "SUSPENDED": frozenset({"IN_FORCE", "CLOSED"}),
    "CLOSED": frozenset({"IN_FORCE"}),
}
# The ground that follows by itself from the supervising artisan's standing, and goes with it.
SUPERVISOR_LOST: Final = "SUPERVISOR_LOST"
DECEASED: Final = "DECEASED"


def may_move(old: str, new: str) -> bool:
    """Say whether the standing of an entry may pass from one state to another."""
    return new in MOVES[old]


def is_ground(text: str) -> bool:
    """Say whether a text is a code that a decision may give as its ground: SUPERVISOR_LOST is no decision of anyone."""
    return bool(_GROUND.fullmatch(text)) and text != SUPERVISOR_LOST


# What becomes of an application; published in docs/states/application.md.
APPLICATION_MOVES: Final[dict[str, frozenset[str]]] = {
    "DRAFT": frozenset({"SENT", "ABANDONED"}),
    "SENT": frozenset({"ADMITTED", "REFUSED", "WITHDRAWN"}),
    "REFUSED": frozenset({"ADMITTED"}),  # by an appeal
    "ADMITTED": frozenset(),
    "WITHDRAWN": frozenset(),
    "ABANDONED": frozenset(),
}


# What becomes of a request about an entry; published in docs/states/entry-request.md.
REQUEST_MOVES: Final[dict[str, frozenset[str]]] = {
    "OPEN": frozenset({"DONE", "REFUSED"}),
    "REFUSED": frozenset({"DONE"}),  # by an appeal
    "DONE": frozenset(),
}


def may_move_request(old: str, new: str) -> bool:
    """Say whether a request about an entry may pass from one state to another."""
    return new in REQUEST_MOVES[old]


def may_move_application(old: str, new: str) -> bool:
    """Say whether an application may pass from one state to another."""
    return new in APPLICATION_MOVES[old]


def check_digits(number: int) -> int:
    """Return the two check digits of a number (ISO 7064, MOD 97-10): they catch any wrong or two swapped digits."""
    return 98 - number * 100 % 97


def has_check_digits(digits: str) -> bool:
    """Say whether the last two of these western digits are the check digits of those before, in their one writing."""
    return int(digits[-2:]) == check_digits(int(digits[:-2]))


def nia_of(serial: int, *, digits: int) -> str:
    """Return the craft number of the n-th serial, from 1: `digits` digits without meaning, then two check digits.

    Raises ValueError when the serials of this length are used up.
    """
    room = 10**digits
    if not 0 < serial < room:
        raise ValueError(f"no craft number of {digits} digits for serial {serial}")
    number = (serial * _STRIDE + _START) % room
    return f"{number:0{digits}d}{check_digits(number):02d}"


def spaced_nia(nia: str) -> str:
    """Return a craft number of any length as it is printed: its digits in fours, the check digits apart."""
    digits, check = nia[:-2], nia[-2:]
    return " ".join([*(digits[at : at + 4] for at in range(0, len(digits), 4)), check]).strip()


def nia_is_valid(text: str, *, digits: int) -> bool:
    """Whether the text has the form of a craft number and its check digits hold; it may still never have been given."""
    return len(text) == digits + 2 and text.isascii() and text.isdigit() and has_check_digits(text)


def find_cin(text: str) -> str | None:
    """Return the CIN in its one form (letters then digits, no space), or None when it has not that form.

    One or two letters and up to seven digits: what is seen on cards; the rule itself is not published.
    """
    plain = re.sub(r"[\s.\-/]", "", text).upper()
    return plain if _CIN.fullmatch(plain) else None


def cin_digits(cin: str) -> str:
    """Return the digits: clerks confuse the letters of the delivering office."""
    return cin.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")


def cin_deletions(cin: str) -> list[str]:
    """Return the CIN with each one of its digits left out: two CINs one digit apart share one of these.

    Letters are not left out: `cin_digits` finds those who differ there.
    """
    start = len(cin) - len(cin_digits(cin))
    return list(dict.fromkeys(cin[:at] + cin[at + 1 :] for at in range(start, len(cin))))


def find_phone(text: str) -> str | None:
    """Return a Moroccan telephone number as `+212` and nine digits, or None. Spreadsheets lose the first 0."""
    found = _PHONE.fullmatch(re.sub(r"[\s.\-/()]", "", text))
    return f"+212{found[1]}" if found else None


def application_identity(application: object) -> str:
    """Return what the line of an accepted application is known by."""
    return f"application:{application}"


def masked(text: str) -> str:
    """Return what may be shown of a CIN or telephone that is wrong: its first character and its length."""
    return f"{text[:1]}{'•' * (len(text) - 1)}"


def name_fits(text: str) -> bool:
    """Say whether a given or family name has room, as written and in its normal form: one ligature may hold 18 letters."""
    return len(text) <= LONGEST_NAME and len(normal(text)) <= LONGEST_NAME


class Fact(NamedTuple):
    """A dated row as a plain value. Days and moments are of one comparable kind; None is "not ended"."""

    name: str
    value: Any
    valid_from: Any
    valid_to: Any
    recorded_at: Any
    retracted_at: Any


class Span(NamedTuple):
    """All facts that held over a stretch of days, as known over a stretch of moments."""

    values: dict[str, Any]
    valid_from: Any
    valid_to: Any
    recorded_at: Any
    retracted_at: Any


def history(
    changes: Sequence[tuple[Any, Any]], moments: Sequence[Any], *, name: str = "", at_once: bool
) -> Iterator[Fact]:
    """Yield the rows of values that took each other's place: (value, from day), each recorded at its moment.

    When all became known `at_once` there is one row a value. Otherwise each change retracts the open row and records
    it again with its end, so that what was known before the change can still be asked.
    """
    if len(changes) < 2:
        yield from (Fact(name, value, day, None, moments[0], None) for value, day in changes)
        return
    ends = [day for _value, day in changes[1:]] + [None]
    later = [*moments[1:], None]
    for (value, day), end, moment, changed in zip(changes, ends, moments, later, strict=True):
        if end is None or at_once:
            yield Fact(name, value, day, end, moment, None)
        else:
            yield Fact(name, value, day, None, moment, changed)
            yield Fact(name, value, day, end, changed, None)


def situations(facts: Sequence[Fact]) -> list[Span]:
    """Return what held together: the dated facts of one entry side by side, joined where nothing changes.

    A stretch without the fact named "state" is left out.
    """
    known = [
        (start, end, _over_days([f for f in facts if _covers(f.recorded_at, f.retracted_at, start)]))
        for start, end in _stretches([f.recorded_at for f in facts], [f.retracted_at for f in facts])
    ]
    spans: list[Span] = []
    for start, end, days in known:
        for values, valid_from, valid_to in days:
            before = next(
                (s for s in spans if s[:3] == (values, valid_from, valid_to) and s.retracted_at == start), None
            )
            if before is not None:
                spans[spans.index(before)] = before._replace(retracted_at=end)
            else:
                spans.append(Span(values, valid_from, valid_to, start, end))
    return spans


def _over_days(facts: list[Fact]) -> list[tuple[dict[str, Any], Any, Any]]:
    joined: list[tuple[dict[str, Any], Any, Any]] = []
    for start, end in _stretches([f.valid_from for f in facts], [f.valid_to for f in facts]):
        values = {f.name: f.value for f in facts if _covers(f.valid_from, f.valid_to, start)}
        if "state" not in values:
            continue
        if joined and joined[-1][0] == values and joined[-1][2] == start:
            joined[-1] = (values, joined[-1][1], end)
        else:
            joined.append((values, start, end))
    return joined


def _stretches(starts: list[Any], ends: list[Any]) -> Iterator[tuple[Any, Any]]:
    """Yield (start, end) between all the moments named, the last without end."""
    cuts = sorted({*starts, *(end for end in ends if end is not None)})
    return zip(cuts, [*cuts[1:], None], strict=True)


def overlapping(facts: Sequence[Fact]) -> str | None:
    """Return the name of a fact of which two rows, both still believed, hold on one day; None when there is none.

    The database allows one open row of a kind; that closed ones do not overlap is asked here.
    """
    believed: dict[str, list[Fact]] = {}
    for fact in facts:
        if fact.retracted_at is None:
            believed.setdefault(fact.name, []).append(fact)
    for name, rows in believed.items():
        in_order = sorted(rows, key=lambda fact: fact.valid_from)
        for one, after in pairwise(in_order):
            if one.valid_to is None or one.valid_to > after.valid_from:
                return name
    return None


def _covers(start: Any, end: Any, moment: Any) -> bool:
    return bool(start <= moment and (end is None or moment < end))
