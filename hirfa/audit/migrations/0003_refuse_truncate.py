"""PostgreSQL refuses to empty the diary."""

from django.db import migrations

from hirfa.core.kept import refuse_truncate


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_lock")]
    operations = [refuse_truncate("audit_diaryline", because="the diary is append-only")]
