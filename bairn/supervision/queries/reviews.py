"""Reviews and directions of one case, and over many: who looked, what is open, what is late."""

import uuid
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bairn.access import gate
from bairn.cases import queries as cases
from bairn.cases.queries.lists import MOST_OF_UNIT
from bairn.cases.terms import CaseCard
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
_PAGES = 5  # of a thousand cases
_SOONEST = timedelta(days=1)  # no pack asks for a review any sooner


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
def due_reviews(
    *, actor: Actor, at: datetime, until: datetime | None = None
) -> tuple[DueReview, ...]:
    """The open cases of one's unit with their last review and the next, the one longest due first.

    At most 500 rows out of the 5,000 that were opened first: what is due last is left out, never
    what is due first. With `until` those alone that are due by then, and asking stops at the
    thousand of cases, oldest first, by which 500 were found.
    """
    found: list[_Due] = []
    for page in _pages(actor, at):
        found += _due(actor, at, page, until)
        if until is not None and len(found) >= MOST_CASES:
            break
    found = sorted(found, key=lambda one: (one.next_at, one.case.id))[:MOST_CASES]
    given: dict[uuid.UUID, list[DirectionState]] = defaultdict(list)
    for one in kept.directions([row.case.id for row in found]):
        given[one.case_id].append(one.state(at))
    gate.note(count=len(found), never=sum(one.last is None for one in found))
    return tuple(_row(one, given[one.case.id]) for one in found)


@dataclass(frozen=True, slots=True)
class _Due:
    case: CaseCard
    last: LastReview | None
    next_at: datetime


def _pages(actor: Actor, at: datetime) -> Iterator[tuple[CaseCard, ...]]:
    """The open cases of one's unit, oldest first, a question a page."""
    after: uuid.UUID | None = None
    for _ in range(_PAGES):
        if actor.unit is None:
            return
        page = cases.oldest_open_of_unit(actor=actor, at=at, unit_id=actor.unit, after=after)
        yield page
        if len(page) < MOST_OF_UNIT:
            return
        after = page[-1].id


def _due(
    actor: Actor, at: datetime, page: Sequence[CaseCard], until: datetime | None
) -> Iterator[_Due]:
    last = _last([one.id for one in page])
    never = [
        one
        for one in page
        if one.id not in last and (until is None or one.opened_at + _SOONEST <= until)
    ]
    due = {case_id: one.next_at for case_id, one in last.items()} | _first_due(actor, at, never)
    for one in page:
        if one.id in due and (until is None or due[one.id] <= until):
            yield _Due(one, last.get(one.id), due[one.id])


def _row(one: _Due, given: Sequence[DirectionState]) -> DueReview:
    return DueReview(
        case_id=one.case.id,
        reference=one.case.reference,
        opened_at=one.case.opened_at,
        last_at=one.last.at if one.last else None,
        next_at=one.next_at,
        open_directions=sum(state in (DirectionState.OPEN, DirectionState.LATE) for state in given),
        late_directions=sum(state is DirectionState.LATE for state in given),
    )


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
