"""PostgreSQL refuses to empty the consents."""

from django.db import migrations

from hirfa.core.kept import refuse_truncate


class Migration(migrations.Migration):
    dependencies = [("directory", "0002_tie_profiles_to_live_consents")]
    operations = [refuse_truncate("directory_profileconsent", because="a consent is kept, and ends once, after its page")]
