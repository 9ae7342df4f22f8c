"""What cases keeps. No name stands here: a participant is a subject in the vault."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from bairn.kernel import ids


class Case(models.Model):
    """One case of one unit."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    reference = models.CharField(max_length=24, unique=True)
    unit_id = models.UUIDField()
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "cases_case"
        indexes: ClassVar = [
            # Ids rise with the moment of opening, so newest first is a walk down an index.
            models.Index(fields=["unit_id", "-id"], name="cases_of_unit"),
            models.Index(
                fields=["unit_id", "-id"],
                name="cases_of_unit_open",
                condition=models.Q(closed_at__isnull=True),
            ),
            models.Index(
                fields=["unit_id", "-id"],
                name="cases_of_unit_closed",
                condition=models.Q(closed_at__isnull=False),
            ),
        ]


class Participant(models.Model):
    """Somebody's part in a case."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT)
    subject_id = models.UUIDField()
    role = models.CharField(max_length=20)
    pseudonym = models.CharField(max_length=40)
    implicated = models.BooleanField(default=False)
    kept_out = models.BooleanField(default=False)
    under_18 = models.BooleanField(null=True)
    stance_unknown = models.BooleanField(default=False)

    class Meta:
        db_table = "cases_participant"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case", "subject_id", "role"], name="cases_participant_once"
            ),
            # Who is implicated is kept out: no code path can forget it.
            models.CheckConstraint(
                name="cases_implicated_kept_out",
                condition=models.Q(implicated=False) | models.Q(kept_out=True),
            ),
        ]


class Closing(models.Model):
    """A wish to close a case, what became of it, and why it was opened again."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT)
    outcome = models.CharField(max_length=20)
    reasons = ArrayField(models.CharField(max_length=40))
    two_agencies = models.BooleanField(default=False)
    words_id = models.UUIDField(null=True)  # the reasons in words, sealed in the vault
    proposed_by = models.UUIDField()
    proposed_agency = models.UUIDField(null=True)
    proposed_at = models.DateTimeField()
    confirmed_by = models.UUIDField(null=True)
    confirmed_agency = models.UUIDField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    dropped_by = models.UUIDField(null=True)
    dropped_at = models.DateTimeField(null=True)
    reopened_by = models.UUIDField(null=True)
    reopened_at = models.DateTimeField(null=True)
    reopened_for = models.CharField(max_length=40, default="")

    class Meta:
        db_table = "cases_closing"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case"],
                name="cases_closing_one_open",
                condition=models.Q(confirmed_at__isnull=True, dropped_at__isnull=True),
            ),
            models.CheckConstraint(
                name="cases_closing_answered_once",
                condition=models.Q(confirmed_at__isnull=True) | models.Q(dropped_at__isnull=True),
            ),
            models.CheckConstraint(
                name="cases_closing_words",
                condition=models.Q(two_agencies=False) | models.Q(words_id__isnull=False),
            ),
            models.CheckConstraint(name="cases_closing_reasons", condition=~models.Q(reasons=[])),
            # Two agencies means two known ones; that two people close stands in a trigger,
            # which reads who takes part.
            models.CheckConstraint(
                name="cases_closing_two_agencies",
                condition=models.Q(two_agencies=False)
                | models.Q(confirmed_at__isnull=True)
                | (
                    models.Q(proposed_agency__isnull=False, confirmed_agency__isnull=False)
                    & ~models.Q(confirmed_agency=models.F("proposed_agency"))
                ),
            ),
        ]


class Milestone(models.Model):
    """Something that has happened. Only added, never changed."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT)
    kind = models.CharField(max_length=64)
    step = models.CharField(max_length=64, null=True)
    at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    by_id = models.UUIDField()
    detail = models.JSONField(default=dict)

    class Meta:
        db_table = "cases_milestone"
        indexes: ClassVar = [models.Index(fields=["case", "at", "id"], name="cases_milestones")]
