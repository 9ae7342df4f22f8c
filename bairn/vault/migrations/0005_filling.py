"""Many records of one collection come in at once: its reach is asked once a statement."""

from typing import ClassVar

from django.db import migrations

_TABLES = ("vault_subject", "vault_key", "vault_field", "vault_token")


class Migration(migrations.Migration):
    """A policy for inserts, tried before the one that asks of each row."""

    dependencies: ClassVar = [("vault", "0004_files"), ("access", "0012_records")]
    operations: ClassVar = [
        migrations.RunSQL(
            f"create policy {table}_to_filling on {table} for insert to bairn_app "
            "with check (holder_id = (select bairn_filling()))",
            f"drop policy {table}_to_filling on {table}",
        )
        for table in _TABLES
    ]
