from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reference", "0004_say_which_pieces_show_the_cin")]
    operations = [
        migrations.AddField(
            model_name="act",
            name="asked_by_person",
            field=models.BooleanField(default=False, verbose_name="asked for from one's own file"),
        )
    ]
