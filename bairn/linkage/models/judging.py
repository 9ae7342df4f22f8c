"""Judgements, persons made of them, relations, traces, plans, and whom to talk with."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from bairn.kernel import ids
from bairn.linkage.models.leads import Lead
from bairn.linkage.terms.leads import Verdict


class Judgement(models.Model):
    """What somebody said of a lead. One is in force; the others were superseded, and stay."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    lead = models.ForeignKey(Lead, on_delete=models.PROTECT, related_name="judgements")
    holder_id = models.UUIDField()
    verdict = models.CharField(max_length=10)
    reason = models.CharField(max_length=40)
    words_id = models.UUIDField(null=True)
    by_id = models.UUIDField()
    at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "linkage_judgement"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["lead"],
                condition=Q(superseded_at__isnull=True),
                name="linkage_judgement_in_force",
            ),
            models.CheckConstraint(
                name="linkage_judgement_verdict",
                condition=Q(verdict__in=[one.value for one in Verdict]),
            ),
        ]


class Membership(models.Model):
    """A subject that is part of a person, by a judgement, until somebody takes it apart."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    person_id = models.UUIDField(db_index=True)
    subject_id = models.UUIDField()
    holder_id = models.UUIDField(db_index=True)
    judgement = models.ForeignKey(Judgement, on_delete=models.PROTECT)
    from_at = models.DateTimeField()
    by_id = models.UUIDField()
    until_at = models.DateTimeField(null=True)
    ended_by = models.UUIDField(null=True)
    reason = models.CharField(max_length=40, default="")

    class Meta:
        db_table = "linkage_membership"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["subject_id"],
                condition=Q(until_at__isnull=True),
                name="linkage_membership_once",
            ),
            models.CheckConstraint(
                name="linkage_membership_ended",
                condition=Q(until_at__isnull=True, ended_by__isnull=True, reason="")
                | (Q(until_at__isnull=False, ended_by__isnull=False) & ~Q(reason="")),
            ),
        ]


class Relation(models.Model):
    """Two people who belong together and are not the same: linked, never merged."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    low_subject = models.UUIDField()
    low_holder = models.UUIDField(db_index=True)
    high_subject = models.UUIDField()
    high_holder = models.UUIDField(db_index=True)
    how = models.CharField(max_length=20)
    by_id = models.UUIDField()
    at = models.DateTimeField()
    ended_by = models.UUIDField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "linkage_relation"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["low_subject", "high_subject"],
                condition=Q(ended_at__isnull=True),
                name="linkage_relation_once",
            ),
            models.CheckConstraint(
                name="linkage_relation_order", condition=Q(low_subject__lt=F("high_subject"))
            ),
        ]


class Trace(models.Model):
    """An identifier whose owner is not known; its value is a sealed subject of its own."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    holder_id = models.UUIDField(db_index=True)
    subject_id = models.UUIDField(unique=True)
    kind = models.CharField(max_length=12)
    source = models.CharField(max_length=12)
    about = models.UUIDField(null=True)  # the participant of whom it is believed to be
    by_id = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        db_table = "linkage_trace"


class Plan(models.Model):
    """What a unit is about to do with somebody, and whom to talk with about it."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    holder_id = models.UUIDField(db_index=True)
    subject_id = models.UUIDField(db_index=True)
    what = models.CharField(max_length=20)
    from_at = models.DateTimeField()
    until_at = models.DateTimeField()
    contact_id = models.UUIDField()
    unit_id = models.UUIDField(null=True)
    by_id = models.UUIDField()
    at = models.DateTimeField()
    dropped_at = models.DateTimeField(null=True)
    dropped_by = models.UUIDField(null=True)

    class Meta:
        db_table = "linkage_plan"
        constraints: ClassVar = [
            models.CheckConstraint(
                name="linkage_plan_order", condition=Q(until_at__gt=F("from_at"))
            ),
        ]


class Talk(models.Model):
    """Somebody else is about to act on the same person: with whom to talk, and no more."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    holder_id = models.UUIDField(db_index=True)
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="talks")
    other_plan = models.UUIDField()
    with_unit = models.UUIDField(null=True)
    with_staff = models.UUIDField()
    found_at = models.DateTimeField()
    outcome = models.CharField(max_length=20, default="")
    talked_at = models.DateTimeField(null=True)
    talked_by = models.UUIDField(null=True)

    class Meta:
        db_table = "linkage_talk"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "other_plan"], name="linkage_talk_once"),
        ]
