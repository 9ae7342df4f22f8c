"""Between the tables of the end of an exhibit and their terms, and what stands against it."""

import uuid
from datetime import datetime

from bairn.evidence import disposing, surroundings
from bairn.evidence.models.custody import Disposal, Examination, Keeping, Objection
from bairn.evidence.terms import Disposal as Wish
from bairn.evidence.terms import Examination as Examined
from bairn.evidence.terms import Keeping as Kept
from bairn.evidence.terms import Objection as Objected
from bairn.evidence.terms import Obstacle
from bairn.kernel.actor import Actor

# A part of the room with obstacles of its own adds itself here where its acts are imported.
ASKED: list[disposing.Obstacles] = []


def standing(exhibit_id: uuid.UUID) -> Wish | None:
    """The wish to dispose of it that was not declined."""
    row = Disposal.objects.filter(exhibit_id=exhibit_id, declined_at__isnull=True).first()
    return None if row is None else wish(row)


def wishes(exhibit_id: uuid.UUID) -> tuple[Wish, ...]:
    """Every wish to dispose of it, newest first."""
    return tuple(map(wish, Disposal.objects.filter(exhibit_id=exhibit_id).order_by("-id")))


def wish(row: Disposal) -> Wish:
    """One wish to dispose of an exhibit."""
    return Wish(
        id=row.id,
        case_id=row.holder_id,
        exhibit_id=row.exhibit_id,
        basis=row.basis,
        proposed_by=row.proposed_by,
        proposed_at=row.proposed_at,
        agreed_by=row.agreed_by,
        agreed_at=row.agreed_at,
        declined_by=row.declined_by,
        declined_at=row.declined_at,
        declined_for=row.declined_for,
        done_by=row.done_by,
        done_at=row.done_at,
        method=row.method,
        witness=row.witness,
    )


def objection(row: Objection) -> Objected:
    """One objection."""
    return Objected(
        id=row.id,
        exhibit_id=row.exhibit_id,
        by_whom=row.by_whom,
        words_id=row.words_id,
        raised_at=row.raised_at,
        raised_by=row.raised_by,
        settled_as=row.settled_as,
        settled_at=row.settled_at,
        settled_by=row.settled_by,
    )


def objections(exhibit_id: uuid.UUID) -> tuple[Objected, ...]:
    """Every objection, oldest first."""
    return tuple(map(objection, Objection.objects.filter(exhibit_id=exhibit_id).order_by("id")))


def keepings(exhibit_id: uuid.UUID) -> tuple[Kept, ...]:
    """Until when it has to be kept, by every rule that was named."""
    return tuple(
        Kept(until_at=row.until_at, basis=row.basis, at=row.at, by_id=row.by_id)
        for row in Keeping.objects.filter(exhibit_id=exhibit_id).order_by("-until_at")
    )


def examinations(exhibit_id: uuid.UUID) -> tuple[Examined, ...]:
    """Every examination, oldest first."""
    return tuple(
        Examined(
            id=row.id,
            exhibit_id=row.exhibit_id,
            event=row.event_number,
            by_id=row.by_id,
            what_for=row.what_for,
            from_at=row.from_at,
            until_at=row.until_at,
            seal_before=row.seal_before,
            seal_after=row.seal_after,
            consumed=row.consumed,
            result=row.result,
            words_id=row.words_id,
            recorded_at=row.recorded_at,
        )
        for row in Examination.objects.filter(exhibit_id=exhibit_id).order_by("id")
    )


def obstacles(
    actor: Actor, at: datetime, case_id: uuid.UUID, exhibit_id: uuid.UUID
) -> tuple[Obstacle, ...]:
    """Everything that stands against the disposal of an exhibit, the room's parts included."""
    own = disposing.own_obstacles(
        at=at,
        held=surroundings.held(actor, at, case_id),
        case_open=surroundings.case_open(actor, at, case_id),
        objections=objections(exhibit_id),
        keepings=keepings(exhibit_id),
    )
    return (*own, *_others(actor, at, case_id, exhibit_id))


def _others(
    actor: Actor, at: datetime, case_id: uuid.UUID, exhibit_id: uuid.UUID
) -> tuple[Obstacle, ...]:
    return tuple(
        one
        for ask in ASKED
        for one in ask(actor=actor, at=at, case_id=case_id, exhibit_id=exhibit_id)
    )


def against_giving_back(
    actor: Actor, at: datetime, case_id: uuid.UUID, exhibit_id: uuid.UUID
) -> tuple[Obstacle, ...]:
    """What stands against giving it back: all but that the case is open."""
    own = disposing.own_obstacles(
        at=at,
        held=surroundings.held(actor, at, case_id),
        case_open=False,
        objections=objections(exhibit_id),
        keepings=keepings(exhibit_id),
    )
    return (*own, *_others(actor, at, case_id, exhibit_id))
