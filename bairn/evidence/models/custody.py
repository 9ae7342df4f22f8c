"""What passed through whose hands: events are only added; a hand-over is open until answered."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from bairn.evidence.models.exhibits import Exhibit
from bairn.kernel import ids


class Event(models.Model):
    """One thing that happened to an exhibit. Only added, never changed."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    holder_id = models.UUIDField()
    exhibit = models.ForeignKey(
        Exhibit, on_delete=models.PROTECT, related_name="events", db_index=False
    )
    number = models.SmallIntegerField()
    kind = models.CharField(max_length=20)
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    by_id = models.UUIDField()
    entry_id = models.UUIDField()  # of the record: the act that wrote it
    giver_staff = models.UUIDField(null=True)
    giver_outside = models.CharField(max_length=20, default="")
    giver_words = models.UUIDField(null=True)
    taker_staff = models.UUIDField(null=True)
    taker_outside = models.CharField(max_length=20, default="")
    taker_words = models.UUIDField(null=True)
    place_id = models.UUIDField(null=True)
    purpose = models.CharField(max_length=40, default="")
    reason = models.CharField(max_length=40, default="")
    seal_before = models.CharField(max_length=40, default="")
    seal_after = models.CharField(max_length=40, default="")
    condition = models.CharField(max_length=20, default="")
    handover_id = models.UUIDField(null=True)
    words_id = models.UUIDField(null=True)
    receipt_sha256 = models.BinaryField(null=True)

    class Meta:
        db_table = "evidence_event"
        indexes: ClassVar = [models.Index(fields=["holder_id"], name="evidence_events_of_holder")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["exhibit", "number"], name="evidence_event_number"),
            models.CheckConstraint(
                name="evidence_event_happened", condition=Q(happened_at__lte=F("recorded_at"))
            ),
        ]


class Handover(models.Model):
    """Somebody gives exhibits of one case to somebody; each is answered for by itself."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    holder_id = models.UUIDField(db_index=True)
    giver = models.UUIDField()
    taker_staff = models.UUIDField(null=True)
    taker_outside = models.CharField(max_length=20, default="")
    taker_words = models.UUIDField(null=True)
    purpose = models.CharField(max_length=40)
    offered_at = models.DateTimeField()
    recorded_at = models.DateTimeField()

    class Meta:
        db_table = "evidence_handover"
        constraints: ClassVar = [
            models.CheckConstraint(
                name="evidence_two_people",
                condition=Q(taker_staff__isnull=True) | ~Q(taker_staff=F("giver")),
            ),
            models.CheckConstraint(
                name="evidence_one_taker",
                condition=(Q(taker_staff__isnull=False) & Q(taker_outside=""))
                | (Q(taker_staff__isnull=True) & ~Q(taker_outside="")),
            ),
        ]


class HandoverItem(models.Model):
    """One exhibit of a hand-over: open until it is accepted, refused or taken back, once."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    holder_id = models.UUIDField()
    handover = models.ForeignKey(Handover, on_delete=models.PROTECT, related_name="items")
    exhibit = models.ForeignKey(Exhibit, on_delete=models.PROTECT)
    giver = models.UUIDField()
    taker_staff = models.UUIDField(null=True)
    seal_before = models.CharField(max_length=40, default="")
    condition_before = models.CharField(max_length=20)
    offered_at = models.DateTimeField()
    ended_as = models.CharField(max_length=12, default="")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.UUIDField(null=True)
    seal_after = models.CharField(max_length=40, default="")
    condition_after = models.CharField(max_length=20, default="")
    reason = models.CharField(max_length=40, default="")

    class Meta:
        db_table = "evidence_handover_item"
        indexes: ClassVar = [
            models.Index(
                fields=["taker_staff", "offered_at"],
                name="evidence_offered_to",
                condition=Q(ended_at__isnull=True),
            ),
            models.Index(
                fields=["giver", "offered_at"],
                name="evidence_offered_by",
                condition=Q(ended_at__isnull=True),
            ),
            models.Index(
                fields=["offered_at", "id"],
                name="evidence_unanswered",
                condition=Q(ended_at__isnull=True),
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["exhibit"],
                condition=Q(ended_at__isnull=True),
                name="evidence_one_open_handover",
            ),
            models.CheckConstraint(
                name="evidence_item_end",
                condition=Q(ended_as="", ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_as="accepted", ended_at__isnull=False, ended_by__isnull=False)
                | (
                    Q(ended_as__in=["refused", "taken_back", "lost"], ended_at__isnull=False)
                    & Q(ended_by__isnull=False)
                    & ~Q(reason="")
                ),
            ),
        ]


