"""Can the claims of a statement all be true? The smallest sets that cannot, found by search over small sets."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from typing import Final

from hirfa.indicators.definitions import Registry

from .bounds import (
    ONE,
    Assertion,
    Quantity,
    assertions_of,
    bounds_of,
    identities_of,
    least_december_share,
    rests_of,
)
from .choices import Severity
from .linear import Bound, are_possible, bound, find_range
from .statement import Claim

LARGEST_SET: Final = 4  # a contradiction that needs more than four claims is not one that a person can follow


@dataclass(frozen=True, slots=True)
class Rest:
    """What a set of claims leaves to the end of a year, at a level of rounding: `most` in the unit of the claims."""

    to_month: Quantity
    year: Quantity
    most: Fraction | None


@dataclass(frozen=True, slots=True)
class Level:
    """A set of claims at one level of rounding: possible or not, and what it leaves to the rest of a year."""

    level: int
    is_possible: bool
    rest: Rest | None
    against_records: bool


@dataclass(frozen=True, slots=True)
class Conflict:
    """A smallest set of claims that cannot all be true. `share` is the smallest rest of a year in the records."""

    assertions: tuple[Assertion, ...]
    levels: tuple[Level, ...]
    severity: Severity
    share: Fraction | None

    @property
    def claims(self) -> tuple[str, ...]:
        """The ids of the claims, without the bases that they name."""
        return tuple(dict.fromkeys(one.claim.id for one in self.assertions))


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What is known apart from the claims: the definitions and the stored figures, exactly."""

    definitions: Registry
    exact: Mapping[Quantity, Fraction]

    @property
    def certain(self) -> Mapping[Quantity, Fraction]:
        """Quantities that nobody disputes: those of the reference lists."""
        return {one: value for one, value in self.exact.items() if self.definitions[one.indicator].owner == "reference"}


def find_conflicts(claims: Iterable[Claim], knowledge: Knowledge) -> list[Conflict]:
    """Return the smallest conflicting sets at the finest reading, each with what coarser ones leave; the worst first."""
    assertions = assertions_of(claims)
    found: list[tuple[Assertion, ...]] = []
    for group in _related(assertions, knowledge):
        for size in range(1, min(LARGEST_SET, len(group)) + 1):
            for chosen in combinations(group, size):
                smaller = any(_ids(one) <= _ids(chosen) for one in found)
                if not smaller and not _hold(chosen, knowledge, level=0):
                    found.append(chosen)
    conflicts = [_examine(chosen, knowledge) for chosen in found]
    order = list(Severity)
    return sorted(conflicts, key=lambda one: (order.index(one.severity), one.claims))


def is_resolved(conflict: Conflict, claims: Sequence[Claim], knowledge: Knowledge) -> bool:
    """Say whether the claims of a conflict, some of them relabelled in `claims`, can now be true beside the records."""
    names = set(conflict.claims)
    assertions = assertions_of(claim for claim in claims if claim.id in names)
    if not assertions:
        return True
    last = max(len(one.readings) for one in assertions) - 1
    level = _level(tuple(assertions), knowledge, last)
    return level.is_possible and not level.against_records


def _ids(assertions: Iterable[Assertion]) -> set[str]:
    return {one.id for one in assertions}


def _related(assertions: Sequence[Assertion], knowledge: Knowledge) -> list[list[Assertion]]:
    """Group assertions that share a quantity, directly or by an identity: only those can contradict each other."""
    groups: list[tuple[set[object], list[Assertion]]] = []
    for one in assertions:
        touched = {name for part in _bounds((one,), knowledge, 0) for name in part.quantities}
        sources = {_family(name, knowledge) for name in touched if isinstance(name, Quantity)}
        shared = touched | sources
        near = [group for group in groups if group[0] & shared]
        merged: tuple[set[object], list[Assertion]] = ({*touched, *sources}, [])
        for group in near:
            merged[0].update(group[0])
            merged[1].extend(group[1])
            groups.remove(group)
        merged[1].append(one)
        groups.append(merged)
    return [sorted(members, key=assertions.index) for _names, members in groups]


def _family(quantity: Quantity, knowledge: Knowledge) -> object:
    definition = knowledge.definitions[quantity.indicator]
    return definition.source, definition.measure


def _bounds(assertions: Iterable[Assertion], knowledge: Knowledge, level: int) -> list[Bound]:
    said = [part for one in assertions for part in bounds_of(one, knowledge.definitions, level)]
    return [*said, *identities_of(said, knowledge.definitions, knowledge.certain)]


def _hold(assertions: Iterable[Assertion], knowledge: Knowledge, *, level: int) -> bool:
    return are_possible(_bounds(assertions, knowledge, level))


def _examine(assertions: tuple[Assertion, ...], knowledge: Knowledge) -> Conflict:
    """Look at a set at every level of rounding, and beside what the records show of the ends of years."""
    count = max(len(one.readings) for one in assertions)
    levels = tuple(_level(assertions, knowledge, level) for level in range(count))
    last = levels[-1]
    if not last.is_possible:
        severity = Severity.IMPOSSIBLE
    elif last.against_records:
        severity = Severity.AGAINST_RECORDS
    else:
        severity = Severity.ONLY_BY_ROUNDING
    rests = rests_of(_bounds(assertions, knowledge, 0), knowledge.definitions)
    share = _share(rests[0][0], knowledge) if rests else None
    return Conflict(assertions, levels, severity, share)


def _level(assertions: tuple[Assertion, ...], knowledge: Knowledge, level: int) -> Level:
    bounds = _bounds(assertions, knowledge, level)
    if not are_possible(bounds):
        return Level(level, is_possible=False, rest=None, against_records=False)
    rests = rests_of(bounds, knowledge.definitions)
    if not rests:
        return Level(level, is_possible=True, rest=None, against_records=False)
    to_month, year = rests[0]
    rest = "rest of the year"
    forced = [
        *bounds,
        bound({rest: ONE, year: -ONE, to_month: ONE}, 0),
        bound({rest: -ONE, year: ONE, to_month: -ONE}, 0),
    ]
    left = find_range(forced, rest)
    share = _share(to_month, knowledge)
    # to_month <= (1 - share) x year: the rest of the year is at least what it ever was in the records
    seasonal = [*bounds, bound({to_month: ONE, year: share - 1}, 0)] if share is not None else bounds
    return Level(
        level,
        is_possible=True,
        rest=Rest(to_month, year, left.high if left else None),
        against_records=not are_possible(seasonal),
    )


def _share(to_month: Quantity, knowledge: Knowledge) -> Fraction | None:
    return least_december_share(knowledge.exact, to_month.indicator, to_month.period.days.last_day.month)
