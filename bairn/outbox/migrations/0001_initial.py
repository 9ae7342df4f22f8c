"""The notices and who may touch them."""

from django.db import migrations, models

import bairn.kernel.ids
from bairn.access import rls


class Migration(migrations.Migration):
    initial = True

    dependencies = [("access", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Message",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=bairn.kernel.ids.new_id, primary_key=True, serialize=False
                    ),
                ),
                ("recipient_kind", models.CharField(max_length=8)),
                ("recipient_id", models.UUIDField()),
                ("kind", models.CharField(max_length=48)),
                ("holder_id", models.UUIDField(null=True)),
                ("state", models.CharField(max_length=8)),
                ("created_at", models.DateTimeField()),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "read"), _negated=True),
                        fields=["recipient_id", "-id"],
                        name="outbox_message_unread",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["waiting", "sent", "read"])),
                        name="outbox_message_state",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "read"), _negated=True),
                        fields=("recipient_id", "kind", "holder_id"),
                        name="outbox_message_once",
                        nulls_distinct=False,
                    ),
                ],
            },
        ),
        *rls.grant("outbox_message", "select,insert,update"),
    ]
