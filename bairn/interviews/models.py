"""What interviews keeps: codes, times, ids. Words are sealed in the vault; no recording is here.

Every row hangs on a case and names one of its participants; neither is a key of ours.
"""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from bairn.interviews.terms import InterviewPurpose
from bairn.kernel import ids

_REPEAT, _SUPPLEMENT = InterviewPurpose.REPEAT.value, InterviewPurpose.SUPPLEMENT.value
_OPEN = Q(held_at__isnull=True, ended_at__isnull=True)


class Interview(models.Model):
    """A planned interview of one child, and what became of it."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    case_id = models.UUIDField()
    about = models.UUIDField()
    purpose = models.CharField(max_length=12)
    planned_at = models.DateTimeField()
    first_planned_at = models.DateTimeField()
    place = models.CharField(max_length=40)
    adapted_site = models.BooleanField()
    interviewer = models.UUIDField()
    adult_refused = models.CharField(max_length=40, default="")
    sittings_planned = models.SmallIntegerField(default=1)
    covers = models.SmallIntegerField(default=1)
    questions_id = models.UUIDField(null=True)  # the open questions, sealed in the vault
    questions = models.SmallIntegerField(default=0)
    tied_to = models.ForeignKey("self", on_delete=models.PROTECT, null=True)
    asked_by = models.UUIDField()
    asked_at = models.DateTimeField()
    approved_by = models.UUIDField(null=True)
    approved_at = models.DateTimeField(null=True)
    held_at = models.DateTimeField(null=True)  # when its first sitting began
    ended_by = models.UUIDField(null=True)  # declined or withdrawn before it was held
    ended_at = models.DateTimeField(null=True)
    ended_for = models.CharField(max_length=40, default="")
    declined = models.BooleanField(default=False)

    class Meta:
        db_table = "interviews_interview"
        indexes: ClassVar = [
            models.Index(fields=["case_id", "about"], name="interviews_of_case"),
            models.Index(
                fields=["asked_at", "id"],
                name="interviews_waiting",
                condition=_OPEN & Q(purpose=_REPEAT, approved_at__isnull=True),
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["about"], condition=_OPEN, name="interviews_one_open"),
            models.UniqueConstraint(
                fields=["about"],
                condition=Q(purpose=_SUPPLEMENT, ended_at__isnull=True),
                name="interviews_one_supplement",
            ),
            models.CheckConstraint(
                name="interviews_purpose",
                condition=Q(purpose__in=[one.value for one in InterviewPurpose]),
            ),
            models.CheckConstraint(
                name="interviews_two_people",
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("asked_by")),
            ),
            models.CheckConstraint(
                name="interviews_answered_by_somebody",
                condition=Q(approved_by__isnull=True, approved_at__isnull=True)
                | Q(
                    approved_by__isnull=False,
                    approved_at__isnull=False,
                    approved_at__gte=F("asked_at"),
                ),
            ),
            models.CheckConstraint(
                name="interviews_named_questions",
                condition=Q(purpose=InterviewPurpose.FIRST.value)
                | Q(questions_id__isnull=False, questions__gte=1),
            ),
            models.CheckConstraint(
                name="interviews_repeat_agreed",
                condition=~Q(purpose=_REPEAT)
                | Q(held_at__isnull=True)
                | Q(approved_at__isnull=False),
            ),
            models.CheckConstraint(
                name="interviews_supplement_tied",
                condition=Q(purpose=_SUPPLEMENT, tied_to__isnull=False)
                | (~Q(purpose=_SUPPLEMENT) & Q(tied_to__isnull=True)),
            ),
            models.CheckConstraint(
                name="interviews_ended_once",
                condition=Q(ended_at__isnull=True, ended_by__isnull=True, declined=False)
                | Q(ended_at__isnull=False, ended_by__isnull=False, held_at__isnull=True),
            ),
            models.CheckConstraint(
                name="interviews_ended_for_a_reason",
                condition=Q(ended_at__isnull=True) | ~Q(ended_for=""),
            ),
            models.CheckConstraint(
                name="interviews_numbers",
                condition=Q(sittings_planned__range=(1, 6), covers__range=(1, 50)),
            ),
        ]


class Postponement(models.Model):
    """A planned interview was put off; each time is kept."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    case_id = models.UUIDField()
    interview = models.ForeignKey(Interview, on_delete=models.PROTECT)
    from_at = models.DateTimeField()
    until_at = models.DateTimeField()
    reason = models.CharField(max_length=40)
    by_id = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        db_table = "interviews_postponement"
        indexes: ClassVar = [models.Index(fields=["case_id"], name="interviews_put_off_of_case")]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="interviews_put_off_to_later", condition=Q(until_at__gt=F("at"))
            ),
        ]


