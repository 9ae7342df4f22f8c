"""What is kept: notices, without a single word of what they are about."""

from django.db import models

from bairn.kernel import ids


class Message(models.Model):
    """A notice to a member of staff or a unit."""

    id = models.UUIDField(primary_key=True, default=ids.new_id)
    recipient_kind = models.CharField(max_length=8)
    recipient_id = models.UUIDField()
    kind = models.CharField(max_length=48)
    holder_id = models.UUIDField(null=True)  # a report or case; no foreign key: they stand higher
    state = models.CharField(max_length=8)
    created_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="outbox_message_state",
                condition=models.Q(state__in=["waiting", "sent", "read"]),
            ),
            # The same thing waiting twice is one notice.
            models.UniqueConstraint(
                name="outbox_message_once",
                fields=["recipient_id", "kind", "holder_id"],
                condition=~models.Q(state="read"),
                nulls_distinct=False,
            ),
        )
        indexes = (
            models.Index(
                name="outbox_message_unread",
                fields=["recipient_id", "-id"],
                condition=~models.Q(state="read"),
            ),
        )
