"""Taking away the rows that were written before they counted, when their load was broken off."""

from typing import Final

from django.db import connection, models, transaction

from ..models import (
    Affiliation,
    Entry,
    Holder,
    IdentityKey,
    NameKey,
    Person,
    Practice,
    SourceFile,
    SourceLink,
    SourceRow,
    Standing,
    Title,
    Workplace,
)

# Tables that staged rows stand in, those that point to others first, with the column that bears the line's id.
_STAGED: Final[tuple[tuple[type[models.Model], str], ...]] = (
    *((Standing, "entry_id"), (Title, "entry_id"), (Affiliation, "entry_id"), (Workplace, "entry_id")),
    *((Practice, "entry_id"), (SourceLink, "row_id"), (Entry, "id"), (Person, "holder_id"), (Holder, "id")),
)
_KEYS: Final[tuple[type[models.Model], ...]] = (NameKey, IdentityKey)
_LINES_A_SLICE = 20_000


def clear_staged(*, file: SourceFile) -> None:
    """Take away all that was staged for a file that never became part of the register, in short transactions."""
    rows = SourceRow._meta.db_table
    of_file = f"SELECT id FROM {rows} WHERE file_id = %s"  # noqa: S608 - names come from the models
    with connection.cursor() as cursor:
        ident = SourceFile._meta.pk.get_db_prep_value(file.pk, connection)
        for keys in _KEYS:
            with transaction.atomic():
                cursor.execute(f"DELETE FROM {keys._meta.db_table} WHERE person_id IN ({of_file})", [ident])  # noqa: S608
        cursor.execute(f"SELECT max(line) FROM {rows} WHERE file_id = %s", [ident])  # noqa: S608
        last = cursor.fetchone()[0] or 0
        for start in range(0, last, _LINES_A_SLICE):
            lines = [ident, start, start + _LINES_A_SLICE]
            with transaction.atomic():
                for staged, column in _STAGED:
                    cursor.execute(
                        f"DELETE FROM {staged._meta.db_table} WHERE {column} IN "  # noqa: S608
                        f"({of_file} AND line > %s AND line <= %s)",
                        lines,
                    )
                cursor.execute(f"DELETE FROM {rows} WHERE file_id = %s AND line > %s AND line <= %s", lines)  # noqa: S608
    with transaction.atomic():
        SourceFile.objects.filter(pk=file.pk).delete()
