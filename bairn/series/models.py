"""What series keeps. An analyst reads `Offence` alone: no case, unit or name stands there."""

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from bairn.kernel import ids


class Offence(models.Model):
    """An offence under a random number: codes, hours, a square on the map."""

    # Random, not rising: what was coded together must not stand together.
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField(max_length=16, unique=True)
    codes = models.JSONField()
    unsettled = ArrayField(models.CharField(max_length=40), default=list)
    twice = models.JSONField(null=True)  # by item the values of two coders, blind to each other
    earliest = models.DateTimeField(null=True)
    latest = models.DateTimeField(null=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    grain_km = models.PositiveSmallIntegerField(default=1)

    class Meta:
        db_table = "series_offence"
        constraints: ClassVar = [
            models.CheckConstraint(
                name="series_whole_place",
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__isnull=False, longitude__isnull=False),
            ),
            models.CheckConstraint(name="series_grain", condition=Q(grain_km__in=[1, 10])),
            models.CheckConstraint(
                name="series_times_in_order",
                condition=Q(earliest__isnull=True, latest__isnull=True)
                | Q(earliest__isnull=False, latest__gte=F("earliest")),
            ),
        ]


class Holding(models.Model):
    """Which case an offence is of, who coded it first, and its exact place, sealed."""

    offence = models.OneToOneField(Offence, on_delete=models.PROTECT, primary_key=True)
    case_id = models.UUIDField()
    place_id = models.UUIDField(null=True)

    class Meta:
        db_table = "series_holding"
        indexes: ClassVar = [models.Index(fields=["case_id"], name="series_of_case")]


class Coding(models.Model):
    """What one person coded. A later version supersedes an earlier one; none is overwritten."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    case_id = models.UUIDField()
    offence = models.ForeignKey(Offence, on_delete=models.PROTECT, related_name="codings")
    version = models.PositiveSmallIntegerField()
    second = models.BooleanField(default=False)
    by_id = models.UUIDField()
    at = models.DateTimeField()
    codes = models.JSONField()
    earliest = models.DateTimeField(null=True)
    latest = models.DateTimeField(null=True)
    reason = models.CharField(max_length=40, default="")
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "series_coding"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["offence", "version"], name="series_coding_version"),
            models.UniqueConstraint(
                fields=["offence", "second"],
                name="series_coding_stands",
                condition=Q(superseded_at__isnull=True),
            ),
        ]


class Pair(models.Model):
    """Two offences, the lower id first."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    low = models.ForeignKey(Offence, on_delete=models.PROTECT, related_name="+")
    high = models.ForeignKey(Offence, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True


class Forensic(Pair):
    """What a laboratory says of two offences; what it says later supersedes it."""

    ruling = models.CharField(max_length=20)

    class Meta:
        db_table = "series_forensic"
        constraints: ClassVar = [
            models.CheckConstraint(name="series_forensic_order", condition=Q(low__lt=F("high"))),
            models.UniqueConstraint(
                fields=["low", "high"],
                name="series_forensic_stands",
                condition=Q(superseded_at__isnull=True),
            ),
        ]


class Judgement(Pair):
    """What somebody said of a lead; what is said later supersedes it, and both stay."""

    verdict = models.CharField(max_length=20)
    reason = models.CharField(max_length=40)
    analyst_id = models.UUIDField(null=True)  # anybody else is named to their own circle alone

    class Meta:
        db_table = "series_judgement"
        constraints: ClassVar = [
            models.CheckConstraint(name="series_judgement_order", condition=Q(low__lt=F("high"))),
            models.UniqueConstraint(
                fields=["low", "high"],
                name="series_judgement_stands",
                condition=Q(superseded_at__isnull=True),
            ),
        ]


class Ground(models.Model):
    """Who of a case's circle said something of a pair, and the exhibit on which it rests."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    case_id = models.UUIDField()
    of_id = models.UUIDField()  # a forensic result or a judgement
    by_id = models.UUIDField()
    exhibit_id = models.UUIDField(null=True)

    class Meta:
        db_table = "series_ground"
        indexes: ClassVar = [models.Index(fields=["of_id"], name="series_grounds")]


class Series(models.Model):
    """What an analyst holds together for others to judge."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    number = models.CharField(max_length=16, unique=True)
    opened_at = models.DateTimeField()
    opened_by = models.UUIDField()

    class Meta:
        db_table = "series_series"


class Membership(models.Model):
    """An offence's place in a series, from when until when."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="members")
    offence = models.ForeignKey(Offence, on_delete=models.PROTECT, related_name="+")
    from_at = models.DateTimeField()
    by_id = models.UUIDField()
    until_at = models.DateTimeField(null=True)
    ended_by = models.UUIDField(null=True)
    reason = models.CharField(max_length=40, default="")

    class Meta:
        db_table = "series_membership"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["series", "offence"],
                name="series_member_once",
                condition=Q(until_at__isnull=True),
            ),
        ]


class Proposal(models.Model):
    """An analyst proposes that the cases of some offences be related."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    by_id = models.UUIDField()
    at = models.DateTimeField()
    reason = models.CharField(max_length=40)

    class Meta:
        db_table = "series_proposal"


class ProposalPart(models.Model):
    """What one case is asked, and what its supervisor answered. It names no other case."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    proposal_id = models.UUIDField()
    case_id = models.UUIDField()
    offence_ids = ArrayField(models.UUIDField())
    reason = models.CharField(max_length=40)
    at = models.DateTimeField()
    answer = models.CharField(max_length=20, default="")
    answered_at = models.DateTimeField(null=True)
    answered_by = models.UUIDField(null=True)
    reference = models.CharField(max_length=24, default="")  # shown to those who agreed as well
    unit_id = models.UUIDField(null=True)

    class Meta:
        db_table = "series_part"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["proposal_id", "case_id"], name="series_part_once"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["case_id"],
                name="series_parts_waiting",
                condition=Q(answered_at__isnull=True),
            )
        ]


class Related(models.Model):
    """Another case of a series, for the circle of `case_id`: both sides have agreed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case_id = models.UUIDField()
    other_case = models.UUIDField()
    reference = models.CharField(max_length=24)
    unit_id = models.UUIDField()
    proposal_id = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        db_table = "series_related"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["proposal_id", "case_id", "other_case"], name="series_related_once"
            ),
        ]
