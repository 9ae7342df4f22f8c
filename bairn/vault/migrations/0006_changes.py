"""Which people changed, for the process that matches them; whoever was there before waits too."""

from pathlib import Path
from typing import ClassVar

from django.db import migrations, models

_SQL = Path(__file__).with_suffix(".sql")
_BACK = "".join(
    f"drop trigger {trigger} on {table}; drop function {function}(); "
    for trigger, table, function in (
        ("vault_subject_sealed", "vault_subject", "vault_note_sealed"),
        ("vault_field_amended", "vault_field", "vault_note_amended"),
        ("vault_subject_moved", "vault_subject", "vault_note_moved"),
    )
) + "drop function vault_changes_wait(); drop policy vault_subject_changes on vault_subject"


class Migration(migrations.Migration):
    """One table, three triggers; everybody sealed so far is noted as changed."""

    dependencies: ClassVar = [("vault", "0005_filling"), ("access", "0002_administering")]
    operations: ClassVar = [
        migrations.CreateModel(
            name="Change",
            fields=[
                ("subject_id", models.UUIDField(primary_key=True, serialize=False)),
                ("holder_id", models.UUIDField()),
                ("changed_at", models.DateTimeField()),
                ("gone", models.BooleanField(default=False)),
            ],
            options={
                "db_table": "vault_change",
                "indexes": [models.Index(fields=["changed_at"], name="vault_change_order")],
            },
        ),
        migrations.RunSQL(_SQL.read_text(), _BACK),
        migrations.RunSQL(
            "insert into vault_change (subject_id, holder_id, changed_at, gone) "
            "select id, holder_id, sealed_at, false from vault_subject "
            "where kind = 'person' and erased_at is null",
            migrations.RunSQL.noop,
        ),
    ]
