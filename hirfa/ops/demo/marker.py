"""Which demonstration a database holds, and whether it is whole: half a country is never served, a register never emptied."""

import json
import os
from pathlib import Path
from typing import NotRequired, TypedDict

from django.conf import settings
from django.db import connection, transaction

from hirfa.register.models import Holder


class Marker(TypedDict):
    scale: float
    seed: int
    whole: bool
    database: NotRequired[str]  # which one is meant: an installation may be pointed at another


def _path() -> Path:
    return Path(settings.HIRFA_VAR) / "demonstration.json"


def _database() -> str:
    """Name the database of this moment; an embedded one by its place in the installation, which may be moved as a whole."""
    told = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite {os.path.relpath(str(told['NAME']), settings.HIRFA_VAR)}"
    return f"{connection.vendor} {told['HOST']}:{told['PORT']} {told['NAME']}"


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


def holds_people() -> bool:
    """Say whether anyone is registered in this database, migrated or not."""
    return Holder._meta.db_table in connection.introspection.table_names() and Holder.objects.exists()


def is_whole(*, scale: float, seed: int) -> bool:
    """Say whether this very country stands here, built to its end."""
    marker = read_marker()
    wanted = marker and (marker["scale"], marker["seed"], marker["whole"]) == (scale, seed, True)
    return bool(wanted) and holds_people()


def clear_database() -> bool:
    """Empty a database that holds a demonstration; say whether it was emptied.

    One that no demonstration was begun in is left alone. From the first thing that goes the country is not whole; the
    marker stays, so that a removal cut off is taken up again.
    """
    marker = read_marker()
    if marker is None:
        return False
    write_marker(scale=marker["scale"], seed=marker["seed"], whole=False)
    if connection.vendor == "postgresql":
        _empty_schema()
    else:
        _remove_files()
    return True


def _empty_schema() -> None:
    """Drop what stands in the schema that the connection writes to, all or nothing: a killed process drops nothing."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT quote_ident(current_schema())")
        schema = cursor.fetchone()[0]
        cursor.execute(f"DROP SCHEMA {schema} CASCADE")
        cursor.execute(f"CREATE SCHEMA {schema}")


def _remove_files() -> None:
    connection.close()
    name = str(connection.settings_dict["NAME"])
    for end in ("", "-wal", "-shm", "-journal"):
        Path(name + end).unlink(missing_ok=True)