class Explanation(models.Model):
    """What somebody says of a break. It takes nothing away; only added, never changed."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    holder_id = models.UUIDField(db_index=True)
    exhibit = models.ForeignKey(Exhibit, on_delete=models.PROTECT, related_name="explanations")
    event_number = models.SmallIntegerField()
    kind = models.CharField(max_length=20)
    reason = models.CharField(max_length=40)
    words_id = models.UUIDField(null=True)
    at = models.DateTimeField()
    by_id = models.UUIDField()

    class Meta:
        db_table = "evidence_explanation"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["exhibit", "event_number", "kind"], name="evidence_explained_once"
            )
        ]


class Examination(models.Model):
    """Somebody examined an exhibit: what for, when, what was used up, what was found."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    holder_id = models.UUIDField(db_index=True)
    exhibit = models.ForeignKey(Exhibit, on_delete=models.PROTECT, related_name="examinations")
    event_number = models.SmallIntegerField()
    by_id = models.UUIDField()
    what_for = models.CharField(max_length=40)
    from_at = models.DateTimeField()
    until_at = models.DateTimeField()
    seal_before = models.CharField(max_length=40, default="")
    seal_after = models.CharField(max_length=40, default="")
    consumed = models.CharField(max_length=12)
    result = models.CharField(max_length=40)
    words_id = models.UUIDField(null=True)
    recorded_at = models.DateTimeField()

    class Meta:
        db_table = "evidence_examination"
        constraints: ClassVar = [
            models.CheckConstraint(
                name="evidence_examined_until", condition=Q(until_at__gte=F("from_at"))
            )
        ]


class Disposal(models.Model):
    """A wish that an exhibit be disposed of, and what became of it."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    holder_id = models.UUIDField(db_index=True)
    exhibit = models.ForeignKey(Exhibit, on_delete=models.PROTECT, related_name="disposals")
    basis = models.CharField(max_length=40)
    proposed_by = models.UUIDField()
    proposed_at = models.DateTimeField()
    agreed_by = models.UUIDField(null=True)
    agreed_at = models.DateTimeField(null=True)
    declined_by = models.UUIDField(null=True)
    declined_at = models.DateTimeField(null=True)
    declined_for = models.CharField(max_length=40, default="")
    done_by = models.UUIDField(null=True)
    done_at = models.DateTimeField(null=True)
    method = models.CharField(max_length=40, default="")
    witness = models.UUIDField(null=True)

    class Meta:
        db_table = "evidence_disposal"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["exhibit"],
                condition=Q(declined_at__isnull=True),
                name="evidence_one_disposal",
            ),
            models.CheckConstraint(
                name="evidence_disposal_by_another",
                condition=Q(agreed_by__isnull=True) | ~Q(agreed_by=F("proposed_by")),
            ),
            models.CheckConstraint(
                name="evidence_disposal_agreed_first",
                condition=Q(done_at__isnull=True)
                | (Q(agreed_at__isnull=False, declined_at__isnull=True, witness__isnull=False)
                   & ~Q(witness=F("done_by"))),
            ),
        ]  # fmt: skip


class Objection(models.Model):
    """Somebody does not want an exhibit disposed of; open until it is settled."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    holder_id = models.UUIDField(db_index=True)
    exhibit = models.ForeignKey(Exhibit, on_delete=models.PROTECT, related_name="objections")
    by_whom = models.CharField(max_length=20)
    words_id = models.UUIDField(null=True)
    raised_at = models.DateTimeField()
    raised_by = models.UUIDField()
    settled_as = models.CharField(max_length=20, default="")
    settled_at = models.DateTimeField(null=True)
    settled_by = models.UUIDField(null=True)

    class Meta:
        db_table = "evidence_objection"


class Keeping(models.Model):
    """Until when an exhibit has to be kept, and by what rule; the latest day of all counts."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    holder_id = models.UUIDField(db_index=True)
    exhibit = models.ForeignKey(Exhibit, on_delete=models.PROTECT, related_name="keepings")
    until_at = models.DateTimeField()
    basis = models.CharField(max_length=40)
    at = models.DateTimeField()
    by_id = models.UUIDField()

    class Meta:
        db_table = "evidence_keeping"
