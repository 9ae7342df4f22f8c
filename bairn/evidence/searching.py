"""Finding exhibits in one's reach among very many: by code, number, case, kind, state and place.

Row-level security asks of every row that a search touches, so it touches few: it walks down the
cases of one's own unit or circle, newest first, and in each down the index of its exhibits. A
laboratory walks down what was in its hands. Words are sealed and cannot be searched.
"""

import uuid
from typing import Any

from django.db import connection

from bairn.access import reach
from bairn.access.terms import Role
from bairn.evidence.models.exhibits import Standing
from bairn.evidence.terms import Filters
from bairn.kernel.actor import Actor

_OF = """
select s.holder_id, s.exhibit_id from ({holders}) as mine
join evidence_standing as s on s.holder_id = mine.holder_id
where true{more}{after} order by s.holder_id desc, s.exhibit_id desc limit %(limit)s
"""
# A number is looked up in the index of each case, not read off every exhibit.
_NUMBERED = _OF.replace(
    "on s.holder_id = mine.holder_id",
    "on s.exhibit_id = e.id",
).replace(
    "join evidence_standing",
    "join evidence_exhibit as e on e.holder_id = mine.holder_id and e.number = %(number)s\n"
    "join evidence_standing",
)
_AFTER = " and (s.holder_id, s.exhibit_id) < (%(after_holder)s, %(after)s)"
_IN_HANDS = """
select s.exhibit_id from evidence_hand as h
join evidence_standing as s on s.exhibit_id = h.exhibit_id
where h.staff_id = %(actor)s{more}{after} order by h.exhibit_id desc limit %(limit)s
"""
_AFTER_IN_HANDS = " and h.exhibit_id < %(after)s"
_NUMBER_IN_HANDS = (
    " and exists (select from evidence_exhibit as e where e.id = s.exhibit_id"
    " and e.number = %(number)s)"
)
_WHOLE_CASES = frozenset(
    {Role.INTAKE_OFFICER, Role.INVESTIGATOR, Role.SUPERVISOR, Role.INTERVIEWER, Role.PROSECUTOR,
     Role.SUPPORT_WORKER}
)  # fmt: skip


def page(
    actor: Actor, filters: Filters, *, number: int | None, after: uuid.UUID | None, limit: int
) -> list[uuid.UUID]:
    """The exhibits that fit, at most `limit`: the newest case first, in it the newest exhibit.

    To a laboratory the newest exhibit comes first, of whichever case it is.
    """
    asked: dict[str, Any] = {
        "actor": actor.id,
        "unit": actor.unit,
        "kind": filters.kind,
        "state": filters.state,
        "place": filters.place_id,
        "case": filters.case_id,
        "staff": filters.in_hands_of,
        "number": number,
        "after": after,
        "after_holder": _holder_of(after),
        "limit": limit,
    }
    with connection.cursor() as cursor:
        cursor.execute(_statement(actor, filters, number=number, after=after), asked)
        return [exhibit_id for (exhibit_id,) in cursor.fetchall()]


def _statement(
    actor: Actor, filters: Filters, *, number: int | None, after: uuid.UUID | None
) -> str:
    more = _narrowed(filters)
    if actor.roles.isdisjoint(_WHOLE_CASES):
        more += _NUMBER_IN_HANDS if number is not None else ""
        return _IN_HANDS.format(more=more, after=_AFTER_IN_HANDS if after else "")
    leg = _OF if number is None else _NUMBERED
    legs = [
        leg.format(holders=holders, more=more, after=_AFTER if after else "")
        for holders in _holders(actor)
    ]
    return (
        f"select exhibit_id from ({' union '.join(f'({one})' for one in legs)}) as found "
        "order by holder_id desc, exhibit_id desc limit %(limit)s"
    )


def _holders(actor: Actor) -> list[str]:
    """The cases in which a search begins: one's circle, and one's unit for who sees all of it."""
    found = [reach.IN_CIRCLE.replace("%s", "%(actor)s")]
    if actor.has(Role.SUPERVISOR) and actor.unit:
        found.append(reach.OF_UNIT.replace("%s", "%(unit)s"))
    return found


def _holder_of(after: uuid.UUID | None) -> uuid.UUID | None:
    """The case of the last exhibit seen; one that is not there begins nowhere."""
    if after is None:
        return None
    found = Standing.objects.filter(exhibit_id=after).values_list("holder_id", flat=True).first()
    return found or uuid.UUID(int=0)


def _narrowed(filters: Filters) -> str:
    """The conditions of the search, each on a column that the database may compare first."""
    wanted = [
        (filters.kind, " and s.kind = %(kind)s"),
        (filters.state, " and s.state = %(state)s"),
        (filters.place_id, " and s.place_id = %(place)s"),
        (filters.case_id, " and s.holder_id = %(case)s"),
        (filters.in_hands_of, " and s.hands_staff = %(staff)s and s.state in ('held', 'stored')"),
        (filters.broken, " and s.breaks > s.explained"),
    ]
    return "".join(condition for asked, condition in wanted if asked)
