"""On PostgreSQL: what may not be taken away row by row may not be taken away at one stroke."""

import pytest
from django.conf import settings
from django.db import IntegrityError, connection, transaction

from hirfa.audit.models import DiaryLine
from hirfa.audit.operations import record

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.skipif(
        not settings.DATABASES["default"]["ENGINE"].endswith("postgresql"), reason="SQLite has no TRUNCATE"
    ),
    pytest.mark.django_db,
]
OF_EACH_ROW, ON_DELETE, ON_TRUNCATE = 1, 8, 32  # bits of pg_trigger.tgtype


def tables_with_a_trigger(bits: int) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
            "WHERE NOT t.tgisinternal AND t.tgtype & %s = %s",
            [bits, bits],
        )
        return {str(name) for (name,) in cursor.fetchall()}


def test_each_table_that_refuses_to_lose_a_row_refuses_to_be_emptied():
    kept = tables_with_a_trigger(OF_EACH_ROW | ON_DELETE)

    assert "audit_diaryline" in kept
    assert kept == tables_with_a_trigger(ON_TRUNCATE)


def test_a_diary_with_lines_is_not_emptied(at):
    record(verb="card.issued", subject="cards.card:9", by="worker", at=at, chain="chamber:07")

    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE audit_diaryline CASCADE")
    assert DiaryLine.objects.count() == 1
