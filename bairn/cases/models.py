"""What cases keeps. No name stands here: a participant is a subject in the vault."""

from typing import ClassVar

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
            models.Index(fields=["unit_id", "-opened_at", "-id"], name="cases_of_unit")
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
