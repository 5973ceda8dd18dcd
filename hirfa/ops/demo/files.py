"""The files that shape the demonstration country (`data/NOTICE.md`)."""

import csv
from pathlib import Path
from typing import Final

DATA: Final = Path(__file__).parent / "data"


def read_demo_rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a CSV file of `data/`, in its order, every value a text."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
