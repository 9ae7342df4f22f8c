"""Open cases in the order of their ids, with what happened in them: for the house's own sweeps."""

import uuid
from datetime import UTC, datetime, timedelta

from django.db import connection

from bairn.access import gate
from bairn.cases.terms import OpenCase
from bairn.kernel.actor import Actor

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
# One row a case: the database gathers its milestones, and a moment travels as a whole number.
_SQL = """
select c.id, c.unit_id, happened.marks, happened.last
from cases_case as c cross join lateral (
    select json_agg(json_build_array(
        m.kind, (extract(epoch from m.at) * 1000000)::bigint, m.step) order by m.at, m.id) as marks,
        max(m.recorded_at) as last
    from cases_milestone as m where m.case_id = c.id
) as happened
where c.closed_at is null and c.id > %(after)s and c.id <= %(until)s
order by c.id limit %(limit)s
"""
_FIRST, _LAST = uuid.UUID(int=0), uuid.UUID(int=2**128 - 1)


@gate.look("cases.sweep")
def open_cases(
    *,
    actor: Actor,
    at: datetime,
    after: uuid.UUID | None = None,
    until: uuid.UUID | None = None,
    limit: int = 1000,
) -> tuple[OpenCase, ...]:
    """Up to `limit` open cases with ids past `after` and not past `until`."""
    with connection.cursor() as cursor:
        cursor.execute(_SQL, {"after": after or _FIRST, "until": until or _LAST, "limit": limit})
        rows = cursor.fetchall()
    gate.note(count=len(rows))
    return tuple(
        OpenCase(
            id=case_id,
            unit_id=unit_id,
            marks=tuple((kind, _EPOCH + at * _MICROSECOND, step) for kind, at, step in marks or ()),
            recorded_last=last,
        )
        for case_id, unit_id, marks, last in rows
    )


@gate.look("cases.sweep")
def open_bounds(*, actor: Actor, at: datetime, parts: int) -> tuple[tuple[uuid.UUID, int], ...]:
    """The last id of each of `parts` stretches of open cases of about one size, with its size."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select max(id::text)::uuid, count(*) from ("
            "  select id, ntile(%s) over (order by id) as part from cases_case"
            "  where closed_at is null) as spread group by part order by part",
            [parts],
        )
        return tuple((last, count) for last, count in cursor.fetchall())
