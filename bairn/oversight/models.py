"""What is kept of the record: waiting entries, the leaves, the published heads, and an index.

`Leaf` is the truth: insert-only, canonical bytes in their order. `IndexedEntry` is a reading of
the same bytes for searching. The tables stand in the migration's SQL, and Django does not manage
them: its test runner empties managed tables, and these refuse to be emptied.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Pending(models.Model):
    """An entry that was committed with its act and waits for the sequencer."""

    id = models.BigAutoField(primary_key=True)
    entry_id = models.UUIDField()
    entry = models.BinaryField()

    class Meta:
        managed = False
        db_table = "oversight_pending"


class Leaf(models.Model):
    """An entry in its place on the record. Nobody may change or remove one."""

    index = models.BigIntegerField(primary_key=True)
    entry_id = models.UUIDField(unique=True)
    entry = models.BinaryField()

    class Meta:
        managed = False
        db_table = "oversight_leaf"


class IndexedEntry(models.Model):
    """An entry as it is searched: the same ids, codes and counts as in its bytes."""

    id = models.UUIDField(primary_key=True)
    at = models.DateTimeField()
    kind = models.CharField(max_length=16)
    act = models.CharField(max_length=64)
    actor_id = models.UUIDField()
    actor_kind = models.CharField(max_length=64)
    roles = ArrayField(models.CharField(max_length=64))
    purpose = models.CharField(max_length=64)
    case_id = models.UUIDField(null=True)
    report_id = models.UUIDField(null=True)
    subject_id = models.UUIDField(null=True)
    within = models.UUIDField(null=True)
    outcome = models.CharField(max_length=16)
    code = models.CharField(max_length=64)
    detail = models.JSONField()

    class Meta:
        managed = False
        db_table = "oversight_entry"


class PublishedHead(models.Model):
    """A head that was signed and published; only its cosignatures are ever renewed."""

    size = models.BigIntegerField(primary_key=True)
    root = models.BinaryField()
    note = models.TextField()
    made_at = models.DateTimeField()
    cosigned_at = models.DateTimeField(null=True)
    cosignatures = models.TextField(default="")

    class Meta:
        managed = False
        db_table = "oversight_checkpoint"
