"""A request about an entry is done or refused: nothing ever took one back."""

from django.db import migrations, models

STATES = ["OPEN", "DONE", "REFUSED"]


class Migration(migrations.Migration):
    dependencies = [("register", "0003_erase_people")]
    operations = [
        migrations.RemoveConstraint(model_name="entryrequest", name="entry_request_state_is_known"),
        migrations.AlterField(
            model_name="entryrequest",
            name="state",
            field=models.CharField(
                choices=[("OPEN", "Open"), ("DONE", "Done"), ("REFUSED", "Refused")],
                default="OPEN",
                max_length=8,
                verbose_name="state",
            ),
        ),
        migrations.AddConstraint(
            model_name="entryrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", STATES)), name="entry_request_state_is_known"
            ),
        ),
    ]
