"""Who, which car and which room was with which person of a case."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from bairn.kernel import ids


class Carrier(models.Model):
    """A vehicle or a room of a unit, so that it is chosen from a list and always written alike."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    unit_id = models.UUIDField()
    what = models.CharField(max_length=10)
    name = models.CharField(max_length=60)
    added_by = models.UUIDField()
    added_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "evidence_carrier"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unit_id", "what", "name"], name="evidence_carrier_name"
            )
        ]


class Contact(models.Model):
    """One officer, car or room was with one person of the case. Only added, never changed."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    holder_id = models.UUIDField(db_index=True)
    what = models.CharField(max_length=10)
    which = models.UUIDField()  # of the staff, or a carrier
    with_participant = models.UUIDField()
    from_at = models.DateTimeField()
    until_at = models.DateTimeField()
    cleaned_at = models.DateTimeField(null=True)
    at = models.DateTimeField()
    by_id = models.UUIDField()

    class Meta:
        db_table = "evidence_contact"
        constraints: ClassVar = [
            models.CheckConstraint(
                name="evidence_contact_until", condition=Q(until_at__gte=F("from_at"))
            ),
            models.CheckConstraint(
                name="evidence_contact_cleaned",
                condition=Q(cleaned_at__isnull=True) | Q(cleaned_at__gte=F("until_at")),
            ),
        ]


class Alert(models.Model):
    """Two people of the case shared an officer, a car or a room; a supervisor answers, once."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    holder_id = models.UUIDField()
    first = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="+")
    raised_at = models.DateTimeField()
    answer = models.CharField(max_length=40, default="")
    answered_at = models.DateTimeField(null=True)
    answered_by = models.UUIDField(null=True)
    words_id = models.UUIDField(null=True)

    class Meta:
        db_table = "evidence_alert"
        indexes: ClassVar = [
            models.Index(
                fields=["holder_id"],
                name="evidence_alerts_open",
                condition=Q(answered_at__isnull=True),
            )
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["first", "second"], name="evidence_alert_once"),
            models.CheckConstraint(
                name="evidence_alert_answer",
                condition=Q(answer="", answered_at__isnull=True, answered_by__isnull=True)
                | (Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer="")),
            ),
        ]
