"""Every management so far is kept, still in office."""

from django.db import migrations


def keep_rows(apps, schema_editor):
    kept = apps.get_model("cooperatives", "SpaceManagementKept")
    for each in apps.get_model("cooperatives", "SpaceManagement").objects.order_by("recorded_at"):
        kept.objects.create(user_id=each.user_id, space_id=each.space_id, recorded_at=each.recorded_at)


class Migration(migrations.Migration):
    dependencies = [("cooperatives", "0003_make_managements_with_an_end")]

    operations = [migrations.RunPython(keep_rows, migrations.RunPython.noop)]
