from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reference", "0003_keep_arabic_seats")]
    operations = [
        migrations.AddField(
            model_name="piecerule",
            name="shows_cin",
            field=models.BooleanField(default=False, verbose_name="shows the CIN"),
        )
    ]
