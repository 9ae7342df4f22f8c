"""What the review of old cases keeps: items, answers, changes in the world. No words stand here."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from bairn.kernel import ids
from bairn.nonrecent.terms import ChecklistAnswer, Declared, FileKind, Why


class Item(models.Model):
    """An old file that somebody is to look at again, for one cause."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    holder_id = models.UUIDField()  # the case, or the collection that a record was brought in with
    record_id = models.UUIDField(null=True)  # the imported record; None: the case as a whole
    kind = models.CharField(max_length=12)
    why = models.CharField(max_length=24)
    cause_id = models.UUIDField(null=True)
    caused_at = models.DateTimeField()
    found_at = models.DateTimeField()
    answer_by = models.DateTimeField()
    taken_by = models.UUIDField(null=True)
    taken_at = models.DateTimeField(null=True)
    ordered_at = models.DateTimeField(null=True)  # work was ordered; the review goes on
    ended_at = models.DateTimeField(null=True)
    ended_by = models.UUIDField(null=True)
    outcome = models.CharField(max_length=24, default="")
    reasons = ArrayField(models.CharField(max_length=40), default=list)
    words_id = models.UUIDField(null=True)

    class Meta:
        db_table = "nonrecent_item"
        indexes: ClassVar = [
            models.Index(
                fields=["holder_id", "answer_by"],
                condition=Q(ended_at__isnull=True),
                name="nonrecent_items_open",
            ),
            models.Index(fields=["holder_id", "-found_at"], name="nonrecent_items"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["holder_id", "record_id", "why", "cause_id"],
                condition=Q(ended_at__isnull=True),
                nulls_distinct=False,
                name="nonrecent_item_once",
            ),
            models.CheckConstraint(
                name="nonrecent_item_why", condition=Q(why__in=[one.value for one in Why])
            ),
            models.CheckConstraint(
                name="nonrecent_item_kind", condition=Q(kind__in=[one.value for one in FileKind])
            ),
            models.CheckConstraint(
                name="nonrecent_item_taken",
                condition=Q(taken_by__isnull=True, taken_at__isnull=True)
                | Q(taken_by__isnull=False, taken_at__isnull=False),
            ),
            # Nothing ends without somebody who took it, an outcome and a reason.
            models.CheckConstraint(
                name="nonrecent_item_ended",
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | (
                    Q(ended_at__isnull=False, ended_by__isnull=False, taken_by__isnull=False)
                    & ~Q(outcome="")
                    & ~Q(reasons=[])
                ),
            ),
        ]


class Answer(models.Model):
    """What was found to one question. Only added; the newest counts."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    holder_id = models.UUIDField()
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="answers")
    question = models.CharField(max_length=40)
    answer = models.CharField(max_length=16)
    words_id = models.UUIDField(null=True)
    by_id = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        db_table = "nonrecent_answer"
        constraints: ClassVar = [
            models.CheckConstraint(
                name="nonrecent_answer_code",
                condition=Q(answer__in=[one.value for one in ChecklistAnswer]),
            ),
        ]


class Unsent(models.Model):
    """Why a kit of an old case was never sent. Only added; the newest counts."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    holder_id = models.UUIDField(db_index=True)
    kit_id = models.UUIDField()
    reason = models.CharField(max_length=40)
    by_id = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        db_table = "nonrecent_unsent"


class Change(models.Model):
    """Law or laboratory changed: written down by whoever knows, for all units of the house."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    kind = models.CharField(max_length=24)
    reference = models.CharField(max_length=200)  # the law or method, as it is cited
    from_at = models.DateTimeField()
    packs = ArrayField(models.CharField(max_length=40), default=list)
    offences = ArrayField(models.CharField(max_length=40), default=list)
    exhibit_kinds = ArrayField(models.CharField(max_length=40), default=list)
    declared_by = models.UUIDField()
    declared_at = models.DateTimeField()
    withdrawn_by = models.UUIDField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "nonrecent_change"
        constraints: ClassVar = [
            models.CheckConstraint(
                name="nonrecent_change_kind", condition=Q(kind__in=[one.value for one in Declared])
            ),
            models.CheckConstraint(
                name="nonrecent_change_withdrawn",
                condition=Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=F("declared_at")),
            ),
        ]
