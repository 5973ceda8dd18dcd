"""The managements that end take the place of those that did not."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("cooperatives", "0004_keep_managements")]

    operations = [
        migrations.DeleteModel(name="SpaceManagement"),
        migrations.RenameModel(old_name="SpaceManagementKept", new_name="SpaceManagement"),
    ]
