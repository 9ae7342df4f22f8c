"""The page in the rail: what is offered to me, what I hold, what I offered; and the scan box."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bairn.access import gate
from bairn.access import queries as access
from bairn.access.terms import StaffCard
from bairn.evidence import queries as evidence
from bairn.evidence.terms import ExhibitCard, Handover
from bairn.kernel import clock
from bairn.kernel.actor import Actor
from bairn.web.desk import may, who
from bairn.web.desk.exhibits import framing, scan


@dataclass(frozen=True, slots=True, kw_only=True)
class Mine:
    """Everything of exhibits that waits for one person or lies with them."""

    to_me: tuple[Handover, ...]
    by_me: tuple[Handover, ...]
    held: tuple[ExhibitCard, ...]
    staff: dict[uuid.UUID, StaffCard]
    references: Mapping[uuid.UUID, str]
    places: dict[uuid.UUID, str]


@gate.look("desk.exhibits")
def mine(*, actor: Actor, at: datetime) -> Mine:
    """My own hands, and what goes to or from them."""
    waiting = evidence.handovers_waiting(actor=actor, at=at)
    held = evidence.in_my_hands(actor=actor, at=at)
    named = {one.giver for one in waiting}
    named |= {one.taker.staff_id for one in waiting if one.taker.staff_id}
    about = {one.case_id for one in waiting} | {one.case_id for one in held}
    places = () if may.off("evidence.places", actor) else evidence.places(actor=actor, at=at)
    return Mine(
        to_me=tuple(one for one in waiting if one.taker.staff_id == actor.id),
        by_me=tuple(one for one in waiting if one.giver == actor.id),
        held=held,
        staff=dict(access.staff_of(actor=actor, at=at, ids=named)) if named else {},
        references=framing.references(actor, at, about),
        places={one.id: one.name for one in places},
    )


@require_safe
def exhibits(request: HttpRequest) -> HttpResponse:
    """What waits for me, what I answer for, and a box to scan into."""
    actor, at = who.actor_of(request), clock.now()
    shown = mine(actor=actor, at=at)
    context = {
        "at": at,
        "shown": shown,
        "form": scan.Scan(),
        "off": {"places": may.off("evidence.places", actor)},
    }
    return render(request, "desk/exhibits/mine.html", context)
