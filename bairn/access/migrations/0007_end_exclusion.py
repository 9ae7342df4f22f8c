"""An exclusion that has ended: kept beside those in force, which every check asks for alone."""

from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("access", "0006_own_unit")]

    operations = [
        migrations.CreateModel(
            name="ExclusionEnded",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("staff_id", models.UUIDField(null=True)),
                ("unit_id", models.UUIDField(null=True)),
                ("reason", models.CharField(max_length=40)),
                ("from_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField()),
                ("ended_by", models.UUIDField()),
                ("holder", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="access.holder")),
            ],
            options={"db_table": "access_exclusion_ended"},
        ),
        migrations.RunSQL(Path(__file__).with_name("0007_end_exclusion.sql").read_text()),
    ]
