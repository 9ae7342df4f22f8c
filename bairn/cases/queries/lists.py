"""Lists of cases: newest first, a page at a time, never more than what is in one's reach.

Row-level security asks about every row that a list touches, so a list touches few: it walks down
the index of one's own unit where one sees the whole unit, and one's own circle otherwise.
"""

import uuid
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connection

from bairn.access import gate, reach
from bairn.access.terms import Role
from bairn.cases import kept, models
from bairn.cases.terms import CaseCard, CasePage, CaseState, ClosingCard, Participant
from bairn.kernel.actor import Actor, ActorKind

MOST = 100
MOST_AT_ONCE = 500
MOST_WAITING = 200
MOST_OF_UNIT = 1000
_COLUMNS = "id, reference, opened_at, unit_id, closed_at"
_STATES = {
    CaseState.OPEN: " and closed_at is null",
    CaseState.CLOSED: " and closed_at is not null",
    CaseState.ALL: "",
}
_ALL = f"select {_COLUMNS} from cases_case where true{{more}} order by id desc limit %(limit)s"
_UNIT = (
    f"select {_COLUMNS} from cases_case where unit_id = %(unit)s{{more}} "
    "order by id desc limit %(limit)s"
)
# The index of places in circles holds the holders of one person in their order, and ids rise with
# the moment of opening: a page of one's own cases is a walk down that index.
_CIRCLE = (
    f"select {_COLUMNS} from (" + reach.IN_CIRCLE.replace("%s", "%(actor)s") + ") as mine "
    "join cases_case on id = holder_id where true{more} order by holder_id desc limit %(limit)s"
)


@gate.look("cases.list")
def cases(
    *,
    actor: Actor,
    at: datetime,
    state: CaseState = CaseState.OPEN,
    after: uuid.UUID | None = None,
    limit: int = 50,
) -> CasePage:
    """Every case in one's reach, newest first, at most 100 a page; `after` is the last one seen."""
    legs = [_CIRCLE]
    if actor.kind is ActorKind.SYSTEM:
        legs = [_ALL]
    elif actor.has(Role.SUPERVISOR) and actor.unit:
        legs = [_UNIT, _CIRCLE]
    return _page(legs, actor, actor.unit, state, after, limit)


@gate.look("cases.list")
def cases_of_unit(
    *,
    actor: Actor,
    at: datetime,
    unit_id: uuid.UUID,
    state: CaseState = CaseState.ALL,
    after: uuid.UUID | None = None,
    limit: int = 50,
) -> CasePage:
    """The unit's cases in one's reach, newest first, at most 100 a page."""
    whole = actor.kind is ActorKind.SYSTEM or actor.has(Role.SUPERVISOR)
    legs = [_UNIT if whole and (actor.unit in (None, unit_id)) else _circle_of_unit()]
    return _page(legs, actor, unit_id, state, after, limit)


@gate.look("cases.list")
def oldest_open_of_unit(
    *, actor: Actor, at: datetime, unit_id: uuid.UUID, after: uuid.UUID | None = None
) -> tuple[CaseCard, ...]:
    """The unit's open cases in one's reach past `after`, oldest first, at most 1,000."""
    whole = actor.kind is ActorKind.SYSTEM or (actor.has(Role.SUPERVISOR) and actor.unit == unit_id)
    leg = _UNIT if whole else _circle_of_unit()
    legs = [leg.replace(" desc limit", " limit")]
    rows = _rows(legs, actor, unit_id, CaseState.OPEN, after, MOST_OF_UNIT, newest=False)
    gate.note(count=len(rows))
    return rows


def _circle_of_unit() -> str:
    return _CIRCLE.replace("where true", "where unit_id = %(unit)s")


