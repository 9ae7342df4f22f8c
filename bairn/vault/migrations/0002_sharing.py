"""Who shares a token with a report or case."""

from pathlib import Path

from django.db import migrations, models

_SQL = Path(__file__).with_suffix(".sql")


class Migration(migrations.Migration):
    dependencies = [("vault", "0001_initial")]

    operations = [
        migrations.RunSQL(
            _SQL.read_text(),
            "drop function vault_sharing(uuid, smallint[], integer); drop index vault_token_held",
            state_operations=[
                migrations.AddIndex(
                    model_name="token",
                    index=models.Index(fields=["holder_id"], name="vault_token_held"),
                )
            ],
        )
    ]
