"""What supervision keeps: reviews, directions, hand-overs and their items. No words stand here."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from bairn.kernel import ids


class Review(models.Model):
    """A supervisor looked over a case. Only added, never changed."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    case_id = models.UUIDField()
    by_id = models.UUIDField()
    at = models.DateTimeField()
    findings = ArrayField(models.CharField(max_length=40))
    words_id = models.UUIDField(null=True)  # the comments, sealed in the vault
    due_at = models.DateTimeField()
    next_at = models.DateTimeField()

    class Meta:
        db_table = "supervision_review"
        indexes: ClassVar = [models.Index(fields=["case_id", "-at"], name="supervision_reviews")]
        constraints: ClassVar = [
            models.CheckConstraint(name="supervision_review_found", condition=~Q(findings=[])),
            models.CheckConstraint(
                name="supervision_review_next", condition=Q(next_at__gt=F("at"))
            ),
        ]


class Direction(models.Model):
    """What somebody is to do by a moment; answered once, by whoever it was given to."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    case_id = models.UUIDField()
    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="directions")
    words_id = models.UUIDField()
    owner_id = models.UUIDField()
    by_at = models.DateTimeField()
    answer = models.CharField(max_length=20, default="")
    reason = models.CharField(max_length=40, default="")
    answered_at = models.DateTimeField(null=True)
    answered_by = models.UUIDField(null=True)
    answer_words_id = models.UUIDField(null=True)

    class Meta:
        db_table = "supervision_direction"
        indexes: ClassVar = [
            models.Index(
                fields=["case_id", "by_at"],
                name="supervision_directions_open",
                condition=Q(answered_at__isnull=True),
            )
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="supervision_direction_answer",
                condition=Q(answer="", reason="", answered_at__isnull=True, answered_by=None)
                | Q(answer="done", reason="", answered_at__isnull=False, answered_by=F("owner_id"))
                | (
                    Q(answer="not_possible", answered_at__isnull=False, answered_by=F("owner_id"))
                    & ~Q(reason="")
                ),
            )
        ]


class Handover(models.Model):
    """A case offered by one person to another; open until it is finished or taken back."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    case_id = models.UUIDField()
    from_staff = models.UUIDField()
    to_staff = models.UUIDField()
    from_unit = models.UUIDField()
    to_unit = models.UUIDField(null=True)
    role = models.CharField(max_length=40)
    came_in = models.BooleanField()
    reason = models.CharField(max_length=40)
    pack = models.CharField(max_length=64)
    version = models.CharField(max_length=32)
    offered_by = models.UUIDField()
    offered_at = models.DateTimeField()
    batch_id = models.UUIDField(null=True)
    finished_at = models.DateTimeField(null=True)
    finished_by = models.UUIDField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.UUIDField(null=True)
    ended_for = models.CharField(max_length=40, default="")

    class Meta:
        db_table = "supervision_handover"
        indexes: ClassVar = [
            models.Index(
                fields=["to_staff"],
                name="supervision_waiting",
                condition=Q(finished_at__isnull=True, ended_at__isnull=True),
            ),
            models.Index(
                fields=["batch_id"],
                name="supervision_batches",
                condition=Q(batch_id__isnull=False),
            ),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="supervision_two_people", condition=~Q(from_staff=F("to_staff"))
            ),
            models.CheckConstraint(
                name="supervision_moves_away",
                condition=Q(to_unit__isnull=True) | ~Q(to_unit=F("from_unit")),
            ),
            models.CheckConstraint(
                name="supervision_finished_by_receiver",
                condition=Q(finished_at__isnull=True, finished_by__isnull=True)
                | Q(finished_at__isnull=False, finished_by=F("to_staff")),
            ),
            models.CheckConstraint(
                name="supervision_handover_one_end",
                condition=Q(ended_at__isnull=True, ended_by__isnull=True, ended_for="")
                | (
                    Q(ended_at__isnull=False, ended_by__isnull=False, finished_at__isnull=True)
                    & ~Q(ended_for="")
                ),
            ),
            models.UniqueConstraint(
                fields=["case_id", "from_staff"],
                name="supervision_one_offer",
                condition=Q(finished_at__isnull=True, ended_at__isnull=True),
            ),
        ]


class Item(models.Model):
    """One thing that is handed over, frozen as it stood when it was offered."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    case_id = models.UUIDField()
    handover = models.ForeignKey(Handover, on_delete=models.PROTECT, related_name="items")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20)
    code = models.CharField(max_length=64)
    source_id = models.CharField(max_length=80)
    state_then = models.CharField(max_length=40, default="")
    reasons = ArrayField(models.CharField(max_length=64), default=list)
    about = models.UUIDField(null=True)
    due_at = models.DateTimeField(null=True)
    happened_at = models.DateTimeField(null=True)
    by_id = models.UUIDField(null=True)
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.UUIDField(null=True)

    class Meta:
        db_table = "supervision_item"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["handover", "number"], name="supervision_item_number"),
            models.CheckConstraint(
                name="supervision_item_accepted",
                condition=Q(accepted_at__isnull=True, accepted_by__isnull=True)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False),
            ),
        ]


class Remark(models.Model):
    """A question, an answer or a note about an item. Only added, never changed."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    case_id = models.UUIDField()
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="remarks")
    kind = models.CharField(max_length=20)
    by_id = models.UUIDField()
    at = models.DateTimeField()
    code = models.CharField(max_length=40, default="")
    words_id = models.UUIDField(null=True)

    class Meta:
        db_table = "supervision_remark"
