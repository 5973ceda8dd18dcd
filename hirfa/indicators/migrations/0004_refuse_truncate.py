"""PostgreSQL refuses to empty the stored figures, their parts and cells."""

from django.db import migrations

from hirfa.core.kept import refuse_truncate


class Migration(migrations.Migration):
    dependencies = [("indicators", "0003_say_what_was_not_known_yet")]
    operations = [refuse_truncate("indicators_figure", "indicators_figurepart", "indicators_figurecell", because="a stored figure never changes")]
