"""What disclosure keeps. Lines, answers, releases and bundles are only added."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from bairn.kernel import ids


class Line(models.Model):
    """What was said of an exhibit or a file on the schedule; the newest of a piece counts."""

    id = models.UUIDField(primary_key=True, default=ids.new_id)
    case_id = models.UUIDField()
    exhibit_id = models.UUIDField()
    file_id = models.UUIDField(null=True)
    number = models.PositiveIntegerField()  # within the case
    use = models.CharField(max_length=10)
    reason = models.CharField(max_length=40, default="")
    words_id = models.UUIDField(null=True)  # the description, sealed
    at = models.DateTimeField()
    by_id = models.UUIDField()

    class Meta:
        db_table = "disclosure_line"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case_id", "number"], name="disclosure_line_number"),
            models.CheckConstraint(
                name="disclosure_line_use", condition=Q(use__in=["used", "unused", "withheld"])
            ),
            models.CheckConstraint(
                name="disclosure_line_reason",
                condition=(Q(use="withheld", words_id__isnull=False) & ~Q(reason=""))
                | (~Q(use="withheld") & Q(reason="")),
            ),
        ]


class LineAnswer(models.Model):
    """What a prosecutor said to a wish to withhold: once."""

    line = models.OneToOneField(Line, on_delete=models.PROTECT, primary_key=True)
    case_id = models.UUIDField(db_index=True)
    answer = models.CharField(max_length=10)
    reason = models.CharField(max_length=40, default="")
    at = models.DateTimeField()
    by_id = models.UUIDField()

    class Meta:
        db_table = "disclosure_answer"
        constraints: ClassVar = [
            models.CheckConstraint(
                name="disclosure_answer_reason",
                condition=Q(answer="agreed", reason="") | (Q(answer="declined") & ~Q(reason="")),
            )
        ]


class Release(models.Model):
    """What may leave, to whom, on what ground, until when."""

    id = models.UUIDField(primary_key=True, default=ids.new_id)
    case_id = models.UUIDField()
    number = models.PositiveSmallIntegerField()  # within the case
    recipient = models.CharField(max_length=40)
    authority = models.CharField(max_length=40)
    identities = models.BooleanField()
    words_id = models.UUIDField()  # reference and recipient, sealed
    until = models.DateTimeField()
    at = models.DateTimeField()
    by_id = models.UUIDField()

    class Meta:
        db_table = "disclosure_release"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case_id", "number"], name="disclosure_release_number"),
            models.CheckConstraint(name="disclosure_release_until", condition=Q(until__gt=F("at"))),
        ]


class ReleasePiece(models.Model):
    """An exhibit or a file that a release lets go."""

    id = models.UUIDField(primary_key=True, default=ids.new_id)
    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="pieces")
    case_id = models.UUIDField()
    exhibit_id = models.UUIDField()
    file_id = models.UUIDField(null=True)

    class Meta:
        db_table = "disclosure_release_piece"


class Agreement(models.Model):
    """A custodian agreed that identities leave with a release."""

    release = models.OneToOneField(Release, on_delete=models.PROTECT, primary_key=True)
    case_id = models.UUIDField(db_index=True)
    at = models.DateTimeField()
    by_id = models.UUIDField()

    class Meta:
        db_table = "disclosure_agreement"


class Revocation(models.Model):
    """A release was taken back; what has left already stays on the record."""

    release = models.OneToOneField(Release, on_delete=models.PROTECT, primary_key=True)
    case_id = models.UUIDField(db_index=True)
    reason = models.CharField(max_length=40)
    at = models.DateTimeField()
    by_id = models.UUIDField()

    class Meta:
        db_table = "disclosure_revocation"


class Bundle(models.Model):
    """A bundle whose tag manifest was sealed by the entry that tells of it."""

    id = models.UUIDField(primary_key=True, default=ids.new_id)
    case_id = models.UUIDField(db_index=True)
    release = models.ForeignKey(Release, on_delete=models.PROTECT)
    manifest = models.CharField(max_length=64)  # SHA-256 of the tag manifest
    files = models.PositiveIntegerField()
    size = models.PositiveBigIntegerField()
    paper = models.BooleanField()
    entry_id = models.UUIDField()
    at = models.DateTimeField()
    by_id = models.UUIDField()

    class Meta:
        db_table = "disclosure_bundle"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["manifest"], name="disclosure_bundle_once"),
        ]


class KeptBundle(models.Model):
    """A bundle that can be fetched at the desk: its tables lie sealed in the house's folder."""

    bundle = models.OneToOneField(Bundle, on_delete=models.PROTECT, primary_key=True)
    case_id = models.UUIDField(db_index=True)
    key_id = models.UUIDField()  # of the key, a subject of kind FILE in the vault

    class Meta:
        db_table = "disclosure_kept"


class Making(models.Model):
    """A bundle that was asked for, on its way; the only rows here that change."""

    id = models.UUIDField(primary_key=True, default=ids.new_id)
    case_id = models.UUIDField(db_index=True)
    release = models.ForeignKey(Release, on_delete=models.PROTECT)
    stage = models.CharField(max_length=10, default="asked")
    done = models.PositiveBigIntegerField(default=0)
    total = models.PositiveBigIntegerField(default=0)
    reason = models.CharField(max_length=64, default="")
    bundle = models.ForeignKey(Bundle, on_delete=models.PROTECT, null=True)
    asked_at = models.DateTimeField()
    asked_by = models.UUIDField()
    heard_at = models.DateTimeField(null=True)  # of whoever makes it; None: nobody has begun

    class Meta:
        db_table = "disclosure_making"
        constraints: ClassVar = [
            models.CheckConstraint(
                name="disclosure_making_stage",
                condition=Q(stage__in=["asked", "writing"], bundle__isnull=True, reason="")
                | Q(stage="made", bundle__isnull=False, reason="")
                | (Q(stage="failed", bundle__isnull=True) & ~Q(reason="")),
            ),
            models.UniqueConstraint(
                fields=["release"],
                condition=Q(stage__in=["asked", "writing"]),
                name="disclosure_one_making",
            ),
        ]
