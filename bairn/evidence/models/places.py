"""Where exhibits are kept, and what was found there when somebody counted."""

from typing import ClassVar

from django.db import models

from bairn.kernel import ids


class Place(models.Model):
    """A room, a shelf, a freezer or a secured server of a unit."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    unit_id = models.UUIDField()
    name = models.CharField(max_length=80)
    condition = models.CharField(max_length=20)
    audit_days = models.SmallIntegerField()
    added_by = models.UUIDField()
    added_at = models.DateTimeField()
    audited_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "evidence_place"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit_id", "name"], name="evidence_place_name")
        ]


class Audit(models.Model):
    """Somebody counted what lies in a place."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="audits")
    unit_id = models.UUIDField()
    by_id = models.UUIDField()
    at = models.DateTimeField()
    found = models.IntegerField()

    class Meta:
        db_table = "evidence_audit"


class Finding(models.Model):
    """One exhibit at an audit: found, missing, or there without belonging there."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    audit = models.ForeignKey(Audit, on_delete=models.PROTECT, related_name="findings")
    unit_id = models.UUIDField()
    place_id = models.UUIDField()
    holder_id = models.UUIDField(db_index=True)
    exhibit_id = models.UUIDField(db_index=True)
    code = models.CharField(max_length=11)
    what = models.CharField(max_length=10)
    at = models.DateTimeField()
    by_id = models.UUIDField()

    class Meta:
        db_table = "evidence_finding"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["audit", "exhibit_id"], name="evidence_finding_once")
        ]
