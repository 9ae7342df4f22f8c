"""What kits keep beside their exhibit: codes, times, ids. Rows are only added.

A kit without a report begins with `own_holder_id`; `holder_id` is that, or later its case.
"""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from bairn.evidence.models.exhibits import Exhibit
from bairn.evidence.terms.kits import KitKind, KitStands
from bairn.kernel import ids


class Kit(models.Model):
    """A kit, and how it stands now; that could be made anew from its events."""

    exhibit = models.OneToOneField(
        Exhibit, on_delete=models.PROTECT, primary_key=True, related_name="kit"
    )
    holder_id = models.UUIDField()
    own_holder_id = models.UUIDField(null=True)
    number = models.CharField(max_length=40)
    unit_id = models.UUIDField()
    agency_id = models.UUIDField()
    kind = models.CharField(max_length=16)
    of_child = models.BooleanField()
    lot = models.CharField(max_length=40, default="")
    expires_on = models.DateField(null=True)
    place = models.CharField(max_length=6)
    zone = models.CharField(max_length=40)
    collected_at = models.DateTimeField()
    registered_at = models.DateTimeField()
    registered_by = models.UUIDField()
    lab_unit_id = models.UUIDField(null=True)
    stands = models.CharField(max_length=16)
    due_at = models.DateTimeField(null=True)
    submitted_at = models.DateTimeField(null=True)
    result_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "evidence_kit"
        indexes: ClassVar = [
            models.Index(fields=["holder_id", "-exhibit"], name="evidence_kits_of_holder"),
            models.Index(fields=["stands", "due_at", "exhibit"], name="evidence_kits_by_state"),
            models.Index(
                fields=["own_holder_id"],
                condition=Q(own_holder_id__isnull=False),
                name="evidence_kits_of_clinic",
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit_id", "number"], name="evidence_kit_number"),
            models.CheckConstraint(
                name="evidence_kit_kind", condition=Q(kind__in=[one.value for one in KitKind])
            ),
            models.CheckConstraint(
                name="evidence_kit_stands", condition=Q(stands__in=[one.value for one in KitStands])
            ),
            models.CheckConstraint(
                name="evidence_kit_whose",
                condition=Q(kind=KitKind.UNREPORTED.value, holder_id=F("own_holder_id"))
                | ~Q(kind=KitKind.UNREPORTED.value),
            ),
        ]


class KitEvent(models.Model):
    """One thing that happened to a kit."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    holder_id = models.UUIDField(db_index=True)
    kit = models.ForeignKey(Kit, on_delete=models.PROTECT, db_index=False, related_name="events")
    number = models.SmallIntegerField()
    event = models.CharField(max_length=20)
    code = models.CharField(max_length=40, default="")
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    by_id = models.UUIDField()
    ledger_id = models.UUIDField(null=True)

    class Meta:
        db_table = "evidence_kit_event"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kit", "number"], name="evidence_kit_event_number"),
            models.CheckConstraint(
                name="evidence_kit_event_happened", condition=Q(happened_at__lte=F("recorded_at"))
            ),
        ]


class KitUntested(models.Model):
    """A question not to test a kit, a prosecutor's answer, and its taking back."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    holder_id = models.UUIDField(db_index=True)
    kit = models.ForeignKey(Kit, on_delete=models.PROTECT)
    reason = models.CharField(max_length=40)
    asked_by = models.UUIDField()
    asked_at = models.DateTimeField()
    agreed = models.BooleanField(null=True)
    answered_by = models.UUIDField(null=True)
    answered_at = models.DateTimeField(null=True)
    refused_for = models.CharField(max_length=40, default="")
    reversed_by = models.UUIDField(null=True)
    reversed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "evidence_kit_untested"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kit"],
                condition=Q(agreed__isnull=True, reversed_at__isnull=True),
                name="evidence_kit_one_question",
            ),
            models.CheckConstraint(
                name="evidence_kit_answered_by_another",
                condition=Q(answered_by__isnull=True) | ~Q(answered_by=F("asked_by")),
            ),
            models.CheckConstraint(
                name="evidence_kit_answer",
                condition=Q(agreed__isnull=True, answered_by__isnull=True, refused_for="")
                | Q(agreed=True, answered_by__isnull=False, refused_for="")
                | (Q(agreed=False, answered_by__isnull=False) & ~Q(refused_for="")),
            ),
        ]


class KitMatchStep(models.Model):
    """A step through the databases (match 0), or of one match."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    holder_id = models.UUIDField(db_index=True)
    kit = models.ForeignKey(Kit, on_delete=models.PROTECT, db_index=False)
    number = models.SmallIntegerField()
    match = models.SmallIntegerField()
    step = models.CharField(max_length=20)
    code = models.CharField(max_length=20, default="")
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    by_id = models.UUIDField()

    class Meta:
        db_table = "evidence_kit_match_step"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kit", "number"], name="evidence_kit_match_number"),
            models.CheckConstraint(
                name="evidence_kit_match_of",
                condition=Q(step="matched", match__gte=1) | ~Q(step="matched") & Q(match__gte=0),
            ),
        ]


class KitPlan(models.Model):
    """How somebody is to be told of a match. Letters, voicemail and relatives are no channels."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    holder_id = models.UUIDField(db_index=True)
    kit = models.ForeignKey(Kit, on_delete=models.PROTECT)
    match = models.SmallIntegerField()
    choice = models.CharField(max_length=20)
    channel = models.CharField(max_length=20)
    place = models.CharField(max_length=20)
    advocate_id = models.UUIDField()
    words_id = models.UUIDField()
    at = models.DateTimeField()
    by_id = models.UUIDField()

    class Meta:
        db_table = "evidence_kit_plan"
        constraints: ClassVar = [
            models.CheckConstraint(
                name="evidence_kit_plan_channel",
                condition=Q(channel__in=["in_person", "safe_call", "at_support"]),
            )
        ]


class KitNotice(models.Model):
    """What a person was told in writing; the code printed on it is kept as a hash alone."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    holder_id = models.UUIDField(db_index=True)
    kit = models.ForeignKey(Kit, on_delete=models.PROTECT)
    kind = models.CharField(max_length=10)
    language = models.CharField(max_length=2)
    told_how = models.CharField(max_length=20)
    told_at = models.DateTimeField()
    told_by = models.UUIDField()
    recorded_at = models.DateTimeField()
    disposal_on = models.DateField()
    code_hash = models.BinaryField(unique=True)

    class Meta:
        db_table = "evidence_kit_notice"
        constraints: ClassVar = [
            models.CheckConstraint(
                name="evidence_kit_notice_kind", condition=Q(kind__in=["retention", "disposal"])
            ),
            models.CheckConstraint(
                name="evidence_kit_notice_told", condition=Q(told_at__lte=F("recorded_at"))
            ),
        ]


class KitVeto(models.Model):
    """A prosecutor or supervisor keeps the kit; whoever lifts it says so."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    holder_id = models.UUIDField(db_index=True)
    kit = models.ForeignKey(Kit, on_delete=models.PROTECT)
    reason = models.CharField(max_length=20)
    role = models.CharField(max_length=20)
    at = models.DateTimeField()
    by_id = models.UUIDField()
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.UUIDField(null=True)

    class Meta:
        db_table = "evidence_kit_veto"
        constraints: ClassVar = [
            models.CheckConstraint(
                name="evidence_kit_veto_role", condition=Q(role__in=["prosecutor", "supervisor"])
            )
        ]
