"""The vault's tables, who may touch them, and the one function that looks beyond one's reach."""

from pathlib import Path

from django.db import migrations, models

import bairn.kernel.ids
from bairn.access import rls

_SQL = Path(__file__).with_name("0001_vault.sql")


class Migration(migrations.Migration):
    initial = True

    dependencies = [("access", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="DataKey",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=bairn.kernel.ids.new_id, primary_key=True, serialize=False
                    ),
                ),
                ("subject_id", models.UUIDField(db_index=True)),
                ("holder_id", models.UUIDField(db_index=True)),
                ("kek_version", models.IntegerField()),
                ("wrapped", models.BinaryField()),
            ],
            options={
                "db_table": "vault_key",
            },
        ),
        migrations.CreateModel(
            name="FormerKey",
            fields=[
                ("kek_id", models.UUIDField(primary_key=True, serialize=False)),
                ("holder_id", models.UUIDField(db_index=True)),
            ],
            options={
                "db_table": "vault_former_key",
            },
        ),
        migrations.CreateModel(
            name="LegalHold",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=bairn.kernel.ids.new_id, primary_key=True, serialize=False
                    ),
                ),
                ("holder_id", models.UUIDField(db_index=True)),
                ("reason", models.CharField(max_length=32)),
                ("placed_by", models.UUIDField()),
                ("placed_at", models.DateTimeField()),
                ("released_by", models.UUIDField(null=True)),
                ("released_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "vault_hold",
            },
        ),
        migrations.CreateModel(
            name="LookupTally",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "actor_id",
                        "hour",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("actor_id", models.UUIDField()),
                ("hour", models.DateTimeField()),
                ("count", models.IntegerField()),
            ],
            options={
                "db_table": "vault_lookup_tally",
            },
        ),
        migrations.CreateModel(
            name="SealedField",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "subject_id",
                        "field",
                        "version",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("subject_id", models.UUIDField()),
                ("holder_id", models.UUIDField()),
                ("field", models.CharField(max_length=48)),
                ("version", models.BigIntegerField()),
                ("key_id", models.UUIDField()),
                ("nonce", models.BinaryField()),
                ("ciphertext", models.BinaryField()),
            ],
            options={
                "db_table": "vault_field",
            },
        ),
        migrations.CreateModel(
            name="Token",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "kind",
                        "token",
                        "subject_id",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("kind", models.SmallIntegerField()),
                ("token", models.BinaryField()),
                ("subject_id", models.UUIDField(db_index=True)),
                ("holder_id", models.UUIDField()),
            ],
        ),
        migrations.CreateModel(
            name="DoomedKey",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=bairn.kernel.ids.new_id, primary_key=True, serialize=False
                    ),
                ),
                ("erasure_id", models.UUIDField()),
                ("kek_id", models.UUIDField()),
                ("below", models.IntegerField(null=True)),
                ("destroyed_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "vault_doomed_key",
                "indexes": [
                    models.Index(
                        condition=models.Q(("destroyed_at__isnull", True)),
                        fields=["id"],
                        name="vault_doomed_alive",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ErasureOrder",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=bairn.kernel.ids.new_id, primary_key=True, serialize=False
                    ),
                ),
                ("holder_id", models.UUIDField(db_index=True)),
                ("subject_id", models.UUIDField(null=True)),
                ("reason", models.CharField(max_length=32)),
                ("ordered_by", models.UUIDField()),
                ("ordered_at", models.DateTimeField()),
                ("confirmed_by", models.UUIDField(null=True)),
                ("confirmed_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "vault_erasure",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("confirmed_by__isnull", True),
                            models.Q(("confirmed_by", models.F("ordered_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="vault_erasure_two_people",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Subject",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=bairn.kernel.ids.new_id, primary_key=True, serialize=False
                    ),
                ),
                ("kind", models.CharField(max_length=16)),
                ("holder_id", models.UUIDField(db_index=True)),
                ("sealed_at", models.DateTimeField()),
                ("erased_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["person", "words", "document"])),
                        name="vault_subject_kind",
                    ),
                    models.UniqueConstraint(fields=("id", "holder_id"), name="vault_subject_held"),
                ],
            },
        ),
        *rls.protect("vault_subject", holder="holder_id", reporter="insert"),
        *rls.protect("vault_key", holder="holder_id", ops="select,insert,update,delete", reporter="insert"),
        *rls.protect("vault_field", holder="holder_id", ops="select,insert,delete", reporter="insert"),
        *rls.protect("vault_token", holder="holder_id", ops="select,insert,delete", reporter="insert"),
        *rls.protect("vault_hold", holder="holder_id"),
        *rls.protect("vault_erasure", holder="holder_id"),
        *rls.protect("vault_former_key", holder="holder_id"),
        *rls.protect("vault_doomed_key", holder="kek_id"),
        *rls.grant("vault_lookup_tally", "select,insert,update"),
        migrations.RunSQL(_SQL.read_text()),
    ]
