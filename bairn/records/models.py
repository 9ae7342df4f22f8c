"""What is kept of imported records: codes, numbers and keyed digests; every word is sealed.

`collection_id` is the holder on which everything hangs. A record has the id of its subject in the
vault, so that whoever finds a subject finds its record.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from bairn.kernel import ids


class Collection(models.Model):
    """What an agency brings from one older system, under a reference; its name is sealed."""

    id = models.UUIDField(primary_key=True, default=ids.new_id)
    reference = models.CharField(max_length=24, unique=True)
    unit_id = models.UUIDField()
    name_digest = models.BinaryField()
    words_id = models.UUIDField()
    begun_at = models.DateTimeField()
    begun_by = models.UUIDField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.UUIDField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="records_name_once",
                fields=["unit_id", "begun_by", "name_digest"],
                condition=models.Q(withdrawn_at__isnull=True),
            ),
        )


class Source(models.Model):
    """One file of a collection, and how far it came in."""

    id = models.UUIDField(primary_key=True, default=ids.new_id)
    collection_id = models.UUIDField()
    form = models.CharField(max_length=8)
    digest = models.BinaryField()
    layout_id = models.UUIDField(null=True)  # the sealed mapping; none as long as nobody said it
    size = models.BigIntegerField()
    place = models.BigIntegerField(default=0)
    rows = models.IntegerField(default=0)
    taken = models.IntegerField(default=0)
    again = models.IntegerField(default=0)
    rejected = models.IntegerField(default=0)
    noted = models.IntegerField(default=0)
    begun_at = models.DateTimeField()
    begun_by = models.UUIDField()
    finished_at = models.DateTimeField(null=True)
    broken = models.CharField(max_length=64, default="")

    class Meta:
        constraints = (
            models.UniqueConstraint(name="records_file_once", fields=["collection_id", "digest"]),
        )


class Record(models.Model):
    """A row that is about somebody: where it stood, and what became of it."""

    id = models.UUIDField(primary_key=True)  # that of its subject
    collection_id = models.UUIDField()
    source_id = models.UUIDField()
    row = models.IntegerField()
    digest = models.BinaryField()
    notes = ArrayField(models.CharField(max_length=40), default=list)
    state = models.CharField(max_length=12, default="waiting")
    settled_at = models.DateTimeField(null=True)
    settled_by = models.UUIDField(null=True)
    why = models.CharField(max_length=40, default="")
    case_id = models.UUIDField(null=True)

    class Meta:
        indexes = (models.Index(name="records_in_order", fields=["collection_id", "id"]),)
        constraints = (
            models.UniqueConstraint(name="records_row_once", fields=["collection_id", "digest"]),
            models.CheckConstraint(
                name="records_settled_whole",
                condition=models.Q(
                    state="waiting", settled_at__isnull=True, why="", case_id__isnull=True
                )
                | models.Q(state="declined", settled_at__isnull=False, case_id__isnull=True)
                | models.Q(state="taken_up", settled_at__isnull=False, case_id__isnull=False),
            ),
        )


class Rejected(models.Model):
    """A row that was not brought in, with the reason; what stood in it is sealed."""

    id = models.UUIDField(primary_key=True, default=ids.new_id)
    collection_id = models.UUIDField()
    source_id = models.UUIDField()
    row = models.IntegerField()
    reason = models.CharField(max_length=20)
    words_id = models.UUIDField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(name="records_rejected_once", fields=["source_id", "row"]),
        )


class Piece(models.Model):
    """A part of a small file that was handed in at the desk, sealed until it is read."""

    id = models.UUIDField(primary_key=True, default=ids.new_id)
    collection_id = models.UUIDField()
    source_id = models.UUIDField()
    place = models.IntegerField()
    sealed = models.BinaryField()

    class Meta:
        constraints = (
            models.UniqueConstraint(name="records_piece_once", fields=["source_id", "place"]),
        )
