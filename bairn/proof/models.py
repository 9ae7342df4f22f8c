"""What proof keeps. Rows are only added: how a board stood on any day can be read from them."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from bairn.kernel import ids


class Look(models.Model):
    """An offence came onto the board, or left it; the newest row of a pair says which."""

    id = models.UUIDField(primary_key=True, default=ids.new_id)
    case_id = models.UUIDField()
    number = models.PositiveSmallIntegerField()  # within the case: one change of the board at once
    offence = models.CharField(max_length=40)
    suspect = models.UUIDField(null=True)  # a participant; None: no suspect is known, or all
    dropped_for = models.CharField(max_length=40, default="")  # empty: it came onto the board
    at = models.DateTimeField()
    by_id = models.UUIDField()

    class Meta:
        db_table = "proof_look"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case_id", "number"], name="proof_look_number")
        ]


class Item(models.Model):
    """A piece of proof; what is said of it stands in its changes."""

    id = models.UUIDField(primary_key=True, default=ids.new_id)
    case_id = models.UUIDField(db_index=True)
    advice_id = models.UUIDField(null=True)  # the advice that asked for it

    class Meta:
        db_table = "proof_item"


class Change(models.Model):
    """How an item stood from a moment on: everything that was said of it, anew."""

    id = models.UUIDField(primary_key=True, default=ids.new_id)
    item = models.ForeignKey(Item, on_delete=models.PROTECT, db_index=False)
    case_id = models.UUIDField()
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=40)
    state = models.CharField(max_length=12)
    serves = ArrayField(models.CharField(max_length=120))
    reference = models.CharField(max_length=80, default="")
    from_whom = models.CharField(max_length=40, default="")
    by_whom = models.UUIDField(null=True)
    by_role = models.CharField(max_length=20, default="")
    by_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=40, default="")
    words_id = models.UUIDField(null=True)  # a note in words, sealed in the vault
    at = models.DateTimeField()
    by_id = models.UUIDField()

    class Meta:
        db_table = "proof_change"
        indexes: ClassVar = [
            models.Index(fields=["case_id"], name="proof_change_of_case"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["item", "number"], name="proof_change_number"),
            models.CheckConstraint(
                name="proof_change_state",
                condition=Q(state__in=["held", "requested", "missing", "refused", "impossible"]),
            ),
            models.CheckConstraint(
                name="proof_change_reason",
                condition=(Q(state__in=["refused", "impossible"]) & ~Q(reason=""))
                | (Q(state__in=["held", "requested", "missing"]) & Q(reason="")),
            ),
            models.CheckConstraint(name="proof_change_serves", condition=~Q(serves=[])),
            models.CheckConstraint(
                name="proof_change_held_somewhere",
                condition=~Q(state="held") | ~Q(reference=""),
            ),
            models.CheckConstraint(
                name="proof_change_who_by_when",
                condition=Q(by_at__isnull=True, by_whom__isnull=True, by_role="")
                | Q(by_at__isnull=False, by_whom__isnull=False, by_role="")
                | (Q(by_at__isnull=False, by_whom__isnull=True) & ~Q(by_role="")),
            ),
        ]


class Question(models.Model):
    """Somebody asked a prosecutor for early advice."""

    id = models.UUIDField(primary_key=True, default=ids.new_id)
    case_id = models.UUIDField()
    number = models.PositiveSmallIntegerField()
    questions = ArrayField(models.CharField(max_length=40))
    words_id = models.UUIDField(null=True)
    at = models.DateTimeField()
    by_id = models.UUIDField()

    class Meta:
        db_table = "proof_question"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case_id", "number"], name="proof_question_number"),
            models.CheckConstraint(name="proof_question_asks", condition=~Q(questions=[])),
        ]


class Answer(models.Model):
    """What a prosecutor advised: one answer to a question."""

    question = models.OneToOneField(Question, on_delete=models.PROTECT, primary_key=True)
    case_id = models.UUIDField(db_index=True)
    code = models.CharField(max_length=40)
    words_id = models.UUIDField(null=True)
    items = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    by_id = models.UUIDField()

    class Meta:
        db_table = "proof_answer"
