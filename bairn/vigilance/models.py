"""What vigilance keeps: who oversees a unit, signals, what became of them, what units say to them.

The app may change nothing in a signal but what a sweep and an answer write, and deletes nothing:
the grants and the trigger stand in the migration's SQL.
"""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from bairn.kernel import ids


class Overseer(models.Model):
    """Who answers for the signals of a unit, from a moment until a moment."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    unit_id = models.UUIDField()
    staff_id = models.UUIDField()
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True)
    named_by = models.UUIDField()

    class Meta:
        db_table = "vigilance_overseer"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unit_id"],
                condition=Q(until_at__isnull=True),
                name="vigilance_one_overseer",
            ),
            models.CheckConstraint(
                name="vigilance_overseer_period",
                condition=Q(until_at__isnull=True) | Q(until_at__gte=F("from_at")),
            ),
        ]


class Signal(models.Model):
    """Something that is neglected, until somebody outside the unit has answered."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    rule = models.CharField(max_length=64)
    key = models.CharField(max_length=200)
    code = models.CharField(max_length=64, default="")
    case_id = models.UUIDField(null=True)
    reference = models.CharField(max_length=24, default="")
    unit_id = models.UUIDField(null=True)
    since = models.DateTimeField()
    raised_at = models.DateTimeField()
    entry_id = models.UUIDField()  # of the record: the act that raised it
    owner_id = models.UUIDField(null=True)  # null: nobody can answer, and everybody is told so
    level = models.SmallIntegerField(default=0)
    answer_by = models.DateTimeField()
    escalated_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.UUIDField(null=True)
    finding = models.CharField(max_length=20, default="")
    words_id = models.UUIDField(null=True)  # in the vault, under the signal itself
    directed_by = models.DateField(null=True)
    quiet_until = models.DateTimeField(null=True)  # answered, it rests so long; null: for good
    standing = models.BooleanField(default=True)  # the sweep still minds it

    class Meta:
        db_table = "vigilance_signal"
        constraints: ClassVar = [
            # One signal for one standing condition, however many sweeps run at once.
            models.UniqueConstraint(
                fields=["key"], condition=Q(standing=True), name="vigilance_signal_once"
            ),
            # Nothing is laid to rest that nobody has answered.
            models.CheckConstraint(
                name="vigilance_signal_answered",
                condition=Q(standing=True) | Q(answered_at__isnull=False),
            ),
            models.CheckConstraint(
                name="vigilance_signal_answer_whole",
                condition=Q(answered_at__isnull=True, answered_by__isnull=True, finding="")
                | (Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(finding="")),
            ),
            models.CheckConstraint(
                name="vigilance_signal_words",
                condition=~Q(finding__in=["directed", "wrong_signal"]) | Q(words_id__isnull=False),
            ),
            models.CheckConstraint(name="vigilance_signal_level", condition=Q(level__range=(0, 2))),
        ]
        indexes: ClassVar = [
            models.Index(fields=["case_id"], name="vigilance_signal_case"),
            models.Index(
                fields=["answer_by", "id"],
                name="vigilance_signal_waiting",
                condition=Q(answered_at__isnull=True),
            ),
            models.Index(
                fields=["owner_id"],
                name="vigilance_signal_owner",
                condition=Q(answered_at__isnull=True),
            ),
            models.Index(fields=["raised_at"], name="vigilance_signal_raised"),
            models.Index(fields=["answered_at"], name="vigilance_signal_answer"),
        ]


class Explanation(models.Model):
    """What the unit says to a signal. Only added."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    signal = models.ForeignKey(Signal, on_delete=models.PROTECT)
    case_id = models.UUIDField()
    code = models.CharField(max_length=40)
    words_id = models.UUIDField(null=True)
    at = models.DateTimeField()
    by_id = models.UUIDField()

    class Meta:
        db_table = "vigilance_explanation"


class Turn(models.Model):
    """One thing that became of a signal. Only added."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    signal = models.ForeignKey(Signal, on_delete=models.PROTECT)
    kind = models.CharField(max_length=16)
    at = models.DateTimeField()
    by_id = models.UUIDField(null=True)
    to_id = models.UUIDField(null=True)

    class Meta:
        db_table = "vigilance_turn"
