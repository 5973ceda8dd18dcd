"""The database itself refuses to change or delete a declaration or a revision: a correction is another revision."""

from django.db import migrations

TABLES = ["exports_declaration", "exports_declarationrevision"]

SQLITE = [
    f"CREATE TRIGGER {table}_never_{name} BEFORE {event} ON {table} "
    "BEGIN SELECT RAISE(ABORT, 'export declarations are append-only'); END"
    for table in TABLES
    for name, event in [("changes", "UPDATE"), ("shrinks", "DELETE")]
]
SQLITE_BACK = [f"DROP TRIGGER {table}_never_{name}" for table in TABLES for name in ["changes", "shrinks"]]

POSTGRESQL = [
    """CREATE FUNCTION exports_are_append_only() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'export declarations are append-only' USING ERRCODE = 'integrity_constraint_violation'; END $$""",
    *(
        f"CREATE TRIGGER {table}_never_changes BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION exports_are_append_only()"
        for table in TABLES
    ),
]
POSTGRESQL_BACK = [
    *(f"DROP TRIGGER {table}_never_changes ON {table}" for table in TABLES),
    "DROP FUNCTION exports_are_append_only()",
]


def _run(statements):
    def run(apps, schema_editor):
        for statement in statements[schema_editor.connection.vendor]:
            schema_editor.execute(statement)

    return run


class Migration(migrations.Migration):
    dependencies = [("exports", "0001_initial")]
    operations = [
        migrations.RunPython(
            _run({"sqlite": SQLITE, "postgresql": POSTGRESQL}),
            _run({"sqlite": SQLITE_BACK, "postgresql": POSTGRESQL_BACK}),
        )
    ]
