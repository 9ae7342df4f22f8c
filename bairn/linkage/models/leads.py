"""Leads between two sealed subjects, their reasons over time, and who was let see one."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from bairn.kernel import ids
from bairn.linkage.terms.leads import LeadSource, LeadState


class Lead(models.Model):
    """Two subjects that may be one person; the lower id first, so that a pair stands once.

    `verdict` repeats the judgement in force, so that lists need not look for it.
    """

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    low_subject = models.UUIDField()
    low_holder = models.UUIDField()
    high_subject = models.UUIDField()
    high_holder = models.UUIDField()
    source = models.CharField(max_length=8)
    state = models.CharField(max_length=10)
    verdict = models.CharField(max_length=10, default="")
    probability = models.FloatField()
    low = models.FloatField()
    high = models.FloatField()
    found_at = models.DateTimeField()
    checked_at = models.DateTimeField()

    class Meta:
        db_table = "linkage_lead"
        indexes: ClassVar = [
            models.Index(fields=["low_holder", "-found_at"], name="linkage_leads_low"),
            models.Index(fields=["high_holder", "-found_at"], name="linkage_leads_high"),
            models.Index(fields=["low_subject"], name="linkage_leads_of_low"),
            models.Index(fields=["high_subject"], name="linkage_leads_of_high"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["low_subject", "high_subject"], name="linkage_lead_once"
            ),
            models.CheckConstraint(
                name="linkage_lead_order", condition=Q(low_subject__lt=F("high_subject"))
            ),
            models.CheckConstraint(
                name="linkage_lead_source",
                condition=Q(source__in=[one.value for one in LeadSource]),
            ),
            models.CheckConstraint(
                name="linkage_lead_state", condition=Q(state__in=[one.value for one in LeadState])
            ),
            models.CheckConstraint(
                name="linkage_lead_bounds",
                condition=Q(low__lte=F("probability"), high__gte=F("probability")),
            ),
        ]


class Finding(models.Model):
    """What a matcher found of a pair at one time. Only added: an old reason can be shown as it was.

    Reasons are codes and weights: `[[evidence, level, weight], …]`.
    """

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    lead = models.ForeignKey(Lead, on_delete=models.PROTECT, related_name="findings")
    at = models.DateTimeField()
    model = models.CharField(max_length=40)
    keys = models.CharField(max_length=40)  # which index, and so which secret
    logit = models.FloatField()
    probability = models.FloatField()
    low = models.FloatField()
    high = models.FloatField()
    reasons = models.JSONField()
    shared = models.JSONField(default=list)

    class Meta:
        db_table = "linkage_finding"
        indexes: ClassVar = [models.Index(fields=["lead", "-at"], name="linkage_findings")]


class Checked(models.Model):
    """When somebody was last compared with everybody else, by which model and keys."""

    subject_id = models.UUIDField(primary_key=True)
    holder_id = models.UUIDField(db_index=True)
    at = models.DateTimeField()
    model = models.CharField(max_length=40)
    keys = models.CharField(max_length=40)

    class Meta:
        db_table = "linkage_checked"


class Sight(models.Model):
    """A holder whose circle was let see a lead to another holder, after both owners agreed."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    lead = models.ForeignKey(Lead, on_delete=models.PROTECT, related_name="sights")
    holder_id = models.UUIDField()
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "linkage_sight"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["lead", "holder_id"], name="linkage_sight_once"),
        ]
