"""The database refuses to change or delete an audit row, whoever asks."""

from django.db import migrations

TABLE = "audit_auditentry"

SQLITE = [
    f"CREATE TRIGGER {TABLE}_no_{act} BEFORE {act.upper()} ON {TABLE} "
    "BEGIN SELECT RAISE(ABORT, 'audit rows are never changed'); END"
    for act in ("update", "delete")
]

POSTGRESQL = [
    f"""CREATE FUNCTION {TABLE}_stands() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'audit rows are never changed' USING ERRCODE = 'restrict_violation'; END $$""",
    f"CREATE TRIGGER {TABLE}_no_change BEFORE UPDATE OR DELETE ON {TABLE} FOR EACH ROW EXECUTE FUNCTION {TABLE}_stands()",
]

BACK = {
    "sqlite": [f"DROP TRIGGER {TABLE}_no_{act}" for act in ("update", "delete")],
    "postgresql": [f"DROP TRIGGER {TABLE}_no_change ON {TABLE}", f"DROP FUNCTION {TABLE}_stands()"],
}


def lay(apps, schema_editor):
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def lift(apps, schema_editor):
    for statement in BACK[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_audit_entry")]
    operations = [migrations.RunPython(lay, lift)]
