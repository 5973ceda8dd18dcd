"""Which demonstration a database holds, and whether it is whole: half a country is never served, a register never emptied."""

from pathlib import Path

from django.db import connection, transaction

from hirfa.core.marker import read_marker, write_marker
from hirfa.register.models import Holder


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
