"""The word that a demonstration leaves beside its database: which country was built in it, and whether to its end."""

import json
import os
from pathlib import Path
from typing import NotRequired, TypedDict

from django.conf import settings
from django.db import connection


class Marker(TypedDict):
    scale: float
    seed: int
    whole: bool
    database: NotRequired[str]  # which one is meant: an installation may be pointed at another


def read_marker() -> Marker | None:
    """Return what was built in this database, to its end or not; None when nothing was."""
    path = _path()
    found: Marker | None = json.loads(path.read_text("utf-8")) if path.is_file() else None
    return found if found and found.get("database", _database()) == _database() else None


def write_marker(*, scale: float, seed: int, whole: bool) -> None:
    """Say what is built in this database. All at once: a process killed here leaves the word before it, or this one."""
    marker = Marker(scale=scale, seed=seed, whole=whole, database=_database())
    _path().parent.mkdir(parents=True, exist_ok=True)
    beside = _path().with_suffix(".new")
    beside.write_text(json.dumps(marker) + "\n", "utf-8")
    beside.replace(_path())


def demonstration_scale() -> float:
    """Return the part of the national size that this database was built at; 1 where it is no demonstration."""
    marker = read_marker() if settings.HIRFA_DEMONSTRATION else None
    return marker["scale"] if marker else 1.0


def _path() -> Path:
    return Path(settings.HIRFA_VAR) / "demonstration.json"


def _database() -> str:
    """Name the database of this moment; an embedded one by its place in the installation, which may be moved as a whole."""
    told = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite {os.path.relpath(str(told['NAME']), settings.HIRFA_VAR)}"
    return f"{connection.vendor} {told['HOST']}:{told['PORT']} {told['NAME']}"
