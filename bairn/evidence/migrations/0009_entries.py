"""Every event of custody names the entry of the record under which it was written."""

from pathlib import Path
from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("evidence", "0008_kits_of_clinic"),
        ("oversight", "0002_the_house_reads"),
    ]
    operations: ClassVar = [
        migrations.AddField("Event", "entry_id", models.UUIDField(null=True)),
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    Path(__file__).with_name("0009_entries.sql").read_text(),
                    migrations.RunSQL.noop,
                )
            ],
            state_operations=[migrations.AlterField("Event", "entry_id", models.UUIDField())],
        ),
    ]
