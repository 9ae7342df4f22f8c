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
            # Whoever was harmed has one ledger, not one as a child and one as a victim.
            models.UniqueConstraint(
                fields=["case", "subject_id"],
                condition=models.Q(role__in=["child", "victim"]),
                name="cases_harmed_once",
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
        indexes: ClassVar = [
            # The wishes that wait, oldest first: a walk that stops when enough are found in reach.
            models.Index(
                fields=["proposed_at", "id"],
                condition=models.Q(confirmed_at__isnull=True, dropped_at__isnull=True),
                name="cases_closing_waiting",
            ),
        ]
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


class Promise(models.Model):
    """What somebody was told would happen by a moment. To whom, what and until when first stay."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT)
    to_participant = models.ForeignKey(Participant, on_delete=models.PROTECT)
    kind = models.CharField(max_length=40)
    first_by_at = models.DateTimeField()
    by_at = models.DateTimeField()
    put_off = models.SmallIntegerField(default=0)
    made_at = models.DateTimeField()
    by_id = models.UUIDField()
    kept_at = models.DateTimeField(null=True)
    kept_recorded_at = models.DateTimeField(null=True)
    kept_by = models.UUIDField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.UUIDField(null=True)
    withdrawn_for = models.CharField(max_length=40, default="")

    class Meta:
        db_table = "cases_promise"
        indexes: ClassVar = [models.Index(fields=["case", "by_at", "id"], name="cases_promises")]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="cases_promise_ahead", condition=models.Q(first_by_at__gt=models.F("made_at"))
            ),
            # Only a promise that was put off has moved, and it moves to a later moment alone.
            models.CheckConstraint(
                name="cases_promise_moved",
                condition=models.Q(put_off=0, by_at=models.F("first_by_at"))
                | models.Q(put_off__gt=0, by_at__gt=models.F("first_by_at")),
            ),
            models.CheckConstraint(
                name="cases_promise_one_end",
                condition=models.Q(kept_at__isnull=True) | models.Q(withdrawn_at__isnull=True),
            ),
            models.CheckConstraint(
                name="cases_promise_kept",
                condition=models.Q(
                    kept_at__isnull=True, kept_recorded_at__isnull=True, kept_by__isnull=True
                )
                | models.Q(
                    kept_at__isnull=False, kept_recorded_at__isnull=False, kept_by__isnull=False
                ),
            ),
            # A missed promise is never taken back.
            models.CheckConstraint(
                name="cases_promise_withdrawn",
                condition=models.Q(
                    withdrawn_at__isnull=True, withdrawn_by__isnull=True, withdrawn_for=""
                )
                | (
                    models.Q(withdrawn_at__lte=models.F("by_at"), withdrawn_by__isnull=False)
                    & ~models.Q(withdrawn_for="")
                ),
            ),
        ]


class PutOff(models.Model):
    """A promise was moved to a later moment, before it was missed. Only added, never changed."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT)
    promise = models.ForeignKey(Promise, on_delete=models.PROTECT, related_name="moves")
    at = models.DateTimeField()
    from_at = models.DateTimeField()
    until = models.DateTimeField()
    reason = models.CharField(max_length=40)
    by_id = models.UUIDField()

    class Meta:
        db_table = "cases_put_off"
        constraints: ClassVar = [
            models.CheckConstraint(
                name="cases_put_off_in_time",
                condition=models.Q(at__lte=models.F("from_at"), until__gt=models.F("from_at")),
            ),
            models.UniqueConstraint(fields=["promise", "from_at"], name="cases_put_off_once"),
        ]
