"""What preservation keeps: codes, moments, ids, digests. Whom it goes to and why is sealed.

Only a company that serves many stands here by its name: a school, a clinic or a house would say
where somebody lives, learns or was treated.
"""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from bairn.kernel import ids
from bairn.preservation.states import OPEN
from bairn.preservation.terms import Kind, Move, State


class Holder(models.Model):
    """A company that a unit writes to. It hangs on no case."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    unit_id = models.UUIDField()
    holder_class = models.CharField(max_length=40)
    name = models.CharField(max_length=120)
    channel = models.CharField(max_length=40)
    contact = models.CharField(max_length=400)
    language = models.CharField(max_length=2)
    added_by = models.UUIDField()
    added_at = models.DateTimeField()
    retired_by = models.UUIDField(null=True)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "preservation_holder"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unit_id", "holder_class", "name"],
                condition=Q(retired_at__isnull=True),
                name="preservation_holder_once",
            ),
        ]


class Request(models.Model):
    """A request to one holder, and where it stands."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    case_id = models.UUIDField()
    number = models.SmallIntegerField()
    kind = models.CharField(max_length=12)
    state = models.CharField(max_length=16)
    holder_class = models.CharField(max_length=40)
    holder = models.ForeignKey(Holder, on_delete=models.PROTECT, null=True)
    about = models.UUIDField(null=True)
    basis = models.CharField(max_length=40)
    items = ArrayField(models.CharField(max_length=40))
    from_at = models.DateTimeField(null=True)
    until_at = models.DateTimeField(null=True)
    confidential = models.BooleanField(default=True)
    language = models.CharField(max_length=2)
    window = models.CharField(max_length=64, default="")
    together_with = models.ForeignKey("self", on_delete=models.PROTECT, null=True)
    without = models.CharField(max_length=40, default="")
    words_id = models.UUIDField()  # accounts, purpose, addressee: sealed in the vault
    drafted_by = models.UUIDField()
    minded_by = models.UUIDField(null=True)  # who took it over; else whoever drafted it
    drafted_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)  # its answer is counted from here
    tried_at = models.DateTimeField(null=True)  # the last way that was tried, in an emergency
    acknowledged_at = models.DateTimeField(null=True)
    extended = models.SmallIntegerField(default=0)
    held_until = models.DateTimeField(null=True)  # as the holder said, or an extension gives
    answered_at = models.DateTimeField(null=True)
    reported_at = models.DateTimeField(null=True)  # the earliest report of a platform behind it
    due_at = models.DateTimeField()  # what is due first, kept for lists; read anew when shown
    letter_id = models.UUIDField(null=True)  # sealed as a document
    letter_sha256 = models.CharField(max_length=64, default="")
    letter_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "preservation_request"
        indexes: ClassVar = [
            models.Index(fields=["case_id", "number"], name="preservation_of_case"),
            models.Index(
                fields=["due_at", "id"],
                name="preservation_running_out",
                condition=Q(state__in=sorted(one.value for one in OPEN)),
            ),
            models.Index(fields=["holder"], name="preservation_of_holder"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case_id", "number"], name="preservation_number_once"),
            models.CheckConstraint(
                name="preservation_kind", condition=Q(kind__in=[one.value for one in Kind])
            ),
            models.CheckConstraint(
                name="preservation_state", condition=Q(state__in=[one.value for one in State])
            ),
            models.CheckConstraint(
                name="preservation_sent_when",
                condition=Q(sent_at__isnull=False)
                | Q(state__in=[State.DRAFTED.value, State.APPROVED.value, State.WITHDRAWN.value]),
            ),
            models.CheckConstraint(
                name="preservation_period",
                condition=Q(from_at__isnull=True)
                | Q(until_at__isnull=True)
                | Q(until_at__gte=F("from_at")),
            ),
            models.CheckConstraint(
                name="preservation_letter_whole",
                condition=Q(letter_id__isnull=True, letter_sha256="", letter_at__isnull=True)
                | Q(
                    letter_id__isnull=False,
                    letter_sha256__regex=r"^[0-9a-f]{64}$",
                    letter_at__isnull=False,
                ),
            ),
        ]


class Step(models.Model):
    """Something that happened to a request. Never changed, never removed."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    case_id = models.UUIDField()
    request = models.ForeignKey(Request, on_delete=models.PROTECT)
    move = models.CharField(max_length=16)
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    by_id = models.UUIDField()
    channel = models.CharField(max_length=40, default="")
    reason = models.CharField(max_length=40, default="")
    until_at = models.DateTimeField(null=True)
    sha256 = models.CharField(max_length=64, default="")
    size_bytes = models.BigIntegerField(null=True)
    exhibit_id = models.UUIDField(null=True)
    words_id = models.UUIDField(null=True)

    class Meta:
        db_table = "preservation_step"
        indexes: ClassVar = [
            models.Index(fields=["case_id"], name="preservation_steps_of_case"),
            models.Index(fields=["request", "recorded_at"], name="preservation_steps_of"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="preservation_move", condition=Q(move__in=[one.value for one in Move])
            ),
            models.CheckConstraint(
                name="preservation_step_digest",
                condition=Q(sha256="", size_bytes__isnull=True)
                | (
                    Q(sha256__regex=r"^[0-9a-f]{64}$")
                    & (Q(size_bytes__isnull=True) | Q(size_bytes__gte=0))
                ),
            ),
        ]
