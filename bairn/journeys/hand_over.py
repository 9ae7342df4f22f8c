"""A case goes from hand to hand: everything in it is offered, accepted item by item, then it goes.

Until it is finished the giver answers for all; the receiver stands in the circle beside them.
"""

import uuid
from collections.abc import Sequence
from datetime import datetime

from bairn.access import actions as access
from bairn.access import circles, gate
from bairn.access import queries as people
from bairn.access.terms import Role
from bairn.cases import actions as cases
from bairn.cases import queries as case_looks
from bairn.cases.terms import CaseCard
from bairn.journeys import do_step, handing_collecting, handing_items
from bairn.journeys.terms import OfferedPerson
from bairn.kernel import ids
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.outbox import telling
from bairn.preservation import actions as preservation
from bairn.proof import actions as proof
from bairn.supervision import actions as supervision
from bairn.supervision import handing
from bairn.supervision import queries as handovers
from bairn.supervision.terms import Handover, NewHandover, NewItem

KIND = "handed_over"
MOST_CASES = 500  # that one question reads
_MAY_PASS_PROOF = (Role.INVESTIGATOR, Role.SUPERVISOR)


@gate.act("journeys.offer_case")
def offer_case(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    to_staff: uuid.UUID,
    reason: str,
    from_staff: uuid.UUID | None = None,
    to_unit: uuid.UUID | None = None,
    batch_id: uuid.UUID | None = None,
) -> uuid.UUID:
    """Offers one person's place in a case to another, with everything that is open; its id.

    `from_staff` is the supervisor themselves where nobody else is named. With `to_unit` the whole
    case moves: then the receiver is a supervisor of that unit. The receiver comes into the circle
    at once, to see what they take over. Refuses a closed case, and a receiver who is kept out or
    holds no role that fits.
    """
    case = case_looks.case(actor=actor, at=at, case_id=case_id)
    if case.closed_at is not None:
        raise Refusal("cases.closed", "This case is closed.")
    giver = from_staff or actor.id
    handing.may_offer(from_staff=giver, to_staff=to_staff, moves=to_unit is not None, reason=reason)
    role = _role(actor, at, case, giver, to_staff, to_unit)
    came_in = _bring_in(actor, at, case_id, to_staff, role)
    board = handing_collecting.board(actor, at, case_id)
    offered = supervision.offer(
        actor=actor,
        at=at,
        case_id=case_id,
        wanted=NewHandover(
            from_staff=giver,
            to_staff=to_staff,
            from_unit=case.unit_id,
            to_unit=to_unit,
            role=role,
            came_in=came_in,
            reason=reason,
            pack=board.binding.pack if board else "",
            version=board.binding.version if board else "",
            batch_id=batch_id,
        ),
        items=handing_collecting.items(actor, at, case_id, board, of=None if to_unit else giver),
    )
    _tell(actor, at, case_id, to_staff)
    return offered


def _role(
    actor: Actor,
    at: datetime,
    case: CaseCard,
    giver: uuid.UUID,
    to_staff: uuid.UUID,
    to_unit: uuid.UUID | None,
) -> str:
    """The role in which the receiver takes over. Raises Refusal where they cannot."""
    card = people.staff_of(actor=actor, at=at, ids=[to_staff]).get(to_staff)
    if card is None or not card.active:
        raise Refusal("access.staff", "There is nobody like this in service.", field="to_staff")
    if to_unit is not None:
        if to_unit == case.unit_id:
            raise Refusal("access.same_unit", "This unit has the case already.", field="to_unit")
        if card.unit_id != to_unit or Role.SUPERVISOR.value not in card.roles:
            raise Refusal(
                "journeys.receiving_supervisor",
                "A case moves to another unit only with a supervisor of that unit.",
                field="to_staff",
            )
        return Role.SUPERVISOR.value
    circle = people.circle_of(actor=actor, at=at, case_id=case.id)
    place = next((one for one in circle if one.staff_id == giver), None)
    if place is None:
        raise Refusal("access.not_in_circle", "They are not in this circle.", field="from_staff")
    return handing.role_for(place.role, card.roles)


def _bring_in(
    actor: Actor, at: datetime, case_id: uuid.UUID, staff_id: uuid.UUID, role: str
) -> bool:
    """Whether the receiver came into the circle by this; somebody kept out is refused."""
    circle = people.circle_of(actor=actor, at=at, case_id=case_id)
    if any(one.staff_id == staff_id for one in circle):
        return False
    access.assign(actor=actor, at=at, case_id=case_id, staff_id=staff_id, role=role)
    return True


def _tell(actor: Actor, at: datetime, case_id: uuid.UUID, staff_id: uuid.UUID) -> None:
    if staff_id != actor.id:
        telling.tell(actor, at, staff_id, "handover.offered", case_id)


