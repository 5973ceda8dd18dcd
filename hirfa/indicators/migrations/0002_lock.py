"""The database itself refuses to change or delete a stored figure, its parts and its cells."""

from django.db import migrations

TABLES = ("indicators_figure", "indicators_figurepart", "indicators_figurecell")


def _sqlite():
    for table in TABLES:
        for word, event in (("changes", "UPDATE"), ("goes", "DELETE")):
            yield (
                f"CREATE TRIGGER {table}_never_{word} BEFORE {event} ON {table} "
                "BEGIN SELECT RAISE(ABORT, 'a stored figure never changes'); END"
            )


def _postgresql():
    yield """CREATE FUNCTION figure_never_changes() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'a stored figure never changes' USING ERRCODE = 'integrity_constraint_violation'; END $$"""
    for table in TABLES:
        yield (
            f"CREATE TRIGGER {table}_never_changes BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION figure_never_changes()"
        )


def _back_sqlite():
    for table in TABLES:
        yield f"DROP TRIGGER {table}_never_changes"
        yield f"DROP TRIGGER {table}_never_goes"


def _back_postgresql():
    for table in TABLES:
        yield f"DROP TRIGGER {table}_never_changes ON {table}"
    yield "DROP FUNCTION figure_never_changes()"


def _run(statements):
    def run(apps, schema_editor):
        for statement in statements[schema_editor.connection.vendor]():
            schema_editor.execute(statement)

    return run


class Migration(migrations.Migration):
    dependencies = [("indicators", "0001_initial")]
    operations = [
        migrations.RunPython(
            _run({"sqlite": _sqlite, "postgresql": _postgresql}),
            _run({"sqlite": _back_sqlite, "postgresql": _back_postgresql}),
        )
    ]