class Sitting(models.Model):
    """One sitting that was held."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    case_id = models.UUIDField()
    interview = models.ForeignKey(Interview, on_delete=models.PROTECT)
    number = models.SmallIntegerField()  # 1 for the first
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    phases = models.JSONField(default=list)  # [code, minutes or null] in the order of the rule
    adult_refused = models.CharField(max_length=40, default="")
    open_prompts = models.SmallIntegerField(null=True)
    leading_prompts = models.SmallIntegerField(null=True)
    digest_sha256 = models.CharField(max_length=64, default="")
    exhibit = models.CharField(max_length=40, default="")
    unbroken = models.BooleanField(null=True)
    no_recording_reason = models.CharField(max_length=40, default="")
    minimal_facts = models.BooleanField(null=True)
    recorded_by = models.UUIDField()
    recorded_at = models.DateTimeField()

    class Meta:
        db_table = "interviews_sitting"
        indexes: ClassVar = [models.Index(fields=["case_id"], name="interviews_sat_of_case")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["interview", "number"], name="interviews_sitting_once"),
            models.CheckConstraint(
                name="interviews_sitting_number", condition=Q(number__range=(1, 6))
            ),
            models.CheckConstraint(
                name="interviews_sitting_ends", condition=Q(ended_at__gt=F("started_at"))
            ),
            models.CheckConstraint(
                name="interviews_recorded_or_why",
                condition=Q(
                    digest_sha256__regex=r"^[0-9a-f]{64}$",
                    unbroken__isnull=False,
                    no_recording_reason="",
                )
                & ~Q(exhibit="")
                | Q(digest_sha256="", exhibit="", unbroken__isnull=True)
                & ~Q(no_recording_reason=""),
            ),
            models.CheckConstraint(
                name="interviews_prompts",
                condition=(Q(open_prompts__isnull=True) | Q(open_prompts__gte=0))
                & (Q(leading_prompts__isnull=True) | Q(leading_prompts__gte=0)),
            ),
        ]


class Seat(models.Model):
    """Somebody in the room: as planned (no sitting), or at a sitting that was held."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    case_id = models.UUIDField()
    interview = models.ForeignKey(Interview, on_delete=models.PROTECT)
    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, null=True)
    role = models.CharField(max_length=40)
    participant_id = models.UUIDField(null=True)
    staff_id = models.UUIDField(null=True)

    class Meta:
        db_table = "interviews_seat"
        indexes: ClassVar = [models.Index(fields=["case_id"], name="interviews_seats_of_case")]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="interviews_seat_of_one",
                condition=Q(participant_id__isnull=True) | Q(staff_id__isnull=True),
            ),
        ]


class Questioning(models.Model):
    """Somebody questioned the child outside an interview."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    case_id = models.UUIDField()
    about = models.UUIDField()
    at_time = models.DateTimeField()
    minutes = models.SmallIntegerField(null=True)  # null: nobody counted them
    by_role = models.CharField(max_length=40)
    setting = models.CharField(max_length=40)
    recorded_by = models.UUIDField()
    recorded_at = models.DateTimeField()

    class Meta:
        db_table = "interviews_questioning"
        indexes: ClassVar = [
            models.Index(fields=["case_id", "about"], name="interviews_asked_of_case")
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="interviews_minutes",
                condition=Q(minutes__isnull=True) | Q(minutes__range=(0, 1440)),
            ),
        ]


class FirstAccount(models.Model):
    """The child's own first words, sealed in the vault: one for each child, never replaced."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    case_id = models.UUIDField(db_index=True)
    about = models.UUIDField()
    told_to = models.CharField(max_length=40)
    told_at = models.DateTimeField()
    words_id = models.UUIDField(unique=True)
    prompts = ArrayField(models.CharField(max_length=20))
    recorded_by = models.UUIDField()
    recorded_at = models.DateTimeField()

    class Meta:
        db_table = "interviews_first_account"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["about"], name="interviews_first_account_once")
        ]


class AccountAddition(models.Model):
    """What was put beside a first account."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    case_id = models.UUIDField()
    account = models.ForeignKey(FirstAccount, on_delete=models.PROTECT)
    words_id = models.UUIDField(unique=True)
    added_by = models.UUIDField()
    added_at = models.DateTimeField()

    class Meta:
        db_table = "interviews_account_addition"
        indexes: ClassVar = [models.Index(fields=["case_id"], name="interviews_added_of_case")]


class Alert(models.Model):
    """The child was questioned so often that somebody above has to know; raised at each count."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    case_id = models.UUIDField(db_index=True)
    about = models.UUIDField()
    count = models.SmallIntegerField()
    raised_at = models.DateTimeField()

    class Meta:
        db_table = "interviews_alert"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["about", "count"], name="interviews_alert_once")
        ]
