"""Kits in somebody's reach, found by their holders first, so that row-level security asks of few.

The holders stand in a query as one list of plain values: PostgreSQL then looks it up before it asks
`bairn_reach`, while a list that is joined comes after, when every row of the house was asked for.
"""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import connection
from django.db.models import BooleanField, QuerySet
from django.db.models.expressions import RawSQL

from bairn.access import reach
from bairn.evidence.models.kits import Kit
from bairn.evidence.terms.kit_lists import KitFilters
from bairn.kernel.actor import Actor

_COLUMNS = """
select * from (
    select k.*, row_number() over (partition by k.stands order by k.due_at, k.exhibit_id) as nth,
           count(*) over (partition by k.stands) as many
    from unnest(%(states)s::text[]) as s(stands) cross join lateral (
        select * from evidence_kit as one
        where one.stands = s.stands and one.holder_id = any(%(mine)s::uuid[]) {filters}
        order by one.due_at, one.exhibit_id limit %(counted)s
    ) as k
) as found where nth <= %(shown)s order by stands, nth
"""
_FIGURES = """
with mine as materialized (
    select agency_id, stands, exhibit_id, collected_at, submitted_at, result_at,
           coalesce(due_at <= %(at)s, false) as late
    from evidence_kit where holder_id = any(%(mine)s::uuid[])
), tested as (
    select * from mine where submitted_at is not null order by exhibit_id desc limit %(newest)s
), times as (
    select agency_id, percentile_cont(0.5) within group (order by
               extract(epoch from submitted_at - collected_at)::float8 / 86400) as to_lab,
           percentile_cont(0.5) within group (order by
               extract(epoch from result_at - submitted_at)::float8 / 86400) as to_result
    from tested group by agency_id
)
select agency_id, stands, count(*), count(*) filter (where late), to_lab, to_result
from mine left join times using (agency_id) group by agency_id, stands, to_lab, to_result
"""
Figure = tuple[uuid.UUID, str, int, int, float | None, float | None]


def holders(actor: Actor) -> list[uuid.UUID]:
    """The holders that a list of this person is driven by: their circle, or also their unit."""
    mine = reach.own(actor)
    with connection.cursor() as cursor:
        cursor.execute(mine.sql, mine.params)
        return [row[0] for row in cursor.fetchall()]


def of_holders(mine: Sequence[uuid.UUID]) -> QuerySet[Kit]:
    """The kits of these holders, as far as the database lets one see them."""
    if not mine:
        return Kit.objects.none()
    driven = RawSQL(
        "evidence_kit.holder_id = any(%s::uuid[])", [list(mine)], output_field=BooleanField()
    )
    return Kit.objects.filter(driven)


def columns(
    mine: Sequence[uuid.UUID],
    states: Sequence[str],
    filters: KitFilters,
    *,
    at: datetime,
    shown: int,
    counted: int,
) -> Mapping[str, tuple[int, list[Kit]]]:
    """Of each state with kits: how many, at most `counted`, and the first `shown`, late first."""
    if not mine:
        return {}
    wanted = ""
    if filters.kind is not None:
        wanted += " and one.kind = %(kind)s"
    if filters.agency_id is not None:
        wanted += " and one.agency_id = %(agency)s"
    if filters.late:
        wanted += " and one.due_at <= %(at)s"
    told = {
        "mine": list(mine), "states": list(states), "shown": shown, "counted": counted, "at": at,
        "kind": filters.kind.value if filters.kind else "", "agency": filters.agency_id,
    }  # fmt: skip
    found: dict[str, tuple[int, list[Kit]]] = {}
    for row in Kit.objects.raw(_COLUMNS.format(filters=wanted), told):
        many: int = vars(row)["many"]
        found.setdefault(row.stands, (many, []))[1].append(row)
    return found


def figures(mine: Sequence[uuid.UUID], *, at: datetime, newest: int) -> list[Figure]:
    """By agency and state: how many, how many late, and the agency's median days, in one pass."""
    if not mine:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_FIGURES, {"mine": list(mine), "at": at, "newest": newest})
        found: list[Figure] = cursor.fetchall()
    return found
