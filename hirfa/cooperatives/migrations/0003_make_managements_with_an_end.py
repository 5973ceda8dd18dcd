"""A management of a space ends and stays: its key is its own, no longer that of the account. The next two fill and swap."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import hirfa.core.ids


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("accounts", "0003_let_women_spaces_have_managers"),
        ("cooperatives", "0002_keep_applications_of_members"),
    ]

    operations = [
        migrations.CreateModel(
            name="SpaceManagementKept",
            fields=[
                (
                    "id",
                    hirfa.core.ids.IdField(
                        default=hirfa.core.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="space_managements",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="manager",
                    ),
                ),
                (
                    "space",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="managements",
                        to="cooperatives.womenspace",
                        verbose_name="women's space",
                    ),
                ),
                ("recorded_at", models.DateTimeField(verbose_name="recorded at")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended at")),
            ],
            options={
                "verbose_name": "management of a space",
                "verbose_name_plural": "managements of a space",
                "constraints": [
                    models.CheckConstraint(
                        name="space_management_ends_after_it_starts",
                        condition=models.Q(
                            ("ended_at__isnull", True), ("ended_at__gte", models.F("recorded_at")), _connector="OR"
                        ),
                    ),
                    models.UniqueConstraint(
                        name="space_management_one_at_a_time",
                        fields=("user",),
                        condition=models.Q(("ended_at__isnull", True)),
                    ),
                ],
            },
        ),
    ]
