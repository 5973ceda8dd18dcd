"""Names of the demonstration's people, from the project's own list. No one bears them on purpose."""

import itertools
import random
from functools import lru_cache
from typing import NamedTuple

from .files import read_demo_rows


class Name(NamedTuple):
    arabic: str
    latin: tuple[str, ...]
    weights: tuple[int, ...]

    def spelt(self, dice: random.Random) -> str:
        """One of the usual Latin spellings: clerks do not agree."""
        return self.latin[0] if len(self.latin) == 1 else dice.choices(self.latin, self.weights)[0]


Pool = tuple[tuple[Name, ...], tuple[float, ...]]  # names, cumulated weights


@lru_cache(maxsize=64)
def pool(kind: str, amazigh: float) -> Pool:
    """Return the names of a kind (F, M, FAMILY); `amazigh` is the part of Amazigh names, by weight."""
    rows = [row for row in read_demo_rows("names.csv") if row["kind"] == kind]
    sums = {
        origin: sum(float(row["weight"]) for row in rows if row["origin"] == origin) for origin in ("ARABIC", "AMAZIGH")
    }
    part = {"AMAZIGH": amazigh / sums["AMAZIGH"], "ARABIC": (1 - amazigh) / sums["ARABIC"]}
    return tuple(_name(row) for row in rows), tuple(
        itertools.accumulate(float(row["weight"]) * part[row["origin"]] for row in rows)
    )


def _name(row: dict[str, str]) -> Name:
    spellings = [text.rpartition(":") for text in row["latin"].split("|")]
    return Name(
        row["arabic"], tuple(text for text, _, _ in spellings), tuple(int(weight) for _, _, weight in spellings)
    )


@lru_cache(maxsize=1)
def amazigh_shares() -> dict[str, float]:
    """The supposed part of Amazigh family names by region."""
    return {row["region"]: float(row["amazigh"]) for row in read_demo_rows("regions.csv")}


def draw(kind: str, region: str, dice: random.Random) -> Name:
    share = amazigh_shares()[region]
    names, weights = pool(kind, share if kind == "FAMILY" else share / 6)
    return dice.choices(names, cum_weights=weights)[0]
