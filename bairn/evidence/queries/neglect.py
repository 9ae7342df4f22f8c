"""What stands undone on the evidence of many cases, for the house: six questions for a page."""

import uuid
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q

from bairn.access import gate
from bairn.evidence import codes
from bairn.evidence.models.contamination import Alert
from bairn.evidence.models.custody import Disposal, Event, HandoverItem, Objection
from bairn.evidence.models.exhibits import Standing
from bairn.evidence.models.files import File
from bairn.evidence.models.kits import Kit
from bairn.evidence.terms.custody import EventKind
from bairn.evidence.terms.files import Held, Verification
from bairn.evidence.terms.kits import KitStands
from bairn.evidence.terms.neglect import DIGITAL, EvidenceNow, Forsaken, KitWaits, ThingWaits
from bairn.kernel.actor import Actor

MOST = 1000
Cases = Sequence[uuid.UUID]
Found = Iterator[tuple[uuid.UUID, ThingWaits]]
_LEFT_HANDS = [
    EventKind.ACCEPTED.value, EventKind.ACCEPTED_OUTSIDE.value, EventKind.STORED.value,
    EventKind.CLAIMED.value, EventKind.GIVEN_BACK.value, EventKind.DISPOSED.value,
]  # fmt: skip
_FAILED = [Verification.BROKEN.value, Verification.MISSING.value]
# What would end the stretch on which a kit is, in the words of the case.
_FULFILS = {
    KitStands.AWAITING_PICKUP.value: "kit_picked_up",
    KitStands.WITH_POLICE.value: "kit_at_lab",
    KitStands.TO_LAB.value: "kit_at_lab",
    KitStands.AT_LAB.value: "kit_result",
}


@gate.look("evidence.neglected_across")
def neglected_across(
    *, actor: Actor, at: datetime, case_ids: Cases
) -> Mapping[uuid.UUID, EvidenceNow]:
    """What waits in each of these cases, at most 1,000 of them; others are left out."""
    asked = list(dict.fromkeys(case_ids))[:MOST]
    things: dict[uuid.UUID, list[ThingWaits]] = defaultdict(list)
    for read in (_offered, _in_hands, _contested, _not_whole, _crossed):
        for case_id, one in read(asked):
            things[case_id].append(one)
    kits: dict[uuid.UUID, list[KitWaits]] = defaultdict(list)
    for case_id, kit in _kits(asked, at):
        kits[case_id].append(kit)
    gate.note(cases=len({*things, *kits}))
    return {
        case_id: EvidenceNow(
            things=tuple(things.get(case_id, ())), kits=tuple(kits.get(case_id, ()))
        )
        for case_id in {*things, *kits}
    }


def _offered(asked: Cases) -> Found:
    """Hand-overs, however many exhibits of each wait: one answer is missing."""
    rows = HandoverItem.objects.filter(holder_id__in=asked, ended_at__isnull=True)
    told = rows.values_list("holder_id", "handover_id", "offered_at").distinct()
    for case_id, handover_id, since in told:
        yield case_id, ThingWaits(Forsaken.OFFERED, str(handover_id), since)


def _in_hands(asked: Cases) -> Found:
    """Chains with a break, and what never left the hands of whoever collected it.

    A kit has its own days, and what was offered waits for its answer: neither is told twice.
    """
    moved = Event.objects.filter(exhibit_id=OuterRef("exhibit_id"), kind__in=_LEFT_HANDS)
    digital = [code for code, row in codes.lists()["kind"].items() if DIGITAL in row.storage]
    kept = Q(state="held", hands_staff__isnull=False, handover_id__isnull=True) & ~Q(
        kind__in=[*digital, "kit"]
    )
    rows = (
        Standing.objects.filter(holder_id__in=asked)
        .annotate(stayed=Q(kept) & ~Exists(moved), broken=Q(breaks__gt=F("explained")))
        .filter(Q(stayed=True) | Q(broken=True))
    )
    told = rows.values_list(
        "holder_id", "exhibit__code", "exhibit__collected_at", "last_at", "stayed", "broken"
    )
    for case_id, code, collected_at, last_at, stayed, broken in told:
        if broken:
            yield case_id, ThingWaits(Forsaken.BROKEN, code, last_at)
        if stayed:
            yield case_id, ThingWaits(Forsaken.NOT_STORED, code, collected_at)


def _contested(asked: Cases) -> Found:
    against = Objection.objects.filter(exhibit_id=OuterRef("exhibit_id"), settled_at__isnull=True)
    rows = Disposal.objects.filter(
        Exists(against), holder_id__in=asked, declined_at__isnull=True, done_at__isnull=True
    )
    for case_id, code, since in rows.values_list("holder_id", "exhibit__code", "proposed_at"):
        yield case_id, ThingWaits(Forsaken.CONTESTED, code, since)


def _not_whole(asked: Cases) -> Found:
    rows = File.objects.filter(
        holder_id__in=asked, held=Held.SEALED.value, verification__in=_FAILED
    )
    told = rows.values_list("holder_id", "exhibit__code", "number", "verified_at", "taken_at")
    for case_id, code, number, verified_at, taken_at in told:
        yield case_id, ThingWaits(Forsaken.NOT_WHOLE, f"{code}/{number}", verified_at or taken_at)


def _crossed(asked: Cases) -> Found:
    rows = Alert.objects.filter(holder_id__in=asked, answered_at__isnull=True)
    for case_id, alert_id, since in rows.values_list("holder_id", "id", "raised_at"):
        yield case_id, ThingWaits(Forsaken.CROSSED, str(alert_id), since)


def _kits(asked: Cases, at: datetime) -> Iterator[tuple[uuid.UUID, KitWaits]]:
    rows = Kit.objects.filter(holder_id__in=asked).filter(
        Q(due_at__lte=at) | Q(stands=KitStands.AT_LAB.value)
    )
    told = rows.values_list("holder_id", "exhibit__code", "stands", "due_at", "submitted_at")
    for case_id, code, stands, due_at, submitted_at in told:
        yield (
            case_id,
            KitWaits(
                code=code,
                at_lab=stands == KitStands.AT_LAB.value,
                fulfils=_FULFILS.get(stands, ""),
                due_at=due_at,
                submitted_at=submitted_at,
            ),
        )
