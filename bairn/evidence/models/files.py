"""Uploads under way and files that are evidence. Names are sealed; content lies on the disk.

Salts of commitments are sealed with the names: whoever reads the record cannot try digests on it.
"""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from bairn.evidence.terms.files import Held, Origin, Verification
from bairn.evidence.terms.uploads import UploadState
from bairn.kernel import ids


def _values(of: type) -> list[str]:
    return [one.value for one in of]  # type: ignore[attr-defined] # an enumeration


class Upload(models.Model):
    """What was said of a file that is arriving; how much has arrived, the disk alone says."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    holder_id = models.UUIDField()
    exhibit = models.ForeignKey("evidence.Exhibit", on_delete=models.PROTECT)
    by_id = models.UUIDField()
    state = models.CharField(max_length=12, default=UploadState.ARRIVING.value)
    code = models.CharField(max_length=64, default="")
    size = models.BigIntegerField(null=True)
    sha256_said = models.BinaryField(default=bytes)
    restricted = models.BooleanField(default=False)
    classification = models.CharField(max_length=40, default="")
    twice = models.BooleanField(default=True)
    origin = models.CharField(max_length=12)
    tool = models.CharField(max_length=40, default="")
    original_id = models.UUIDField(null=True)
    redaction = models.CharField(max_length=40, default="")
    words_id = models.UUIDField()
    key_id = models.UUIDField()
    begun_at = models.DateTimeField()
    touched_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "evidence_upload"
        constraints: ClassVar = [
            models.CheckConstraint(
                name="evidence_upload_state", condition=Q(state__in=_values(UploadState))
            ),
            models.CheckConstraint(
                name="evidence_upload_ended",
                condition=Q(state="arriving", ended_at__isnull=True)
                | (~Q(state="arriving") & Q(ended_at__isnull=False)),
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["by_id", "holder_id"],
                name="evidence_uploads_under_way",
                condition=Q(state="arriving"),
            ),
            models.Index(
                fields=["touched_at"], name="evidence_uploads_idle", condition=Q(state="arriving")
            ),
        ]


class File(models.Model):
    """A file of an exhibit. What was taken in is said once; only its verification changes."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    holder_id = models.UUIDField()
    exhibit = models.ForeignKey("evidence.Exhibit", on_delete=models.PROTECT)
    number = models.IntegerField()
    words_id = models.UUIDField()
    key_id = models.UUIDField(null=True)
    held = models.CharField(max_length=8)
    found_type = models.CharField(max_length=130)
    size = models.BigIntegerField()
    sha256 = models.BinaryField()
    sha1 = models.BinaryField(default=bytes)
    md5 = models.BinaryField(default=bytes)
    restricted = models.BooleanField(default=False)
    classification = models.CharField(max_length=40, default="")
    origin = models.CharField(max_length=12)
    tool = models.CharField(max_length=40, default="")
    original = models.ForeignKey("self", on_delete=models.PROTECT, null=True)
    redaction = models.CharField(max_length=40, default="")
    entry_id = models.UUIDField()
    taken_at = models.DateTimeField()
    by_id = models.UUIDField()
    verification = models.CharField(max_length=8, default=Verification.NEVER.value)
    verified_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "evidence_file"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["exhibit", "number"], name="evidence_file_number"),
            models.CheckConstraint(name="evidence_file_held", condition=Q(held__in=_values(Held))),
            models.CheckConstraint(
                name="evidence_file_key",
                condition=Q(held="sealed", key_id__isnull=False)
                | Q(held="digest", key_id__isnull=True),
            ),
            models.CheckConstraint(
                name="evidence_file_origin", condition=Q(origin__in=_values(Origin))
            ),
            models.CheckConstraint(name="evidence_file_size", condition=Q(size__gte=0)),
            models.CheckConstraint(
                name="evidence_file_redacted",
                condition=Q(original__isnull=True, redaction="")
                | (Q(original__isnull=False) & ~Q(redaction="") & ~Q(original=F("id"))),
            ),
            models.CheckConstraint(
                name="evidence_file_verified",
                condition=Q(verification="never", verified_at__isnull=True)
                | (~Q(verification="never") & Q(verified_at__isnull=False)),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["holder_id", "sha256"], name="evidence_file_twins"),
            models.Index(
                fields=["verified_at", "id"],
                name="evidence_file_verify_due",
                condition=Q(held="sealed"),
            ),
        ]
