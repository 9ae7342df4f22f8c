"""What is kept of reading files: locks and grounds, viewings, checks, captures; no word of any."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from bairn.kernel import ids


class Lock(models.Model):
    """Somebody locked a file. Locks that facts demand have no row: they are worked out anew."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    holder_id = models.UUIDField()
    file = models.ForeignKey("evidence.File", on_delete=models.PROTECT)
    kind = models.CharField(max_length=20)
    at = models.DateTimeField()
    by_id = models.UUIDField()

    class Meta:
        db_table = "evidence_lock"
        indexes: ClassVar = [models.Index(fields=["holder_id"], name="evidence_locks_of_holder")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["file", "kind"], name="evidence_lock_once")
        ]


class Authority(models.Model):
    """A lawful ground that lifted a lock."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    holder_id = models.UUIDField()
    file = models.ForeignKey("evidence.File", on_delete=models.PROTECT)
    lock = models.CharField(max_length=20)
    ground = models.CharField(max_length=40)
    words_id = models.UUIDField()
    at = models.DateTimeField()
    by_id = models.UUIDField()

    class Meta:
        db_table = "evidence_authority"
        indexes: ClassVar = [
            models.Index(fields=["holder_id"], name="evidence_authority_of_holder")
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["file", "lock"], name="evidence_authority_once")
        ]


class Viewing(models.Model):
    """Somebody looks at a file for a purpose."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    holder_id = models.UUIDField()
    file = models.ForeignKey("evidence.File", on_delete=models.PROTECT)
    staff_id = models.UUIDField()
    purpose = models.CharField(max_length=20)
    began_at = models.DateTimeField()
    last_at = models.DateTimeField()
    looks = models.IntegerField(default=0)

    class Meta:
        db_table = "evidence_viewing"
        indexes: ClassVar = [
            models.Index(fields=["file", "-began_at"], name="evidence_viewings_of_file"),
            models.Index(fields=["holder_id"], name="evidence_viewings_of_holder"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="evidence_viewing_forward", condition=Q(last_at__gte=F("began_at"))
            )
        ]


class Exposure(models.Model):
    """The same viewing in the ledger of staff: no case and no file stands in it."""

    viewing_id = models.UUIDField(primary_key=True)
    staff_id = models.UUIDField()
    unit_id = models.UUIDField(null=True)
    sensitivity = models.CharField(max_length=20)
    began_at = models.DateTimeField()
    last_at = models.DateTimeField()

    class Meta:
        db_table = "evidence_exposure"
        indexes: ClassVar = [
            models.Index(fields=["staff_id", "began_at"], name="evidence_exposure_of_staff"),
            models.Index(fields=["unit_id", "began_at"], name="evidence_exposure_of_unit"),
        ]


class Welfare(models.Model):
    """A supervisor asked how a colleague is after a week."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    staff_id = models.UUIDField()
    unit_id = models.UUIDField()
    week = models.DateField()
    at = models.DateTimeField()
    by_id = models.UUIDField()

    class Meta:
        db_table = "evidence_welfare"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["staff_id", "week"], name="evidence_welfare_once"),
            models.CheckConstraint(
                name="evidence_welfare_by_another", condition=~Q(by_id=F("staff_id"))
            ),
        ]


class Check(models.Model):
    """A file was read whole; what was found. Rows are only added."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    holder_id = models.UUIDField()
    file = models.ForeignKey("evidence.File", on_delete=models.PROTECT)
    outcome = models.CharField(max_length=8)
    ranges = models.JSONField(default=list)
    at = models.DateTimeField()
    by_id = models.UUIDField()

    class Meta:
        db_table = "evidence_check"
        indexes: ClassVar = [
            models.Index(fields=["file", "-at"], name="evidence_checks_of_file"),
            models.Index(fields=["holder_id"], name="evidence_checks_of_holder"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="evidence_check_outcome",
                condition=Q(outcome__in=["whole", "broken", "missing", "other"]),
            )
        ]


class CheckAsked(models.Model):
    """Somebody asked for a check that has not ended yet."""

    file = models.OneToOneField("evidence.File", on_delete=models.PROTECT, primary_key=True)
    holder_id = models.UUIDField()
    at = models.DateTimeField()
    by_id = models.UUIDField()

    class Meta:
        db_table = "evidence_check_asked"
        indexes: ClassVar = [models.Index(fields=["holder_id"], name="evidence_asked_of_holder")]


class Capture(models.Model):
    """A capture of a web page, and what it said once it was read; its addresses are sealed."""

    file = models.OneToOneField("evidence.File", on_delete=models.PROTECT, primary_key=True)
    holder_id = models.UUIDField()
    asked_at = models.DateTimeField()
    by_id = models.UUIDField()
    kind = models.CharField(max_length=4, default="")
    captured_at = models.DateTimeField(null=True)
    captured_until = models.DateTimeField(null=True)
    records = models.IntegerField(default=0)
    agreements = models.JSONField(default=dict)
    faults = ArrayField(models.CharField(max_length=40), default=list)
    holds = models.BooleanField(null=True)
    words_id = models.UUIDField(null=True)
    read_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "evidence_capture"
        indexes: ClassVar = [models.Index(fields=["holder_id"], name="evidence_captures_of_holder")]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="evidence_capture_read",
                condition=Q(read_at__isnull=True, kind="", holds__isnull=True)
                | Q(read_at__isnull=False, kind__in=["warc", "wacz"], holds__isnull=False),
            )
        ]


class TakenOut(models.Model):
    """A file that was taken out of an archive, and which entry it was."""

    file = models.OneToOneField("evidence.File", on_delete=models.PROTECT, primary_key=True)
    holder_id = models.UUIDField()
    archive = models.ForeignKey("evidence.File", on_delete=models.PROTECT, related_name="+")
    entry = models.IntegerField()

    class Meta:
        db_table = "evidence_taken_out"
        indexes: ClassVar = [models.Index(fields=["holder_id"], name="evidence_taken_of_holder")]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="evidence_taken_of_another", condition=~Q(file=F("archive"))
            )
        ]
