"""Which demonstration a database holds, and whether it is whole: half a country is never served, a register never emptied."""

import json
from pathlib import Path
from typing import TypedDict

from django.conf import settings
from django.db import connection


class Marker(TypedDict):
    scale: float
    seed: int
    whole: bool


def _path() -> Path:
    return Path(settings.HIRFA_VAR) / "demonstration.json"


def read_marker() -> Marker | None:
    """Return what was built here, to its end or not; None when nothing was."""
    path = _path()
    return json.loads(path.read_text("utf-8")) if path.is_file() else None


def write_marker(marker: Marker) -> None:
    _path().parent.mkdir(parents=True, exist_ok=True)
    _path().write_text(json.dumps(marker) + "\n", "utf-8")


def clear_database() -> bool:
    """Remove an embedded database that holds a demonstration, with its marker; say whether it was removed.

    A database server, or a file that no demonstration was begun in, is left alone.
    """
    if connection.vendor != "sqlite" or read_marker() is None:
        return False
    connection.close()
    name = str(settings.DATABASES["default"]["NAME"])
    for end in ("", "-wal", "-shm", "-journal"):
        Path(name + end).unlink(missing_ok=True)
    _path().unlink()
    return True
