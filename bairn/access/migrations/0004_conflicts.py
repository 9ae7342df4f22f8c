"""Possible conflicts of interest: found by a screen, judged by somebody outside the unit."""

from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models

import bairn.kernel.ids


class Migration(migrations.Migration):
    dependencies = [("access", "0003_begin_now")]

    operations = [
        migrations.CreateModel(
            name="Conflict",
            fields=[
                ("id", models.UUIDField(default=bairn.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ("staff_id", models.UUIDField()),
                ("unit_id", models.UUIDField(null=True)),
                ("reason", models.CharField(max_length=40)),
                ("namesakes", models.PositiveSmallIntegerField(default=0)),
                ("found_at", models.DateTimeField()),
                ("verdict", models.CharField(default="", max_length=20)),
                ("judged_at", models.DateTimeField(null=True)),
                ("judged_by", models.UUIDField(null=True)),
                ("holder", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="access.holder")),
            ],
            options={
                "db_table": "access_conflict",
                "constraints": [
                    models.UniqueConstraint(fields=("holder", "staff_id"), name="access_conflict_once")
                ],
            },
        ),
        migrations.RunSQL(Path(__file__).with_name("0004_conflicts.sql").read_text()),
    ]
