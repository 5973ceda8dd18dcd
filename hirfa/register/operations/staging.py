"""Taking away the rows that were written before they counted, when their load was broken off."""

from django.db import connection, transaction

from ..building import KEY_TABLES, Plan
from ..models import SourceFile, SourceRow

# Tables that staged rows stand in, those that point to others first, with the column that bears the line's id.
_STAGED = (
    *(("Standing", "entry_id"), ("Title", "entry_id"), ("Affiliation", "entry_id"), ("Workplace", "entry_id")),
    *(("Practice", "entry_id"), ("SourceLink", "row_id"), ("Entry", "id"), ("Person", "holder_id"), ("Holder", "id")),
)
_LINES_A_SLICE = 20_000


def clear_staged(*, file: SourceFile, plan: Plan) -> None:
    """Take away all that was staged for a file that never became part of the register, in short transactions."""
    rows = SourceRow._meta.db_table
    of_file = f"SELECT id FROM {rows} WHERE file_id = %s"  # noqa: S608 - names come from the models
    with connection.cursor() as cursor:
        ident = SourceFile._meta.pk.get_db_prep_value(file.pk, connection)
        for table in KEY_TABLES:
            with transaction.atomic():
                cursor.execute(f"DELETE FROM {plan.layouts[table].table} WHERE person_id IN ({of_file})", [ident])  # noqa: S608
        cursor.execute(f"SELECT max(line) FROM {rows} WHERE file_id = %s", [ident])  # noqa: S608
        last = cursor.fetchone()[0] or 0
        for start in range(0, last, _LINES_A_SLICE):
            lines = [ident, start, start + _LINES_A_SLICE]
            with transaction.atomic():
                for table, column in _STAGED:
                    cursor.execute(
                        f"DELETE FROM {plan.layouts[table].table} WHERE {column} IN "  # noqa: S608
                        f"({of_file} AND line > %s AND line <= %s)",
                        lines,
                    )
                cursor.execute(f"DELETE FROM {rows} WHERE file_id = %s AND line > %s AND line <= %s", lines)  # noqa: S608
    with transaction.atomic():
        SourceFile.objects.filter(pk=file.pk).delete()
