"""Which people moved from a collection of records into a case, so that an erasure finds the key
under which older backups may still hold theirs.
"""

from typing import ClassVar

from django.db import migrations, models

import bairn.kernel.ids
from bairn.access import rls


class Migration(migrations.Migration):
    """One table."""

    dependencies: ClassVar = [("vault", "0006_changes")]
    operations: ClassVar = [
        migrations.CreateModel(
            name="MovedSubject",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=bairn.kernel.ids.new_id, primary_key=True, serialize=False
                    ),
                ),
                ("subject_id", models.UUIDField(db_index=True)),
                ("from_id", models.UUIDField()),
                ("holder_id", models.UUIDField()),
                ("moved_at", models.DateTimeField()),
                ("settled_at", models.DateTimeField(null=True)),
            ],
            options={"db_table": "vault_moved_subject"},
        ),
        *rls.protect("vault_moved_subject", holder="holder_id"),
    ]
