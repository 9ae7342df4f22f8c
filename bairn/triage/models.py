"""What triage keeps: every assessment, the queue read from them, lowerings, proposals, views."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from bairn.kernel import ids


class Edition(models.Model):
    """The whole content of a rule set as some report was assessed by it; never changed."""

    digest = models.CharField(primary_key=True, max_length=64)  # SHA-256 of content, hex
    version = models.CharField(max_length=32)
    content = models.TextField()  # canonical JSON: its bytes are what the digest covers
    kept_at = models.DateTimeField()

    class Meta:
        db_table = "triage_edition"


class Assessment(models.Model):
    """Where a report stood from a moment on, and why; each change adds a row, none is rewritten."""

    id = models.UUIDField(primary_key=True, default=ids.new_id)
    report_id = models.UUIDField()
    number = models.IntegerField()  # 1 for the first
    cause = models.CharField(max_length=16)  # terms.Cause
    reason = models.CharField(max_length=64)  # code where people raised or lowered; "" by rules
    band = models.SmallIntegerField()  # where the report stands: 1 A, 2 B, 3 C
    found = models.SmallIntegerField()  # what the rules alone say
    floor = models.SmallIntegerField(null=True)  # the floor that protects it; null: a known adult
    floor_applied = models.BooleanField()
    floor_source = models.JSONField(null=True)
    ahead = models.BooleanField()
    reasons = models.JSONField()  # codes of the edition's rules that held
    missing = models.JSONField()  # codes of the edition's questions that are open
    windows = models.JSONField()  # what was open: codes, words, sources, when each closes
    completeness = models.SmallIntegerField()  # percent; beside the band, never in it
    lowered_knowing = models.JSONField(null=True)  # reasons two people knew when they lowered it
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, db_index=False)
    assessed_at = models.DateTimeField()
    by_id = models.UUIDField()

    class Meta:
        db_table = "triage_assessment"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["report_id", "number"], name="triage_assessment_number"
            ),
            models.CheckConstraint(
                condition=Q(band__range=(1, 3), found__range=(1, 3)), name="triage_assessment_band"
            ),
            # The pack's promise to every child, kept by the database as well.
            models.CheckConstraint(
                condition=Q(floor__isnull=True) | Q(band__lte=F("floor")),
                name="triage_assessment_floor",
            ),
            models.CheckConstraint(
                condition=Q(completeness__range=(0, 100)), name="triage_assessment_percent"
            ),
        ]


class QueueItem(models.Model):
    """One report's place in the queue: a projection, rebuilt from intake and the assessments."""

    report_id = models.UUIDField(primary_key=True)
    unit_id = models.UUIDField()
    reference = models.CharField(max_length=24)
    channel = models.CharField(max_length=24)
    state = models.SmallIntegerField()  # terms.QueueState
    band = models.SmallIntegerField()  # 0: not yet assessed, and so ahead of everything
    behind = models.SmallIntegerField()  # 0: ahead within its band
    urgent_until = models.DateTimeField()  # nearest closing window; terms.FAR when there is none
    received_at = models.DateTimeField()
    completeness = models.SmallIntegerField()
    assessment_id = models.UUIDField(null=True)
    merged_into = models.UUIDField(null=True)

    class Meta:
        db_table = "triage_queue_item"
        indexes: ClassVar = [
            models.Index(
                fields=[
                    "unit_id", "state", "band", "behind", "urgent_until", "received_at",
                    "report_id",
                ],
                name="triage_queue_order",
            ),
            models.Index(
                fields=["merged_into"],
                condition=Q(merged_into__isnull=False),
                name="triage_queue_merged",
            ),
            # What the sweep for reports that no rule has seen yet reads.
            models.Index(
                fields=["received_at", "report_id"],
                condition=Q(assessment_id__isnull=True),
                name="triage_queue_unseen",
            ),
            # What the regular look for closed windows reads.
            models.Index(
                fields=["urgent_until"], condition=Q(state=1), name="triage_queue_closing"
            ),
        ]  # fmt: skip


class Lowering(models.Model):
    """A wish to lower a band; without a second person it has no effect."""

    id = models.UUIDField(primary_key=True, default=ids.new_id)
    report_id = models.UUIDField()
    from_band = models.SmallIntegerField()
    to_band = models.SmallIntegerField()
    reason = models.CharField(max_length=64)
    knowing = models.JSONField()  # codes of the reasons that stood when it was proposed
    proposed_by = models.UUIDField()
    proposed_at = models.DateTimeField()
    confirmed_by = models.UUIDField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    dropped_by = models.UUIDField(null=True)
    dropped_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "triage_lowering"
        indexes: ClassVar = [
            # The wishes that wait, oldest first: a walk that stops when enough are found in reach.
            models.Index(
                fields=["proposed_at", "id"],
                condition=Q(confirmed_at__isnull=True, dropped_at__isnull=True),
                name="triage_lowering_waiting",
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["report_id"],
                condition=Q(confirmed_at__isnull=True, dropped_at__isnull=True),
                name="triage_lowering_one_open",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("proposed_by")),
                name="triage_lowering_two_people",
            ),
            models.CheckConstraint(
                condition=Q(to_band__gt=F("from_band")), name="triage_lowering_down"
            ),
        ]


class Proposal(models.Model):
    """A report that may belong to an earlier one; a person decides."""

    id = models.UUIDField(primary_key=True, default=ids.new_id)
    report_id = models.UUIDField()
    lead_id = models.UUIDField()
    kind = models.CharField(max_length=24)  # terms.ProposalKind
    found_at = models.DateTimeField()
    decision = models.CharField(max_length=16)  # "" while open; merged, dismissed
    reason = models.CharField(max_length=64)  # code, where it was dismissed
    decided_by = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "triage_proposal"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["report_id", "lead_id", "kind"], name="triage_proposal_once"
            ),
            models.CheckConstraint(
                condition=~Q(report_id=F("lead_id")), name="triage_proposal_two_reports"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["lead_id"], name="triage_proposal_lead")]


class PoliceBand(models.Model):
    """A band that police give by a scheme of theirs, such as KIRAT: kept, never worked out here."""

    id = models.UUIDField(primary_key=True, default=ids.new_id)
    report_id = models.UUIDField(db_index=True)
    scheme = models.CharField(max_length=24)
    band = models.CharField(max_length=24)
    given_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    by_id = models.UUIDField()

    class Meta:
        db_table = "triage_police_band"


class SavedView(models.Model):
    """A set of filters that a member of staff keeps for themselves."""

    id = models.UUIDField(primary_key=True, default=ids.new_id)
    staff_id = models.UUIDField()
    name = models.CharField(max_length=60)
    filters = models.JSONField()  # codes only
    made_at = models.DateTimeField()

    class Meta:
        db_table = "triage_saved_view"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["staff_id", "name"], name="triage_saved_view_name")
        ]
