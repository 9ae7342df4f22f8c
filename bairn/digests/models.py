"""What is kept of digests: compact rows, made for tens of millions. No name stands here."""

from enum import IntEnum, StrEnum
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models import Q

from bairn.digests.terms import Algorithm, ListKind, WatchReason
from bairn.kernel import ids


def _values(words: type[StrEnum] | type[IntEnum]) -> list[str | int]:
    return [word.value for word in words]


class KnownList(models.Model):
    """A list of digests: what it is and how far it has come in. It hangs on no case."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    number = models.SmallIntegerField(unique=True)  # what each of its rows carries
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20)
    source = models.CharField(max_length=120, default="")
    edition = models.CharField(max_length=60, default="")
    agreement = models.CharField(max_length=200, default="")
    other_categories = ArrayField(models.CharField(max_length=64), default=list)
    file_digest = models.BinaryField()  # SHA-256 of the file: the same file goes on where it was
    size = models.BigIntegerField()
    place = models.BigIntegerField(default=0)
    rows = models.BigIntegerField(default=0)
    digests = models.BigIntegerField(default=0)
    bad = models.BigIntegerField(default=0)
    categories = models.JSONField(default=dict)  # rows by category
    begun_at = models.DateTimeField()
    begun_by = models.UUIDField()
    finished_at = models.DateTimeField(null=True)
    broken_at = models.DateTimeField(null=True)  # its file could not be read to its end
    retired_at = models.DateTimeField(null=True)
    retired_by = models.UUIDField(null=True)

    class Meta:
        db_table = "digests_list"
        constraints: ClassVar = [
            models.CheckConstraint(
                name="digests_list_kind", condition=Q(kind__in=_values(ListKind))
            ),
            models.CheckConstraint(
                name="digests_list_retired",
                condition=Q(retired_at__isnull=True, retired_by__isnull=True)
                | Q(retired_at__isnull=False, retired_by__isnull=False),
            ),
            models.UniqueConstraint(
                name="digests_list_once",
                fields=["name", "file_digest"],
                condition=Q(retired_at__isnull=True),
            ),
        ]


class Listed(models.Model):
    """A digest on a list. The key serves the look-up; the row's number leads to its words."""

    pk = models.CompositePrimaryKey("algorithm", "digest", "list_number")
    row = models.IntegerField()
    list_number = models.SmallIntegerField()
    algorithm = models.SmallIntegerField()
    digest = models.BinaryField()
    category = models.CharField(max_length=64, default="")

    class Meta:
        db_table = "digests_known"
        # A list comes in together: its rows lie together, so the smallest of indexes finds them.
        indexes: ClassVar = [BrinIndex(fields=["list_number"], name="digests_known_of")]


class Words(models.Model):
    """Everything else that a block of rows says: packed, and sealed with the house's key."""

    pk = models.CompositePrimaryKey("list_number", "block")
    list_number = models.SmallIntegerField()
    block = models.IntegerField()
    sealed = models.BinaryField()

    class Meta:
        db_table = "digests_words"


class Bad(models.Model):
    """A row that could not be read: its line and why; the first thousand of a list."""

    pk = models.CompositePrimaryKey("list_number", "line", "reason")
    list_number = models.SmallIntegerField()
    line = models.BigIntegerField()
    reason = models.CharField(max_length=20)

    class Meta:
        db_table = "digests_bad"


class Piece(models.Model):
    """A small file that waits for the worker: sealed, in pieces, gone once it is read."""

    pk = models.CompositePrimaryKey("list_number", "piece")
    list_number = models.SmallIntegerField()
    piece = models.IntegerField()
    sealed = models.BinaryField()

    class Meta:
        db_table = "digests_piece"


class Seen(models.Model):
    """A digest of a file that a report or a case holds."""

    pk = models.CompositePrimaryKey("algorithm", "digest", "holder_id", "file_id")
    algorithm = models.SmallIntegerField()
    digest = models.BinaryField()
    holder_id = models.UUIDField()
    file_id = models.UUIDField()

    class Meta:
        db_table = "digests_seen"
        indexes: ClassVar = [models.Index(fields=["holder_id"], name="digests_seen_of")]


class FoundRow(models.Model):
    """A file that stood on a list when it came in."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    holder_id = models.UUIDField()
    file_id = models.UUIDField()
    list = models.ForeignKey(KnownList, on_delete=models.PROTECT)
    algorithm = models.SmallIntegerField()
    category = models.CharField(max_length=64, default="")
    kind = models.CharField(max_length=20)
    at = models.DateTimeField()

    class Meta:
        db_table = "digests_found"
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="digests_found_once", fields=["holder_id", "file_id", "list"]
            ),
            models.CheckConstraint(
                name="digests_found_kind", condition=Q(kind__in=_values(ListKind))
            ),
        ]


class WatchRow(models.Model):
    """A digest that a case watches for, until it is ended."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    case_id = models.UUIDField()
    algorithm = models.SmallIntegerField()
    digest = models.BinaryField()
    reason = models.CharField(max_length=20)
    by_id = models.UUIDField()
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True)
    ended_by = models.UUIDField(null=True)

    class Meta:
        db_table = "digests_watch"
        indexes: ClassVar = [
            models.Index(
                fields=["algorithm", "digest"],
                name="digests_watched",
                condition=Q(until_at__isnull=True),
            )
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="digests_watch_reason", condition=Q(reason__in=_values(WatchReason))
            ),
            models.CheckConstraint(
                name="digests_watch_algorithm", condition=Q(algorithm__in=_values(Algorithm))
            ),
            models.UniqueConstraint(
                name="digests_watch_once",
                fields=["case_id", "algorithm", "digest"],
                condition=Q(until_at__isnull=True),
            ),
        ]


class HitRow(models.Model):
    """A watched digest came in: kept for the case that watches."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    case_id = models.UUIDField()
    watch = models.ForeignKey(WatchRow, on_delete=models.PROTECT, related_name="hits")
    found_in = models.UUIDField()  # report or case; shown to whoever reaches it
    file_id = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        db_table = "digests_hit"
        indexes: ClassVar = [models.Index(fields=["case_id", "-at"], name="digests_hits")]
        constraints: ClassVar = [
            models.UniqueConstraint(name="digests_hit_once", fields=["watch", "file_id"])
        ]
