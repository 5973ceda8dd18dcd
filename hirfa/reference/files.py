"""The reference files that ship with the product (`data/NOTICE.md`: origin, licence and credit of each). Read only."""

import csv
import hashlib
import json
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, cast

import yaml

DATA: Final = Path(__file__).parent / "data"


def read_rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a CSV file of `data/`, in its order, every value a text."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_parameters() -> list[dict[str, Any]]:
    """Return the dated legal parameters as they are written in `legal_parameters.yaml`."""
    return cast(list[dict[str, Any]], yaml.safe_load((DATA / "legal_parameters.yaml").read_text(encoding="utf-8")))


def read_procedure() -> dict[str, list[dict[str, Any]]]:
    """Return the dated rows of `procedure.yaml` under `acts`, `pieces` and `grounds`."""
    return cast(dict[str, list[dict[str, Any]]], yaml.safe_load((DATA / "procedure.yaml").read_text(encoding="utf-8")))


def sha256_of(name: str) -> str:
    return hashlib.sha256((DATA / name).read_bytes()).hexdigest()


@lru_cache(maxsize=1)
def region_outlines() -> dict[str, Any]:
    """Return the outlines of the twelve regions: `viewBox`, `credit`, and `paths` by region code with `d` and `label` [x, y]."""
    return cast(dict[str, Any], json.loads((DATA / "region_paths.json").read_text(encoding="utf-8")))
