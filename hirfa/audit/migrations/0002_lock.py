"""The database itself refuses to change or delete a line of the diary."""

from django.db import migrations

SQLITE = [
    "CREATE TRIGGER diary_never_changes BEFORE UPDATE ON audit_diaryline BEGIN SELECT RAISE(ABORT, 'the diary is append-only'); END",
    "CREATE TRIGGER diary_never_shrinks BEFORE DELETE ON audit_diaryline BEGIN SELECT RAISE(ABORT, 'the diary is append-only'); END",
]
POSTGRESQL = [
    """CREATE FUNCTION diary_is_append_only() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'the diary is append-only' USING ERRCODE = 'integrity_constraint_violation'; END $$""",
    "CREATE TRIGGER diary_never_changes BEFORE UPDATE OR DELETE ON audit_diaryline FOR EACH ROW EXECUTE FUNCTION diary_is_append_only()",
]
SQLITE_BACK = ["DROP TRIGGER diary_never_changes", "DROP TRIGGER diary_never_shrinks"]
POSTGRESQL_BACK = ["DROP TRIGGER diary_never_changes ON audit_diaryline", "DROP FUNCTION diary_is_append_only()"]


def _run(statements):
    def run(apps, schema_editor):
        for statement in statements[schema_editor.connection.vendor]:
            schema_editor.execute(statement)

    return run


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [
        migrations.RunPython(
            _run({"sqlite": SQLITE, "postgresql": POSTGRESQL}),
            _run({"sqlite": SQLITE_BACK, "postgresql": POSTGRESQL_BACK}),
        )
    ]
