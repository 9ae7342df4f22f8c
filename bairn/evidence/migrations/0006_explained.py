"""Breaks are counted where an exhibit stands, and somebody may say how one came about."""

from pathlib import Path
from typing import ClassVar

import bairn.kernel.ids
import django.db.models.deletion
from bairn.access import rls
from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies: ClassVar = [("evidence", "0005_kits_move"), ("access", "0011_holders_of_unit")]
    operations: ClassVar = [
        migrations.AddField("Standing", "breaks", models.SmallIntegerField(default=0)),
        migrations.AddField("Standing", "explained", models.SmallIntegerField(default=0)),
        migrations.AddIndex(
            "Standing",
            models.Index(
                condition=Q(breaks__gt=F("explained")),
                fields=["exhibit"],
                name="evidence_standing_broken",
            ),
        ),
        migrations.CreateModel(
            name="Explanation",
            fields=[
                ("id", models.UUIDField(default=bairn.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ("holder_id", models.UUIDField(db_index=True)),
                ("event_number", models.SmallIntegerField()),
                ("kind", models.CharField(max_length=20)),
                ("reason", models.CharField(max_length=40)),
                ("words_id", models.UUIDField(null=True)),
                ("at", models.DateTimeField()),
                ("by_id", models.UUIDField()),
                ("exhibit", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="explanations", to="evidence.exhibit")),
            ],
            options={
                "db_table": "evidence_explanation",
                "constraints": [models.UniqueConstraint(fields=("exhibit", "event_number", "kind"), name="evidence_explained_once")],
            },
        ),
        *rls.protect("evidence_explanation", holder="holder_id", ops="select,insert"),
        migrations.RunSQL(
            Path(__file__).with_name("0006_explained.sql").read_text(), migrations.RunSQL.noop
        ),
    ]
