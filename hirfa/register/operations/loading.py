"""Loading many people and units at once: the demonstration country and the files of chambers enter by the same way."""

import datetime as dt
import uuid
from collections.abc import Callable, Iterable, Sized
from dataclasses import dataclass
from typing import TypeVar

from ..records import PersonRecord, UnitRecord

B = TypeVar("B", bound=Sized)


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many holders a load made, and how many of them bear a CIN that another person bears too."""

    holders: int
    cin_shared: int = 0


def load_people(
    *,
    batches: Iterable[B],
    expand: Callable[[B], Iterable[PersonRecord]],
    ids: Callable[[], uuid.UUID],
    by: object,
    at: dt.datetime,
    name: str,
    recorded_as_it_happened: bool = False,
    processes: int = 0,
    progress: Callable[[int], None] | None = None,
) -> Loaded:
    """Load artisans: holders, people, entries, dated rows, situations, source lines and keys, in one transaction.

    `len(batch)` is the number of records that `expand(batch)` gives; it runs in one of `processes` children (0: here),
    so it must not touch the database and must be a function of a module (a list of records: `expand=list`).
    Craft numbers and ids are given in the order of the records, so the same batches and `ids` make the same rows.
    `recorded_as_it_happened`: each fact counts as known from noon UTC of the day it took effect, else from `at`.
    `name` names the source file of each chamber. `progress` is called with the number of records loaded so far.
    """
    raise NotImplementedError


def load_units(
    *,
    records: Iterable[UnitRecord],
    ids: Callable[[], uuid.UUID],
    by: object,
    at: dt.datetime,
    recorded_as_it_happened: bool = False,
) -> Loaded:
    """Load cooperatives and enterprises, with craft numbers of their own, in one transaction."""
    raise NotImplementedError
