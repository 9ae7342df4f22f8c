"""Between the tables of custody and their terms, and the one place where an event is written."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db.models import QuerySet

from bairn.evidence import codes, custody
from bairn.evidence.exhibit_rows import in_utc
from bairn.evidence.models.custody import Event, Explanation, Handover, HandoverItem
from bairn.evidence.models.exhibits import Hand, Standing
from bairn.evidence.terms import (
    NOBODY,
    Break,
    BreakKind,
    Chain,
    CustodyEvent,
    EventKind,
    Hands,
)
from bairn.evidence.terms import Explanation as Explained
from bairn.evidence.terms import Handover as Handing
from bairn.evidence.terms import HandoverItem as Item
from bairn.kernel.refusal import Refusal

# What of a standing changes; its exhibit and its case never do.
CHANGES = (
    "state", "hands_staff", "hands_outside", "hands_words", "place_id", "seal", "condition",
    "since", "handover_id", "last_number", "last_at", "breaks",
)  # fmt: skip
_MOVES = {
    EventKind.ACCEPTED: "held",
    EventKind.RECEIVED: "held",
    EventKind.CAME_BACK: "held",
    EventKind.CLAIMED: "held",
    EventKind.TAKEN_OUT: "held",
    EventKind.STORED: "stored",
    EventKind.ACCEPTED_OUTSIDE: "outside",
    EventKind.GIVEN_BACK: "given_back",
    EventKind.DISPOSED: "disposed",
}


def keep(row: Standing, said: CustodyEvent) -> CustodyEvent:
    """Writes the event down and lets the exhibit stand as it says; the event with its number."""
    number = row.last_number + 1
    event = Event.objects.create(
        id=said.id,
        holder_id=row.holder_id,
        exhibit_id=row.exhibit_id,
        number=number,
        kind=said.kind.value,
        happened_at=in_utc(said.happened_at),
        recorded_at=said.recorded_at,
        by_id=said.by_id,
        entry_id=said.entry_id,
        giver_staff=said.giver.staff_id,
        giver_outside=said.giver.outside,
        giver_words=said.giver.words_id,
        taker_staff=said.taker.staff_id,
        taker_outside=said.taker.outside,
        taker_words=said.taker.words_id,
        place_id=said.place_id,
        purpose=said.purpose,
        reason=said.reason,
        seal_before=said.seal_before,
        seal_after=said.seal_after,
        condition=said.condition,
        handover_id=said.handover_id,
        words_id=said.words_id,
        receipt_sha256=bytes.fromhex(said.receipt_sha256) or None,
    )
    _stand(row, said, number)
    row.breaks = len(_broken(row, at=said.recorded_at))
    row.save(update_fields=CHANGES)
    return of(event)


def _broken(row: Standing, *, at: datetime) -> Sequence[Break]:
    events = map(of, Event.objects.filter(exhibit_id=row.exhibit_id))
    return custody.chain(events, rules=codes.chain_rules(), at=at).breaks


def _stand(row: Standing, said: CustodyEvent, number: int) -> None:
    """What the event changes of how the exhibit stands."""
    row.last_number, row.last_at = number, in_utc(said.happened_at)
    if said.kind in _MOVES:
        row.state = _MOVES[said.kind]
        row.since = in_utc(said.happened_at)
    if said.kind in custody.MOVES_HANDS:
        row.hands_staff = said.taker.staff_id
        row.hands_outside, row.hands_words = said.taker.outside, said.taker.words_id
        row.place_id = None
    if said.kind in custody.SAYS_SEAL:
        row.seal = said.seal_after
    if said.kind is EventKind.STORED:
        row.place_id = said.place_id
    if said.kind in (EventKind.TAKEN_OUT, EventKind.DISPOSED):
        row.place_id = None
    if said.condition:
        row.condition = said.condition
    if said.kind is EventKind.OFFERED:
        row.seal, row.handover_id = said.seal_before, said.handover_id
    elif said.kind in custody.ENDS_OFFER:
        row.handover_id = None


def near(row: Standing, staff_id: uuid.UUID | None) -> None:
    """From now on this person sees the exhibit, whatever else of the case they may see."""
    if staff_id is not None:
        Hand.objects.bulk_create(
            [Hand(holder_id=row.holder_id, exhibit_id=row.exhibit_id, staff_id=staff_id)],
            ignore_conflicts=True,
        )


def of(row: Event) -> CustodyEvent:
    """One event."""
    return CustodyEvent(
        id=row.id,
        case_id=row.holder_id,
        exhibit_id=row.exhibit_id,
        number=row.number,
        kind=EventKind(row.kind),
        happened_at=row.happened_at,
        recorded_at=row.recorded_at,
        by_id=row.by_id,
        entry_id=row.entry_id,
        giver=_hands(row.giver_staff, row.giver_outside, row.giver_words),
        taker=_hands(row.taker_staff, row.taker_outside, row.taker_words),
        place_id=row.place_id,
        purpose=row.purpose,
        reason=row.reason,
        seal_before=row.seal_before,
        seal_after=row.seal_after,
        condition=row.condition,
        handover_id=row.handover_id,
        words_id=row.words_id,
        receipt_sha256=bytes(row.receipt_sha256 or b"").hex(),
    )


def _hands(staff_id: uuid.UUID | None, outside: str, words_id: uuid.UUID | None) -> Hands:
    if staff_id is None and not outside:
        return NOBODY
    return Hands(staff_id=staff_id, outside=outside, words_id=words_id)


def chains(events: Iterable[Event], *, at: datetime) -> Mapping[uuid.UUID, Chain]:
    """The chain of each exhibit of which there are events here."""
    told: dict[uuid.UUID, list[CustodyEvent]] = defaultdict(list)
    for row in events:
        told[row.exhibit_id].append(of(row))
    rules = codes.chain_rules()
    return {
        exhibit_id: custody.chain(rows, rules=rules, at=at) for exhibit_id, rows in told.items()
    }


def explanations(exhibit_id: uuid.UUID) -> tuple[Explained, ...]:
    """What was said of the breaks of an exhibit, first to last."""
    return tuple(
        Explained(
            exhibit_id=row.exhibit_id,
            event=row.event_number,
            kind=BreakKind(row.kind),
            reason=row.reason,
            words_id=row.words_id,
            at=row.at,
            by_id=row.by_id,
        )
        for row in Explanation.objects.filter(exhibit_id=exhibit_id).order_by("id")
    )


def handover(holder_id: uuid.UUID, handover_id: uuid.UUID) -> Handing:
    """One hand-over of the case. Raises Refusal when there is none."""
    found = handovers(Handover.objects.filter(holder_id=holder_id, id=handover_id))
    if not found:
        raise Refusal("evidence.no_handover", "There is no such hand-over.")
    return found[0]


def handovers(rows: QuerySet[Handover]) -> tuple[Handing, ...]:
    """Hand-overs with what is in each, in the order of the rows."""
    given = list(rows)
    items: dict[uuid.UUID, list[Item]] = defaultdict(list)
    inside = HandoverItem.objects.filter(handover_id__in=[row.id for row in given])
    for one in inside.select_related("exhibit").order_by("exhibit__number"):
        items[one.handover_id].append(_item(one))
    return tuple(
        Handing(
            id=row.id,
            case_id=row.holder_id,
            giver=row.giver,
            taker=_hands(row.taker_staff, row.taker_outside, row.taker_words),
            purpose=row.purpose,
            offered_at=row.offered_at,
            recorded_at=row.recorded_at,
            items=tuple(items[row.id]),
        )
        for row in given
    )


def _item(row: HandoverItem) -> Item:
    return Item(
        exhibit_id=row.exhibit_id,
        code=row.exhibit.code,
        number=row.exhibit.number,
        kind=row.exhibit.kind,
        seal_before=row.seal_before,
        condition_before=row.condition_before,
        ended_as=row.ended_as,
        ended_at=row.ended_at,
        seal_after=row.seal_after,
        condition_after=row.condition_after,
        reason=row.reason,
    )
