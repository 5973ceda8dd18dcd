"""PostgreSQL refuses to empty the declarations and their revisions."""

from django.db import migrations

from hirfa.core.kept import refuse_truncate


class Migration(migrations.Migration):
    dependencies = [("exports", "0002_lock")]
    operations = [refuse_truncate("exports_declaration", "exports_declarationrevision", because="export declarations are append-only")]
