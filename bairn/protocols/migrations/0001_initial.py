"""The tables of protocols, and who may touch them."""

import bairn.kernel.ids
import django.db.models.deletion
from django.db import migrations, models

from bairn.access import rls


class Migration(migrations.Migration):
    initial = True

    dependencies = [("access", "0001_initial")]  # its roles and functions

    operations = [
        migrations.CreateModel(
            name="Edition",
            fields=[
                ("digest", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("pack", models.CharField(max_length=64)),
                ("version", models.CharField(max_length=32)),
                ("content", models.TextField()),
                ("kept_at", models.DateTimeField()),
            ],
            options={
                "db_table": "protocols_edition",
            },
        ),
        migrations.CreateModel(
            name="Fact",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=bairn.kernel.ids.new_id, primary_key=True, serialize=False
                    ),
                ),
                ("case_id", models.UUIDField()),
                ("about", models.UUIDField(null=True)),
                ("name", models.CharField(max_length=64)),
                ("value", models.JSONField(null=True)),
                ("recorded_at", models.DateTimeField()),
                ("by_id", models.UUIDField()),
            ],
            options={
                "db_table": "protocols_fact",
                "indexes": [
                    models.Index(
                        fields=["case_id", "name", "recorded_at"], name="protocols_fact_latest"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Pause",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=bairn.kernel.ids.new_id, primary_key=True, serialize=False
                    ),
                ),
                ("case_id", models.UUIDField()),
                ("step", models.CharField(max_length=64)),
                ("reason", models.CharField(max_length=64)),
                ("from_at", models.DateTimeField()),
                ("until_at", models.DateTimeField(null=True)),
                ("by_id", models.UUIDField()),
            ],
            options={
                "db_table": "protocols_pause",
                "indexes": [models.Index(fields=["case_id"], name="protocols_pause_case")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until_at__isnull", True),
                            ("until_at__gte", models.F("from_at")),
                            _connector="OR",
                        ),
                        name="protocols_pause_in_order",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("until_at__isnull", True)),
                        fields=("case_id", "step"),
                        name="protocols_pause_one_at_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Waiver",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=bairn.kernel.ids.new_id, primary_key=True, serialize=False
                    ),
                ),
                ("case_id", models.UUIDField()),
                ("step", models.CharField(max_length=64)),
                ("reason", models.CharField(max_length=64)),
                ("asked_at", models.DateTimeField()),
                ("asked_by", models.UUIDField()),
                ("approved_at", models.DateTimeField(null=True)),
                ("approved_by", models.UUIDField(null=True)),
            ],
            options={
                "db_table": "protocols_waiver",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("case_id", "step"), name="protocols_waiver_step"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("approved_at__isnull", True), ("approved_by__isnull", True)),
                            models.Q(
                                models.Q(("approved_by", models.F("asked_by")), _negated=True),
                                ("approved_at__isnull", False),
                                ("approved_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="protocols_waiver_two_people",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Binding",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=bairn.kernel.ids.new_id, primary_key=True, serialize=False
                    ),
                ),
                ("case_id", models.UUIDField()),
                ("number", models.PositiveSmallIntegerField()),
                ("time_zone", models.CharField(max_length=64)),
                ("started_at", models.DateTimeField()),
                ("reason", models.CharField(max_length=64)),
                ("by_id", models.UUIDField()),
                (
                    "edition",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="protocols.edition",
                    ),
                ),
            ],
            options={
                "db_table": "protocols_binding",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("case_id", "number"), name="protocols_binding_number"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("number", 1), ("reason", "")),
                            models.Q(("number__gt", 1), models.Q(("reason", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="protocols_binding_move_has_reason",
                    ),
                ],
            },
        ),
        *rls.protect("protocols_binding", holder="case_id", ops="select,insert"),
        *rls.protect("protocols_fact", holder="case_id", ops="select,insert"),
        *rls.protect("protocols_pause", holder="case_id"),
        *rls.protect("protocols_waiver", holder="case_id"),
        *rls.grant("protocols_edition", "select,insert"),
    ]
