"""The database itself keeps every consent, lets each end once, and holds no page without a live one."""

from django.db import migrations

UNTOUCHED = ("id", "holder_id", "wording", "version", "language", "channel", "given_at", "given_to")
# Ending a consent is the one change: it was live, it is no longer, and no page stands by it any more.
NOT_AN_END = " OR ".join(
    [
        "OLD.withdrawn_at IS NOT NULL",
        "NEW.withdrawn_at IS NULL",
        *(f"NEW.{column} <> OLD.{column}" for column in UNTOUCHED),
        "EXISTS (SELECT 1 FROM directory_profile p WHERE p.consent_id = OLD.id)",
    ]
)
NO_LIVE_CONSENT = (
    "NOT EXISTS (SELECT 1 FROM directory_profileconsent c "
    "WHERE c.id = NEW.consent_id AND c.holder_id = NEW.holder_id AND c.withdrawn_at IS NULL)"
)
KEPT = "a consent is kept, and ends once, after its page"
TIED = "a page of the directory needs a live consent of its holder"

SQLITE = [
    f"CREATE TRIGGER profile_consent_is_kept BEFORE DELETE ON directory_profileconsent BEGIN SELECT RAISE(ABORT, '{KEPT}'); END",
    f"CREATE TRIGGER profile_consent_only_ends BEFORE UPDATE ON directory_profileconsent WHEN {NOT_AN_END} "
    f"BEGIN SELECT RAISE(ABORT, '{KEPT}'); END",
    f"CREATE TRIGGER profile_begins_by_consent BEFORE INSERT ON directory_profile WHEN {NO_LIVE_CONSENT} "
    f"BEGIN SELECT RAISE(ABORT, '{TIED}'); END",
    f"CREATE TRIGGER profile_stays_by_consent BEFORE UPDATE ON directory_profile WHEN {NO_LIVE_CONSENT} "
    f"BEGIN SELECT RAISE(ABORT, '{TIED}'); END",
]
SQLITE_BACK = [
    f"DROP TRIGGER {name}"
    for name in (
        "profile_consent_is_kept",
        "profile_consent_only_ends",
        "profile_begins_by_consent",
        "profile_stays_by_consent",
    )
]

POSTGRESQL = [
    f"""CREATE FUNCTION profile_consent_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF TG_OP = 'UPDATE' THEN
      IF NOT ({NOT_AN_END}) THEN RETURN NEW; END IF;
    END IF;
    RAISE EXCEPTION '{KEPT}' USING ERRCODE = 'integrity_constraint_violation'; END $$""",
    "CREATE TRIGGER profile_consent_is_kept BEFORE UPDATE OR DELETE ON directory_profileconsent "
    "FOR EACH ROW EXECUTE FUNCTION profile_consent_is_kept()",
    f"""CREATE FUNCTION profile_stands_by_consent() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF {NO_LIVE_CONSENT} THEN
      RAISE EXCEPTION '{TIED}' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW; END $$""",
    "CREATE TRIGGER profile_stands_by_consent BEFORE INSERT OR UPDATE ON directory_profile "
    "FOR EACH ROW EXECUTE FUNCTION profile_stands_by_consent()",
]
POSTGRESQL_BACK = [
    "DROP TRIGGER profile_consent_is_kept ON directory_profileconsent",
    "DROP FUNCTION profile_consent_is_kept()",
    "DROP TRIGGER profile_stands_by_consent ON directory_profile",
    "DROP FUNCTION profile_stands_by_consent()",
]


def _run(statements):
    def run(apps, schema_editor):
        for statement in statements[schema_editor.connection.vendor]:
            schema_editor.execute(statement)

    return run


class Migration(migrations.Migration):
    dependencies = [("directory", "0001_initial")]
    operations = [
        migrations.RunPython(
            _run({"sqlite": SQLITE, "postgresql": POSTGRESQL}),
            _run({"sqlite": SQLITE_BACK, "postgresql": POSTGRESQL_BACK}),
        )
    ]
