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

Key = tuple[uuid.UUID, uuid.UUID]  # the case and the exhibit: the place of a row in the list
_OF = """
select s.holder_id, s.exhibit_id from ({holders}) as mine
join evidence_standing as s on s.holder_id = mine.holder_id
where true{more} order by s.holder_id desc, s.exhibit_id desc limit %(limit)s
"""
_IN_HANDS = """
select s.holder_id, s.exhibit_id from evidence_hand as h
join evidence_standing as s on s.exhibit_id = h.exhibit_id
where h.staff_id = %(actor)s{more} order by s.holder_id desc, s.exhibit_id desc limit %(limit)s
"""
_AFTER = " and (s.holder_id, s.exhibit_id) < (%(after_holder)s, %(after)s)"
_WHOLE_CASES = frozenset(
    {Role.INTAKE_OFFICER, Role.INVESTIGATOR, Role.SUPERVISOR, Role.INTERVIEWER, Role.PROSECUTOR,
     Role.SUPPORT_WORKER}
)  # fmt: skip


def page(
    actor: Actor, filters: Filters, *, number: int | None, after: uuid.UUID | None, limit: int
) -> list[uuid.UUID]:
    """The exhibits that fit, at most `limit`: the newest case first, in it the newest exhibit."""
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
    more = _narrowed(filters, number, after)
    sql = " union ".join(f"({leg.format(more=more)})" for leg in _legs(actor))
    with connection.cursor() as cursor:
        cursor.execute(
            f"select exhibit_id from ({sql}) as found "
            "order by holder_id desc, exhibit_id desc limit %(limit)s",
            asked,
        )
        return [exhibit_id for (exhibit_id,) in cursor.fetchall()]


def _legs(actor: Actor) -> list[str]:
    """Where a search begins, by how far somebody sees."""
    if actor.roles.isdisjoint(_WHOLE_CASES):
        return [_IN_HANDS]
    circle = _OF.replace("{holders}", reach.IN_CIRCLE.replace("%s", "%(actor)s"))
    if actor.has(Role.SUPERVISOR) and actor.unit:
        return [_OF.replace("{holders}", reach.OF_UNIT.replace("%s", "%(unit)s")), circle]
    return [circle]


def _holder_of(after: uuid.UUID | None) -> uuid.UUID | None:
    """The case of the last exhibit seen; one that is not there begins nowhere."""
    if after is None:
        return None
    found = Standing.objects.filter(exhibit_id=after).values_list("holder_id", flat=True).first()
    return found or uuid.UUID(int=0)


def _narrowed(filters: Filters, number: int | None, after: uuid.UUID | None) -> str:
    """The conditions of the search, each on a column that the database may compare first."""
    wanted = [
        (filters.kind, " and s.kind = %(kind)s"),
        (filters.state, " and s.state = %(state)s"),
        (filters.place_id, " and s.place_id = %(place)s"),
        (filters.case_id, " and s.holder_id = %(case)s"),
        (filters.in_hands_of, " and s.hands_staff = %(staff)s and s.state in ('held', 'stored')"),
        (filters.broken, " and s.breaks > s.explained"),
        (number, " and exists (select from evidence_exhibit as e where e.id = s.exhibit_id"
                 " and e.number = %(number)s)"),
        (after, _AFTER),
    ]  # fmt: skip
    return "".join(condition for asked, condition in wanted if asked)
