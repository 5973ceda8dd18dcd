"""What else the words may have meant: other labels under which a stated number agrees with the stored figures."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from hirfa.indicators.choices import PeriodKind, Unit
from hirfa.indicators.definitions import Definition
from hirfa.indicators.schedule import Request

from .bounds import GROWTHS, Quantity
from .joint import Conflict, Knowledge, is_resolved
from .rules import Reading
from .statement import Claim, relabelled

MOST: Final = 3  # of a claim
THOUSAND: Final = 1000

# what was changed -> how far it is from what was said
COSTS: Final[Mapping[str, int]] = {"whole_year": 1, "months": 2, "other_year": 3, "unit": 4, "indicator": 5}


@dataclass(frozen=True, slots=True)
class Relabelling:
    """A claim read with other words: the figure that it then agrees with, exactly, and under which rounding.

    `together`: its contradictions only disappear when these other claims are read by their own first relabelling too.
    """

    claim: Claim
    change: str
    to: Request
    value: int
    exact: Fraction
    reading: Reading
    resolves: bool
    rank: int = 0
    together: tuple[str, ...] = ()


def find_relabellings(
    claims: Sequence[Claim], differing: Iterable[Claim], conflicts: Sequence[Conflict], knowledge: Knowledge
) -> list[Relabelling]:
    """Return, for each claim that differs from the records, the readings under which it agrees and its contradictions
    disappear, the nearest to what was said first."""
    waiting: list[Claim] = []
    found: list[Relabelling] = []
    for claim in differing:
        kept = _kept(claim, claims, conflicts, knowledge, others=())
        found += kept
        if not kept:
            waiting.append(claim)
    # a growth is often said with the total that it is of: what does not help alone may help beside the other's reading
    first = tuple(one for one in found if one.rank == 1)
    for claim in waiting if first else ():
        found += _kept(claim, claims, conflicts, knowledge, others=first)
    return found


def _kept(
    claim: Claim,
    claims: Sequence[Claim],
    conflicts: Sequence[Conflict],
    knowledge: Knowledge,
    *,
    others: tuple[Relabelling, ...],
) -> list[Relabelling]:
    touching = [one for one in conflicts if claim.id in one.claims]
    near = [one for one in others if any(one.claim.id in conflict.claims for conflict in touching)]
    read = [_read(one) for one in near]
    beside = [next((other for other in read if other.id == one.id), one) for one in claims]
    kept = [one for one in _candidates(claim, knowledge) if _resolves(one, beside, touching, knowledge)]
    kept.sort(key=lambda one: (COSTS[one.change], one.reading.to, _distance(one), one.to.key))
    together = tuple(one.claim.id for one in near)
    return [
        replace(one, resolves=bool(touching), rank=rank, together=together)
        for rank, one in enumerate(kept[:MOST], start=1)
    ]


def _candidates(claim: Claim, knowledge: Knowledge) -> Iterator[Relabelling]:
    if claim.value is None or claim.period is None:
        return
    said = knowledge.definitions[claim.indicator]
    for request, exact in knowledge.exact.items():
        definition = knowledge.definitions[request.indicator]
        if definition.unit != said.unit or request.key == claim.figure_key or request.area != claim.area:
            continue
        change = _change(claim, said, request, definition)
        if change is None:
            continue
        reading = next((one for one in claim.readings if exact in one.interval(claim.value)), None)
        if reading is not None:
            yield Relabelling(claim, change, request, claim.value, exact, reading, resolves=False)
    yield from _other_units(claim, knowledge)


def _other_units(claim: Claim, knowledge: Knowledge) -> Iterator[Relabelling]:
    """A number of thousands said as units, or the other way round."""
    exact = knowledge.exact.get(Quantity(claim.indicator, claim.period, claim.area)) if claim.period else None
    if exact is None or claim.value is None or claim.period is None or claim.unit == Unit.BASIS_POINT:
        return
    scaled = [(claim.value * THOUSAND, THOUSAND)]
    if claim.value % THOUSAND == 0:
        scaled.append((claim.value // THOUSAND, 1))
    for value, factor in scaled:
        for reading in claim.readings:
            scaled_reading = Reading(
                reading.rounding, reading.to * factor if factor > 1 else max(1, reading.to // THOUSAND)
            )
            if exact in scaled_reading.interval(value):
                request = Request(claim.indicator, claim.period, claim.area)
                yield Relabelling(claim, "unit", request, value, exact, scaled_reading, resolves=False)
                break


def _change(claim: Claim, said: Definition, request: Request, definition: Definition) -> str | None:
    """Return what would have to be said otherwise, or None when it is too far from what was."""
    if claim.period is None:
        return None
    same_thing = definition.id == said.id or _are_twin_growths(said, definition)
    if not same_thing:
        alike = definition.period == said.period and request.period == claim.period
        return "indicator" if alike and definition.unit != Unit.BASIS_POINT else None
    if request.period.days.start.year != claim.period.days.start.year:
        return "other_year" if request.period.kind == claim.period.kind else None
    kinds = {request.period.kind, claim.period.kind}
    return "whole_year" if kinds == {PeriodKind.YTD, PeriodKind.YEAR} else "months"


def _are_twin_growths(one: Definition, other: Definition) -> bool:
    """Growths of the same thing: to date or over the year."""
    return (
        {one.measure.kind, other.measure.kind} <= GROWTHS - {"cagr"}
        and one.measure.of == other.measure.of
        and "base_growth" not in {one.measure.kind, other.measure.kind}
    )


def _resolves(one: Relabelling, claims: Sequence[Claim], touching: Sequence[Conflict], knowledge: Knowledge) -> bool:
    read = _read(one)
    others = [read if claim.id == one.claim.id else claim for claim in claims]
    return all(is_resolved(conflict, others, knowledge) for conflict in touching)


def _read(one: Relabelling) -> Claim:
    return relabelled(one.claim, indicator=one.to.indicator, period=one.to.period, value=one.value, reading=one.reading)


def _distance(one: Relabelling) -> Fraction:
    return abs(one.exact - one.value)
