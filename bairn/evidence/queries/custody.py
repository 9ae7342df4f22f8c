"""What can be seen of custody: chains of a case, hand-overs that wait, what is in one's hands."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db.models import Q

from bairn.access import gate
from bairn.evidence import custody_rows, exhibit_rows
from bairn.evidence.models.custody import Event, Handover, HandoverItem
from bairn.evidence.models.exhibits import Standing
from bairn.evidence.terms import Break, Chain, CustodyEvent, ExhibitCard
from bairn.evidence.terms import Handover as Handing
from bairn.kernel.actor import Actor

MOST = 200
MOST_CASES = 200


@gate.look("evidence.custody")
def custody_of_case(*, actor: Actor, at: datetime, case_id: uuid.UUID) -> tuple[CustodyEvent, ...]:
    """Everything that happened to the exhibits of the case: by exhibit, first to last."""
    rows = Event.objects.filter(holder_id=case_id).order_by("exhibit_id", "number")
    found = tuple(map(custody_rows.of, rows))
    gate.note(count=len(found))
    return found


@gate.look("evidence.custody")
def chains_of_case(*, actor: Actor, at: datetime, case_id: uuid.UUID) -> Mapping[uuid.UUID, Chain]:
    """The chain of each exhibit of the case, with its breaks."""
    found = custody_rows.chains(Event.objects.filter(holder_id=case_id), at=at)
    gate.note(count=len(found), breaks=sum(len(one.breaks) for one in found.values()))
    return found


@gate.look("evidence.breaks")
def breaks_across(
    *, actor: Actor, at: datetime, case_ids: Sequence[uuid.UUID]
) -> Mapping[uuid.UUID, tuple[Break, ...]]:
    """Every break in each of these cases in reach, at most 200 cases; none is left out."""
    asked = list(dict.fromkeys(case_ids))[:MOST_CASES]
    events = list(Event.objects.filter(holder_id__in=asked))
    of_case = {row.exhibit_id: row.holder_id for row in events}
    found: dict[uuid.UUID, list[Break]] = defaultdict(list)
    for exhibit_id, chain in custody_rows.chains(events, at=at).items():
        found[of_case[exhibit_id]] += chain.breaks
    gate.note(cases=len(found))
    return {case_id: tuple(rows) for case_id, rows in found.items() if rows}


@gate.look("evidence.handover")
def handover(*, actor: Actor, at: datetime, case_id: uuid.UUID, handover_id: uuid.UUID) -> Handing:
    """One hand-over of the case with what is in it."""
    return custody_rows.handover(case_id, handover_id)


@gate.look("evidence.handovers_waiting")
def handovers_waiting(*, actor: Actor, at: datetime) -> tuple[Handing, ...]:
    """Hand-overs that wait for me, or that I offered and nobody answered; oldest first, 200."""
    mine = Q(taker_staff=actor.id) | Q(giver=actor.id)
    waiting = HandoverItem.objects.filter(mine, ended_at__isnull=True).values("handover_id")
    rows = Handover.objects.filter(id__in=waiting).order_by("offered_at", "id")[:MOST]
    found = custody_rows.handovers(rows)
    gate.note(count=len(found))
    return found


@gate.look("evidence.in_my_hands")
def in_my_hands(*, actor: Actor, at: datetime) -> tuple[ExhibitCard, ...]:
    """What one answers for now, newest first, at most 200."""
    rows = Standing.objects.filter(hands_staff=actor.id, state__in=["held", "stored"])
    found = tuple(
        map(exhibit_rows.card, rows.select_related("exhibit").order_by("-exhibit_id")[:MOST])
    )
    gate.note(count=len(found))
    return found
