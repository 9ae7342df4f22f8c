"""Requests to see what another unit holds, what each holder is asked, what both agreed to show."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from bairn.kernel import ids
from bairn.linkage.models.leads import Lead
from bairn.linkage.terms.reveals import PartAnswer, RevealPurpose, RevealState

_PURPOSES = [one.value for one in RevealPurpose]


class Reveal(models.Model):
    """A request about one sealed person of one report or case; seen by its circle alone.

    Nothing in it tells whether anybody was asked.
    """

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    subject_id = models.UUIDField(db_index=True)
    holder_id = models.UUIDField(db_index=True)
    purpose = models.CharField(max_length=16)
    words_id = models.UUIDField(null=True)
    asked_by = models.UUIDField()
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=12)
    decided_by = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField()

    class Meta:
        db_table = "linkage_reveal"
        indexes: ClassVar = [
            models.Index(
                fields=["ends_at"], name="linkage_reveals_agreed", condition=Q(state="agreed")
            ),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="linkage_reveal_purpose", condition=Q(purpose__in=_PURPOSES)
            ),
            models.CheckConstraint(
                name="linkage_reveal_state",
                condition=Q(state__in=[one.value for one in RevealState]),
            ),
            models.CheckConstraint(
                name="linkage_reveal_two_people",
                condition=~Q(state__in=["agreed", "declined"]) | ~Q(decided_by=F("asked_by")),
            ),
        ]


class RevealPart(models.Model):
    """What one holder is asked: seen by whoever answers for it, and by nobody of the asker's side.

    It repeats what they need of the request, so that they need not see the request itself.
    """

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    reveal = models.ForeignKey(Reveal, on_delete=models.PROTECT, related_name="parts")
    lead = models.ForeignKey(Lead, on_delete=models.PROTECT, related_name="asked")
    holder_id = models.UUIDField(db_index=True)
    reference = models.CharField(max_length=40, blank=True)
    asking_holder = models.UUIDField()
    asking_unit = models.UUIDField()
    purpose = models.CharField(max_length=16)
    asked_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    answer = models.CharField(max_length=8, default="")
    answered_by = models.UUIDField(null=True)
    answered_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "linkage_reveal_part"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["reveal", "lead", "holder_id"], name="linkage_reveal_part_once"
            ),
            models.CheckConstraint(
                name="linkage_reveal_part_answer",
                condition=Q(answer__in=["", *(one.value for one in PartAnswer)]),
            ),
        ]


class Shown(models.Model):
    """What a holder was let know of another: reference, unit, and whom to talk with."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    part = models.ForeignKey(RevealPart, on_delete=models.PROTECT, related_name="shown")
    lead = models.ForeignKey(Lead, on_delete=models.PROTECT, related_name="shown")
    holder_id = models.UUIDField(db_index=True)
    other_holder = models.UUIDField()
    kind = models.CharField(max_length=8)
    reference = models.CharField(max_length=40, blank=True)
    unit_id = models.UUIDField()
    contact_id = models.UUIDField()
    at = models.DateTimeField()
    until_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "linkage_shown"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["part", "holder_id"], name="linkage_shown_once"),
        ]
