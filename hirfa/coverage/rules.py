"""The way to social cover as plain values. No database, no clock, no Django."""

from typing import Final

from .choices import CoverState

# The order in which the fund and the register take the steps; suspended rights were open before.
STEPS: Final = (CoverState.PRE_REGISTERED, CoverState.DECLARED, CoverState.MATCHED, CoverState.RIGHTS_OPEN)


def reached(step: CoverState, counts: dict[str, int]) -> int:
    """Return how many holders have come to a step at least, from counts by present state.

    Someone whose rights are suspended passed through all four steps; where they stand today is another question, and the
    page answers both.
    """
    passed = (*STEPS[STEPS.index(step) :], CoverState.SUSPENDED)
    return sum(counts.get(state.value, 0) for state in passed)
