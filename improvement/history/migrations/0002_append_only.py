"""Events may be added and read; the database itself refuses to change or remove them."""

from django.db import migrations

MESSAGE = "history is append-only"

SQLITE = [
    (
        f"CREATE TRIGGER history_event_no_{deed} BEFORE {deed.upper()} ON history_event "
        f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END;",
        f"DROP TRIGGER history_event_no_{deed};",
    )
    for deed in ("update", "delete")
]

POSTGRESQL = [
    (
        "CREATE FUNCTION history_event_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'restrict_violation'; END $$;",
        "DROP FUNCTION history_event_refuse();",
    ),
    (
        "CREATE TRIGGER history_event_no_change BEFORE UPDATE OR DELETE ON history_event "
        "FOR EACH ROW EXECUTE FUNCTION history_event_refuse();",
        "DROP TRIGGER history_event_no_change ON history_event;",
    ),
    (
        "CREATE TRIGGER history_event_no_truncate BEFORE TRUNCATE ON history_event "
        "FOR EACH STATEMENT EXECUTE FUNCTION history_event_refuse();",
        "DROP TRIGGER history_event_no_truncate ON history_event;",
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
    dependencies = [("history", "0001_events")]

    operations = [migrations.RunPython(add_triggers, drop_triggers)]
