"""What the feed keeps: what one set aside, which cases one follows. Everybody sees their own."""

from typing import ClassVar

from django.db import models

from bairn.kernel import ids


class SetAside(models.Model):
    """An item that one member of staff does not want to see until a moment."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    staff_id = models.UUIDField()
    key = models.CharField(max_length=140)  # kind, id and code: no words
    set_at = models.DateTimeField()
    until_at = models.DateTimeField()

    class Meta:
        db_table = "feed_set_aside"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["staff_id", "key"], name="feed_set_aside_once"),
            models.CheckConstraint(
                name="feed_set_aside_period", condition=models.Q(until_at__gt=models.F("set_at"))
            ),
        ]


class Following(models.Model):
    """A case that one member of staff follows beside those of their own circle."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    staff_id = models.UUIDField()
    case_id = models.UUIDField()
    from_at = models.DateTimeField()

    class Meta:
        db_table = "feed_following"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["staff_id", "case_id"], name="feed_following_once"),
        ]