@gate.act("journeys.offer_person")
def offer_person(
    *,
    actor: Actor,
    at: datetime,
    staff_id: uuid.UUID,
    to_staff: uuid.UUID,
    reason: str,
) -> OfferedPerson:
    """Offers every open case of somebody who leaves to one receiver, a hand-over for each.

    Those that the receiver may not take, and those that are being handed over already, are named
    with the code of the refusal: they need another receiver and are lost to nobody.
    """
    handing.may_offer(from_staff=staff_id, to_staff=to_staff, moves=False, reason=reason)
    batch = ids.new_id()
    offered: list[uuid.UUID] = []
    refused: dict[uuid.UUID, str] = {}
    for case in _open_cases_of(actor, at, staff_id):
        try:
            _free(actor, at, case.id, staff_id)
            offer_case(
                actor=actor,
                at=at,
                case_id=case.id,
                from_staff=staff_id,
                to_staff=to_staff,
                reason=reason,
                batch_id=batch,
            )
        except Refusal as no:  # raised before anything is written for this case
            refused[case.id] = no.code
        else:
            offered.append(case.id)
    gate.subject(staff_id)
    gate.note(batch=batch, cases=len(offered), refused=len(refused))
    return OfferedPerson(batch_id=batch, offered=tuple(offered), refused=refused)


def _open_cases_of(actor: Actor, at: datetime, staff_id: uuid.UUID) -> list[CaseCard]:
    """The open cases in whose circle somebody is, as far as the actor's own reach goes."""
    held = list(people.held_by(actor=actor, at=at, staff_id=staff_id))
    pages = (held[begin : begin + MOST_CASES] for begin in range(0, len(held), MOST_CASES))
    return [
        case
        for page in pages
        for case in case_looks.by_ids(actor=actor, at=at, case_ids=page)
        if case.closed_at is None
    ]


def _free(actor: Actor, at: datetime, case_id: uuid.UUID, staff_id: uuid.UUID) -> None:
    """Raises Refusal where this person's place is being handed over already."""
    running = handovers.handovers_of_case(actor=actor, at=at, case_id=case_id)
    if any(one.from_staff == staff_id and one.finished_at is None for one in running):
        raise Refusal("supervision.offered", "This place is being handed over already.")


@gate.look("journeys.handover_news")
def news(
    *, actor: Actor, at: datetime, case_id: uuid.UUID, handover_id: uuid.UUID
) -> tuple[NewItem, ...]:
    """What has come into the case since it was offered: what was frozen does not know of it."""
    offered = handovers.handover(actor=actor, at=at, case_id=case_id, handover_id=handover_id)
    fresh = handing_collecting.items(
        actor,
        at,
        case_id,
        handing_collecting.board(actor, at, case_id),
        of=None if offered.to_unit else offered.from_staff,
    )
    frozen = [(one.kind, one.source_id, one.about) for one in offered.items]
    return handing_items.came_since(fresh, frozen)


@gate.act("journeys.finish_handover")
def finish(*, actor: Actor, at: datetime, case_id: uuid.UUID, handover_id: uuid.UUID) -> None:
    """The receiver has accepted every item: from now on they answer, and the giver leaves.

    Directions, open requests and proof that the giver was to get are the receiver's. Where the
    whole case moves, everybody of the giving unit leaves its circle. Refuses whoever is not the
    receiver, and while an item is open.
    """
    done = supervision.finish(actor=actor, at=at, case_id=case_id, handover_id=handover_id)
    _pass_proof(actor, at, done)
    _pass_requests(actor, at, done)
    leaving = _leaving(actor, at, done)
    if done.to_unit is not None:
        cases.move_unit(actor=actor, at=at, case_id=case_id, unit_id=done.to_unit)
    circles.leave(case_id=case_id, staff_ids=leaving, at=at)
    do_step.record(
        actor=actor,
        at=at,
        case_id=case_id,
        kind=KIND,
        happened_at=at,
        detail={"reason": done.reason, "items": len(done.items), "moves": bool(done.to_unit)},
    )
    gate.note(handover=handover_id, left=len(leaving))


def _pass_proof(actor: Actor, at: datetime, done: Handover) -> None:
    """What the giver was to get is the receiver's to get, where the case has a board at all."""
    if not actor.has(*_MAY_PASS_PROOF):
        return
    try:
        proof.pass_on(
            actor=actor,
            at=at,
            case_id=done.case_id,
            from_staff=done.from_staff,
            to_staff=done.to_staff,
        )
    except Refusal as no:
        if no.code not in handing_collecting.NO_BOARD:
            raise


def _pass_requests(actor: Actor, at: datetime, done: Handover) -> None:
    """What the giver asked of holders is the receiver's to mind, where their role may."""
    if gate.fits(actor, "preservation.pass_on"):
        preservation.pass_on(
            actor=actor,
            at=at,
            case_id=done.case_id,
            from_staff=done.from_staff,
            to_staff=done.to_staff,
        )


def _leaving(actor: Actor, at: datetime, done: Handover) -> Sequence[uuid.UUID]:
    """Whose places end: the giver's, and those of their whole unit where the case moves away."""
    if done.to_unit is None:
        return [done.from_staff]
    circle = people.circle_of(actor=actor, at=at, case_id=done.case_id)
    cards = people.staff_of(actor=actor, at=at, ids={one.staff_id for one in circle})
    theirs = {one.id for one in cards.values() if one.unit_id == done.from_unit}
    return sorted((theirs | {done.from_staff}) - {done.to_staff})
