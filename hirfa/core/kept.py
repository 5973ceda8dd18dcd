"""For migrations: tables that keep what they were told are not emptied at one stroke either."""

from typing import Any

from django.db import migrations

# TRUNCATE passes by the triggers on rows. An empty table may be emptied again: a test's own database is, after each test.
_FUNCTION = """
CREATE OR REPLACE FUNCTION refuse_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE held boolean;
BEGIN
  EXECUTE format('SELECT EXISTS (SELECT 1 FROM %s)', TG_RELID::regclass) INTO held;
  IF held THEN RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NULL;
END $$"""


def refuse_truncate(*tables: str, because: str) -> migrations.RunPython:
    """Return an operation after which PostgreSQL refuses TRUNCATE of these tables while they hold a row.

    `because` is the message, without quotes in it. SQLite has no TRUNCATE: nothing happens there.
    """

    def lock(apps: Any, schema_editor: Any) -> None:
        if schema_editor.connection.vendor != "postgresql":
            return
        schema_editor.execute(_FUNCTION, params=None)  # it holds %, which is no place for a value
        for table in tables:
            schema_editor.execute(
                f"CREATE TRIGGER {table}_never_emptied BEFORE TRUNCATE ON {table} "
                f"FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate('{because}')"
            )

    def unlock(apps: Any, schema_editor: Any) -> None:
        if schema_editor.connection.vendor != "postgresql":
            return
        for table in tables:
            schema_editor.execute(f"DROP TRIGGER {table}_never_emptied ON {table}")

    return migrations.RunPython(lock, unlock)
