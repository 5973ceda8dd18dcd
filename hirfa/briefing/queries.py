"""The statement beside the stored figures of a computation."""

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache

from hirfa.claims.checking import Report, check
from hirfa.claims.statement import load_shipped
from hirfa.indicators.models import Figure, FigureRun
from hirfa.indicators.queries import list_figures


@dataclass(frozen=True)
class _Stored:
    """Figures by what they say: they never change, so a check of the same ones need not be made twice."""

    said: tuple[tuple[int, str, int | None, str], ...]
    figures: tuple[Figure, ...]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Stored) and self.said == other.said

    def __hash__(self) -> int:
        return hash(self.said)


def get_report(run: FigureRun) -> Report:
    """Return the statement that ships, checked against the figures of one computation: one question to the database."""
    figures = tuple(list_figures(run))
    said = tuple((figure.pk, figure.key, figure.value, figure.digest) for figure in figures)
    return _check(run.as_of, _Stored(said, figures))


@lru_cache(maxsize=4)
def _check(as_of: dt.date, stored: _Stored) -> Report:
    return check(load_shipped(as_of=as_of), stored.figures)
