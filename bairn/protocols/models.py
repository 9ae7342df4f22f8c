"""What protocols keeps: which pack a case works under, its facts, its pauses and waivers."""

from django.db import models
from django.db.models import F, Q

from bairn.kernel import ids


class Edition(models.Model):
    """The whole content of a pack as some case began under it; never changed, never deleted."""

    digest = models.CharField(primary_key=True, max_length=64)  # SHA-256 of content, hex
    pack = models.CharField(max_length=64)
    version = models.CharField(max_length=32)
    content = models.TextField()  # canonical JSON: its bytes are what the digest covers
    kept_at = models.DateTimeField()

    class Meta:
        db_table = "protocols_edition"


class Binding(models.Model):
    """The pack a case works under; a move to a newer version adds a row and rewrites none."""

    id = models.UUIDField(primary_key=True, default=ids.new_id)
    case_id = models.UUIDField()
    number = models.PositiveSmallIntegerField()
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, db_index=False)
    time_zone = models.CharField(max_length=64)
    started_at = models.DateTimeField()
    reason = models.CharField(max_length=64)  # why a case moved; "" for the first
    agency_id = models.UUIDField(null=True)  # whose overlay was asked for
    by_id = models.UUIDField()

    class Meta:
        db_table = "protocols_binding"
        constraints = (
            models.UniqueConstraint(fields=("case_id", "number"), name="protocols_binding_number"),
            models.CheckConstraint(
                condition=Q(number=1, reason="") | (Q(number__gt=1) & ~Q(reason="")),
                name="protocols_binding_move_has_reason",
            ),
        )


class Fact(models.Model):
    """One thing that became known of a case or of one person in it; the latest recorded wins."""

    id = models.UUIDField(primary_key=True, default=ids.new_id)
    case_id = models.UUIDField()
    about = models.UUIDField(null=True)  # a participant; None: the case as a whole
    name = models.CharField(max_length=64)
    # A code, a number, yes or no, codes, or bounds; null makes the fact unknown again.
    value = models.JSONField(null=True)
    recorded_at = models.DateTimeField()
    by_id = models.UUIDField()

    class Meta:
        db_table = "protocols_fact"
        indexes = (
            models.Index(fields=("case_id", "name", "recorded_at"), name="protocols_fact_latest"),
        )


class Pause(models.Model):
    """Time during which the clock of one step stands still."""

    id = models.UUIDField(primary_key=True, default=ids.new_id)
    case_id = models.UUIDField()
    step = models.CharField(max_length=64)
    reason = models.CharField(max_length=64)
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True)
    by_id = models.UUIDField()

    class Meta:
        db_table = "protocols_pause"
        indexes = (models.Index(fields=("case_id",), name="protocols_pause_case"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(until_at__isnull=True) | Q(until_at__gte=F("from_at")),
                name="protocols_pause_in_order",
            ),
            models.UniqueConstraint(
                fields=("case_id", "step"),
                condition=Q(until_at__isnull=True),
                name="protocols_pause_one_at_a_time",
            ),
        )


class Waiver(models.Model):
    """A step that two people agree not to take; without the second it has no effect."""

    id = models.UUIDField(primary_key=True, default=ids.new_id)
    case_id = models.UUIDField()
    step = models.CharField(max_length=64)
    reason = models.CharField(max_length=64)
    asked_at = models.DateTimeField()
    asked_by = models.UUIDField()
    approved_at = models.DateTimeField(null=True)
    approved_by = models.UUIDField(null=True)
    declined_at = models.DateTimeField(null=True)
    declined_by = models.UUIDField(null=True)

    class Meta:
        db_table = "protocols_waiver"
        indexes = (
            # What waits, oldest first: a walk that stops when enough is found in reach.
            models.Index(
                fields=("asked_at", "id"),
                condition=Q(approved_at__isnull=True, declined_at__isnull=True),
                name="protocols_waiver_waiting",
            ),
        )
        constraints = (
            # What was turned down stays on record and may be asked again.
            models.UniqueConstraint(
                fields=("case_id", "step"),
                condition=Q(declined_at__isnull=True),
                name="protocols_waiver_step",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True, approved_at__isnull=True)
                | Q(
                    ~Q(approved_by=F("asked_by")),
                    approved_by__isnull=False,
                    approved_at__isnull=False,
                ),
                name="protocols_waiver_two_people",
            ),
            models.CheckConstraint(
                condition=Q(declined_by__isnull=True, declined_at__isnull=True)
                | Q(
                    ~Q(declined_by=F("asked_by")),
                    declined_by__isnull=False,
                    declined_at__isnull=False,
                    approved_at__isnull=True,
                ),
                name="protocols_waiver_declined_by_another",
            ),
        )


class Overlay(models.Model):
    """What one agency lays over a pack, for cases that begin or move while it runs."""

    id = models.UUIDField(primary_key=True, default=ids.new_id)
    agency_id = models.UUIDField()
    pack = models.CharField(max_length=64)
    name = models.CharField(max_length=64)  # the id its document gives itself
    digest = models.CharField(max_length=64)  # SHA-256 of content, hex
    content = models.TextField()  # canonical JSON
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True)
    by_id = models.UUIDField()
    ended_by = models.UUIDField(null=True)

    class Meta:
        db_table = "protocols_overlay"
        constraints = (
            models.UniqueConstraint(
                fields=("agency_id", "pack"),
                condition=Q(until_at__isnull=True),
                name="protocols_overlay_one_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(until_at__isnull=True, ended_by__isnull=True)
                | Q(until_at__gte=F("from_at"), ended_by__isnull=False),
                name="protocols_overlay_in_order",
            ),
        )
