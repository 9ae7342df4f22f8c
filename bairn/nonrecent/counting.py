"""The funnel counted where the files are: one question over what the asker may see."""

from typing import Any

from django.db import connection

from bairn.nonrecent import book as catalogue
from bairn.nonrecent.funnel import Funnel, FunnelStep

# A file stands in a step when one of its rows says so. Row-level security applies to every table.
_SQL = """
with file as (
    select holder_id, bool_or(ended_at is not null or ordered_at is not null) as reviewed,
           bool_or(outcome in ('reopened', 'taken_up')) as reopened
    from nonrecent_item where holder_id in ({reach}) and record_id is null group by holder_id
), kit as (
    select k.holder_id, bool_or(k.submitted_at is not null) as sent,
           bool_or(k.result_at is not null) as tested
    from evidence_kit as k join file as f on f.holder_id = k.holder_id group by k.holder_id
), step as (
    select s.holder_id, bool_or(s.step in ('state_db', 'national_db')) as profile,
           bool_or(s.step = 'matched') as hit, bool_or(s.step = 'told') as told
    from evidence_kit_match_step as s join file as f on f.holder_id = s.holder_id
    group by s.holder_id
), mark as (
    select m.case_id, bool_or(m.kind = 'charged') as charged,
           bool_or(m.kind in ('support_accepted', 'interview_held')) as agreed,
           bool_or(m.kind in ('child_located', 'progress_told', 'support_offered')) as located,
           bool_or(m.kind = 'case_reopened') as reopened
    from cases_milestone as m join file as f on f.holder_id = m.case_id group by m.case_id
), ended as (
    select c.case_id, bool_or(c.outcome = 'convicted') as convicted
    from cases_closing as c join file as f on f.holder_id = c.case_id
    where c.confirmed_at is not null group by c.case_id
), link as (
    select l.holder_id from linkage_positive_holders() as l (holder_id)
    join file as f on f.holder_id = l.holder_id group by l.holder_id
)
select count(*), count(*) filter (where reviewed), count(*) filter (where sent),
       count(*) filter (where tested), count(*) filter (where profile), count(*) filter (where hit),
       count(*) filter (where link.holder_id is not null),
       count(*) filter (where file.reopened or mark.reopened), count(*) filter (where located),
       count(*) filter (where told), count(*) filter (where agreed),
       count(*) filter (where charged), count(*) filter (where convicted)
from file left join kit on kit.holder_id = file.holder_id
left join step on step.holder_id = file.holder_id left join mark on mark.case_id = file.holder_id
left join ended on ended.case_id = file.holder_id left join link on link.holder_id = file.holder_id
"""
_UNSENT = """
select reason, count(*) from (
    select distinct on (kit_id) kit_id, reason from nonrecent_unsent
    where holder_id in ({reach}) order by kit_id, at desc
) as newest group by reason order by count(*) desc, reason
"""


def funnel(reach: Any) -> Funnel:
    """The funnel over the holders that `reach` (an SQL expression) names."""
    sql, params = reach.sql, list(reach.params)
    with connection.cursor() as cursor:
        cursor.execute(_SQL.format(reach=sql), params)
        counts = cursor.fetchone()
        cursor.execute(_UNSENT.format(reach=sql), params)
        unsent = dict(cursor.fetchall())
    steps = tuple(catalogue.book().steps)
    return Funnel(
        steps=tuple(
            FunnelStep(code=code, count=count) for code, count in zip(steps, counts, strict=True)
        ),
        unsent=unsent,
    )
