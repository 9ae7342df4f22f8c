"""Exhibits, what was left out, what was said anew, and how each stands now.

Every row hangs on `holder_id`: the case, or the holder of a kit without a report.
"""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from bairn.kernel import ids


class Counter(models.Model):
    """The last number given in a case: one row, so that two who register wait for each other."""

    holder_id = models.UUIDField(primary_key=True)
    last = models.IntegerField()

    class Meta:
        db_table = "evidence_counter"


class Exhibit(models.Model):
    """What was said when it was registered. Only added, never changed."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    holder_id = models.UUIDField()
    number = models.IntegerField()
    code = models.CharField(max_length=11, unique=True)
    kind = models.CharField(max_length=40)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True)
    root_id = models.UUIDField()
    sensitivity = models.CharField(max_length=20)
    source = models.CharField(max_length=20)
    about = models.UUIDField(null=True)  # a participant
    collected_at = models.DateTimeField()
    offset_minutes = models.SmallIntegerField()
    collected_by = models.UUIDField(null=True)  # None: somebody outside, in the words
    method = models.CharField(max_length=40)
    kit_lot = models.CharField(max_length=40, default="")
    basis = models.CharField(max_length=40)
    no_basis = models.CharField(max_length=40, default="")
    write_blocked = models.BooleanField(null=True)
    sha256 = models.BinaryField(null=True)
    words_id = models.UUIDField()
    registered_at = models.DateTimeField()
    registered_by = models.UUIDField()

    class Meta:
        db_table = "evidence_exhibit"
        indexes: ClassVar = [
            models.Index(fields=["holder_id", "-id"], name="evidence_exhibits_of_holder"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["holder_id", "number"], name="evidence_number"),
            models.CheckConstraint(
                name="evidence_collected_before", condition=Q(collected_at__lte=F("registered_at"))
            ),
            models.CheckConstraint(
                name="evidence_basis_or_reason",
                condition=(Q(basis="none") & ~Q(no_basis="")) | (~Q(basis="none") & Q(no_basis="")),
            ),
            models.CheckConstraint(
                name="evidence_one_root",
                condition=Q(parent__isnull=True, root_id=F("id"))
                | (Q(parent__isnull=False) & ~Q(root_id=F("id"))),
            ),
        ]


class Omission(models.Model):
    """A step that was not done, and why."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    holder_id = models.UUIDField()
    exhibit = models.ForeignKey(Exhibit, on_delete=models.PROTECT, related_name="omissions")
    step = models.CharField(max_length=40)
    reason = models.CharField(max_length=40)
    words_id = models.UUIDField(null=True)

    class Meta:
        db_table = "evidence_omission"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["exhibit", "step"], name="evidence_omission_once"),
        ]


class Correction(models.Model):
    """One field said anew; what was said before is kept."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    holder_id = models.UUIDField()
    exhibit = models.ForeignKey(Exhibit, on_delete=models.PROTECT, related_name="corrections")
    number = models.SmallIntegerField()
    field = models.CharField(max_length=20)
    value = models.CharField(max_length=64, default="")
    before = models.CharField(max_length=64, default="")
    words_id = models.UUIDField(null=True)
    reason = models.CharField(max_length=40)
    at = models.DateTimeField()
    by_id = models.UUIDField()

    class Meta:
        db_table = "evidence_correction"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["exhibit", "number"], name="evidence_correction_number")
        ]


class Standing(models.Model):
    """How an exhibit stands now. It is read from its events, and could be made anew from them."""

    exhibit = models.OneToOneField(Exhibit, on_delete=models.PROTECT, primary_key=True)
    holder_id = models.UUIDField()
    kind = models.CharField(max_length=40)
    sensitivity = models.CharField(max_length=20)
    state = models.CharField(max_length=12)
    hands_staff = models.UUIDField(null=True)
    hands_outside = models.CharField(max_length=20, default="")
    hands_words = models.UUIDField(null=True)
    place_id = models.UUIDField(null=True)
    seal = models.CharField(max_length=40, default="")
    condition = models.CharField(max_length=20)
    since = models.DateTimeField()
    handover_id = models.UUIDField(null=True)
    last_number = models.SmallIntegerField()
    last_at = models.DateTimeField()
    breaks = models.SmallIntegerField(default=0)  # of its chain, when it was last read
    explained = models.SmallIntegerField(default=0)  # of these, how many somebody explained

    class Meta:
        db_table = "evidence_standing"
        indexes: ClassVar = [
            models.Index(fields=["holder_id", "-exhibit"], name="evidence_standing_of_holder"),
            models.Index(fields=["hands_staff", "-exhibit"], name="evidence_standing_in_hands"),
            models.Index(fields=["place_id", "-exhibit"], name="evidence_standing_in_place"),
            models.Index(
                fields=["exhibit"],
                name="evidence_standing_broken",
                condition=Q(breaks__gt=F("explained")),
            ),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="evidence_standing_state",
                condition=Q(state__in=["held", "stored", "outside", "given_back", "disposed"]),
            ),
            models.CheckConstraint(
                name="evidence_one_pair_of_hands",
                condition=Q(hands_staff__isnull=True) | Q(hands_outside=""),
            ),
        ]


class Hand(models.Model):
    """Whose hands an exhibit is or was in, or was offered to: how far a laboratory sees."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    holder_id = models.UUIDField()
    exhibit = models.ForeignKey(Exhibit, on_delete=models.PROTECT)
    staff_id = models.UUIDField()

    class Meta:
        db_table = "evidence_hand"
        indexes: ClassVar = [
            models.Index(fields=["staff_id", "-exhibit"], name="evidence_hands_of_staff")
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["exhibit", "staff_id"], name="evidence_hand_once")
        ]
