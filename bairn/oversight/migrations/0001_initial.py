"""The tables of the record, in SQL beside this file."""

from pathlib import Path

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [("access", "0001_initial")]  # its roles and functions

    operations = [
        migrations.RunSQL(Path(__file__).with_name("0001_record.sql").read_text()),
        migrations.CreateModel(
            name="IndexedEntry",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("kind", models.CharField(max_length=16)),
                ("act", models.CharField(max_length=64)),
                ("actor_id", models.UUIDField()),
                ("actor_kind", models.CharField(max_length=64)),
                (
                    "roles",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=64), size=None
                    ),
                ),
                ("purpose", models.CharField(max_length=64)),
                ("case_id", models.UUIDField(null=True)),
                ("report_id", models.UUIDField(null=True)),
                ("subject_id", models.UUIDField(null=True)),
                ("within", models.UUIDField(null=True)),
                ("outcome", models.CharField(max_length=16)),
                ("code", models.CharField(max_length=64)),
                ("detail", models.JSONField()),
            ],
            options={
                "db_table": "oversight_entry",
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="Leaf",
            fields=[
                ("index", models.BigIntegerField(primary_key=True, serialize=False)),
                ("entry_id", models.UUIDField(unique=True)),
                ("entry", models.BinaryField()),
            ],
            options={
                "db_table": "oversight_leaf",
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="Pending",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("entry_id", models.UUIDField()),
                ("entry", models.BinaryField()),
            ],
            options={
                "db_table": "oversight_pending",
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="PublishedHead",
            fields=[
                ("size", models.BigIntegerField(primary_key=True, serialize=False)),
                ("root", models.BinaryField()),
                ("note", models.TextField()),
                ("made_at", models.DateTimeField()),
                ("cosigned_at", models.DateTimeField(null=True)),
                ("cosignatures", models.TextField(default="")),
            ],
            options={
                "db_table": "oversight_checkpoint",
                "managed": False,
            },
        ),
    ]