@gate.look("cases.list")
def my_open_cases(*, actor: Actor, at: datetime, limit: int = MOST_AT_ONCE) -> tuple[CaseCard, ...]:
    """The open cases in whose circle one is, newest first, at most 500."""
    rows = _rows([_CIRCLE], actor, None, CaseState.OPEN, None, max(1, min(limit, MOST_AT_ONCE)))
    gate.note(count=len(rows))
    return rows


@gate.look("cases.list")
def by_reference(*, actor: Actor, at: datetime, reference: str) -> CaseCard | None:
    """The case of this reference, if it is in one's reach.

    Whoever is kept out of it hears nothing, and that they asked stands on its record.
    """
    asked = reference.strip().upper()
    row = models.Case.objects.filter(reference=asked).first()
    gate.note(count=int(row is not None))
    if row is None and (case_id := _kept_out_of(asked)) is not None:
        gate.tried(case_id=case_id)
    return None if row is None else kept.card(row)


@gate.look("cases.list")
def by_ids(*, actor: Actor, at: datetime, case_ids: Sequence[uuid.UUID]) -> tuple[CaseCard, ...]:
    """Those of these cases that are in one's reach, in the order asked, at most 500."""
    asked = list(dict.fromkeys(case_ids))[:MOST_AT_ONCE]
    found = models.Case.objects.in_bulk(asked)
    gate.note(count=len(found))
    return tuple(kept.card(found[case_id]) for case_id in asked if case_id in found)


@gate.look("cases.closings_waiting")
def closings_waiting(*, actor: Actor, at: datetime) -> tuple[ClosingCard, ...]:
    """Wishes to close a case in one's reach that nobody has answered, oldest first, at most 200."""
    waiting = kept.waiting_closings()
    if actor.kind is not ActorKind.SYSTEM and not actor.has(Role.SUPERVISOR):
        # One's own circle is all one reaches: the policy is asked of its wishes alone.
        waiting = waiting.filter(case_id__in=reach.in_circle(actor.id))
    rows = list(waiting.order_by("proposed_at", "id")[:MOST_WAITING])
    people: dict[uuid.UUID, list[Participant]] = defaultdict(list)
    for row in models.Participant.objects.filter(case_id__in=[one.case_id for one in rows]):
        people[row.case_id].append(kept.participant(row))
    gate.note(count=len(rows))
    return tuple(kept.closing_card(row, who=tuple(people[row.case_id])) for row in rows)


def _page(
    legs: Sequence[str],
    actor: Actor,
    unit_id: uuid.UUID | None,
    state: CaseState,
    after: uuid.UUID | None,
    limit: int,
) -> CasePage:
    size = max(1, min(limit, MOST))
    found = _rows(legs, actor, unit_id, state, after, size + 1)
    gate.note(count=min(len(found), size))
    return CasePage(cases=found[:size], next=found[size - 1].id if len(found) > size else None)


def _rows(
    legs: Sequence[str],
    actor: Actor,
    unit_id: uuid.UUID | None,
    state: CaseState,
    after: uuid.UUID | None,
    limit: int,
    *,
    newest: bool = True,
) -> tuple[CaseCard, ...]:
    order, beyond = ("desc", "<") if newest else ("asc", ">")
    more = _STATES[state] + (f" and id {beyond} %(after)s" if after else "")
    sql = " union ".join(f"({leg.format(more=more)})" for leg in legs)
    asked: dict[str, Any] = {
        "actor": actor.id,
        "unit": unit_id,
        "after": after,
        "limit": limit,
    }
    with connection.cursor() as cursor:
        cursor.execute(f"select * from ({sql}) as page order by id {order} limit %(limit)s", asked)
        names = [column.name for column in cursor.description or ()]
        return tuple(CaseCard(**dict(zip(names, row, strict=True))) for row in cursor.fetchall())


def _kept_out_of(reference: str) -> uuid.UUID | None:
    with connection.cursor() as cursor:
        cursor.execute("select cases_kept_out_of(%s)", [reference])
        found: uuid.UUID | None = cursor.fetchone()[0]
    return found
