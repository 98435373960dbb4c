"""A version may be added and read; the database itself refuses to change or remove it."""

from django.db import migrations

MESSAGE = "a frozen pack version never changes"

SQLITE = [
    (
        f"CREATE TRIGGER packs_packversion_no_{deed} BEFORE {deed.upper()} ON packs_packversion "
        f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END;",
        f"DROP TRIGGER packs_packversion_no_{deed};",
    )
    for deed in ("update", "delete")
]

POSTGRESQL = [
    (
        "CREATE FUNCTION packs_packversion_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'restrict_violation'; END $$;",
        "DROP FUNCTION packs_packversion_refuse();",
    ),
    (
        "CREATE TRIGGER packs_packversion_no_change BEFORE UPDATE OR DELETE ON packs_packversion "
        "FOR EACH ROW EXECUTE FUNCTION packs_packversion_refuse();",
        "DROP TRIGGER packs_packversion_no_change ON packs_packversion;",
    ),
    (
        "CREATE TRIGGER packs_packversion_no_truncate BEFORE TRUNCATE ON packs_packversion "
        "FOR EACH STATEMENT EXECUTE FUNCTION packs_packversion_refuse();",
        "DROP TRIGGER packs_packversion_no_truncate ON packs_packversion;",
    ),
]


def statements(schema_editor):
    return POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE


def add_triggers(apps, schema_editor):
    for forwards, _ in statements(schema_editor):
        schema_editor.execute(forwards, params=None)


def drop_triggers(apps, schema_editor):
    for _, backwards in reversed(statements(schema_editor)):
        schema_editor.execute(backwards, params=None)


class Migration(migrations.Migration):
    dependencies = [("packs", "0002_issued_version")]

    operations = [migrations.RunPython(add_triggers, drop_triggers)]
