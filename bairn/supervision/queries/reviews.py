"""Reviews and directions of one case, and over many: who looked, what is open, what is late."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from bairn.access import gate
from bairn.cases import queries as cases
from bairn.cases.terms import CaseCard, CaseState
from bairn.kernel.actor import Actor
from bairn.protocols import queries as protocols
from bairn.supervision import kept, models, reviewing
from bairn.supervision.terms import (
    Direction,
    DirectionState,
    DueReview,
    LastReview,
    Review,
)

MOST_CASES = 500
_MOST_READ = 5000


@gate.look("supervision.reviews")
def reviews(*, actor: Actor, at: datetime, case_id: uuid.UUID) -> tuple[Review, ...]:
    """Every review of the case, the latest first, with what was directed in each."""
    given: dict[uuid.UUID, list[Direction]] = defaultdict(list)
    for one in kept.directions([case_id]):
        given[one.review_id].append(one)
    rows = models.Review.objects.filter(case_id=case_id).order_by("-at", "-id")
    return tuple(kept.review(row, given[row.id]) for row in rows)


@gate.look("supervision.reviews")
def next_review(*, actor: Actor, at: datetime, case_id: uuid.UUID) -> datetime:
    """By when the case is to be looked over again: as its last review says, else as its pack."""
    last = models.Review.objects.filter(case_id=case_id).order_by("-at").first()
    if last is not None:
        return last.next_at
    case = cases.case(actor=actor, at=at, case_id=case_id)
    return _first_due(actor, at, [case])[case_id]


@gate.look("supervision.reviews_across")
def last_reviews_across(
    *, actor: Actor, at: datetime, case_ids: Sequence[uuid.UUID]
) -> Mapping[uuid.UUID, LastReview]:
    """The last review of each of these cases that is in reach and was ever looked over."""
    found = _last(case_ids)
    gate.note(count=len(found))
    return found


@gate.look("supervision.reviews_across")
def directions_across(
    *, actor: Actor, at: datetime, case_ids: Sequence[uuid.UUID]
) -> Mapping[uuid.UUID, tuple[Direction, ...]]:
    """The directions of each of these cases that is in reach, the earliest due first."""
    found: dict[uuid.UUID, list[Direction]] = defaultdict(list)
    for one in kept.directions(case_ids):
        found[one.case_id].append(one)
    gate.note(count=len(found))
    return {case_id: tuple(given) for case_id, given in found.items()}


@gate.look("supervision.my_directions")
def my_directions(*, actor: Actor, at: datetime) -> tuple[Direction, ...]:
    """What one was directed to do and has not answered, the earliest due first, at most 200."""
    rows = models.Direction.objects.filter(owner_id=actor.id, answered_at__isnull=True)
    found = tuple(map(kept.direction, rows.select_related("review").order_by("by_at", "id")[:200]))
    gate.note(count=len(found))
    return found


@gate.look("supervision.due_reviews")
def due_reviews(*, actor: Actor, at: datetime) -> tuple[DueReview, ...]:
    """The open cases of one's unit with their last review and the next, the one longest due first.

    At most 500 rows out of at most 5,000 open cases: what is due last is left out, never what is
    due first.
    """
    if actor.unit is None:
        return ()
    open_cases = _open_cases(actor, at, actor.unit)
    ids = [one.id for one in open_cases]
    last = _last(ids)
    first = _first_due(actor, at, [one for one in open_cases if one.id not in last])
    given: dict[uuid.UUID, list[DirectionState]] = defaultdict(list)
    for one in kept.directions(ids):
        given[one.case_id].append(one.state(at))
    gate.note(count=len(ids), never=len(first))
    rows = [
        DueReview(
            case_id=one.id,
            reference=one.reference,
            opened_at=one.opened_at,
            last_at=last[one.id].at if one.id in last else None,
            next_at=last[one.id].next_at if one.id in last else first[one.id],
            open_directions=sum(
                state in (DirectionState.OPEN, DirectionState.LATE) for state in given[one.id]
            ),
            late_directions=given[one.id].count(DirectionState.LATE),
        )
        for one in open_cases
        if one.id in last or one.id in first
    ]
    return tuple(sorted(rows, key=lambda row: (row.next_at, row.case_id)))[:MOST_CASES]


def _open_cases(actor: Actor, at: datetime, unit_id: uuid.UUID) -> list[CaseCard]:
    found: list[CaseCard] = []
    after: uuid.UUID | None = None
    while len(found) < _MOST_READ:
        page = cases.cases_of_unit(
            actor=actor, at=at, unit_id=unit_id, state=CaseState.OPEN, after=after, limit=100
        )
        found += page.cases
        after = page.next
        if after is None:
            break
    return found


def _last(case_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, LastReview]:
    rows = models.Review.objects.filter(case_id__in=case_ids)
    latest = rows.order_by("case_id", "-at", "-id").distinct("case_id")
    return {
        row.case_id: LastReview(
            case_id=row.case_id, at=row.at, by_id=row.by_id, next_at=row.next_at
        )
        for row in latest
    }


def _first_due(actor: Actor, at: datetime, never: Sequence[CaseCard]) -> dict[uuid.UUID, datetime]:
    """By when cases that nobody has looked over yet are to be; one without a pack is left out."""
    rules = protocols.review_rules_across(actor=actor, at=at, case_ids=[one.id for one in never])
    return {
        one.id: reviewing.latest_next(
            one.opened_at, every=rules[one.id][0].every, zone=rules[one.id][1]
        )
        for one in never
        if one.id in rules
    }
