"""Which reports and cases hold the same file: for the house alone, which makes leads of it."""

import uuid
from collections.abc import Mapping
from datetime import datetime

from django.db import connection

from bairn.access import gate
from bairn.kernel.actor import Actor

MOST = 20  # whoever's files lie in twenty others has a question of the files, not of people

# A report that became part of a case counts as the case. A clinic's own kit is told of to nobody.
# What stands on a list in use is known by many and says nothing of two that both hold it.
_SHARING = """
with own as materialized (
    select distinct s.algorithm, s.digest from digests_seen as s
    where s.holder_id in (select h.id from access_holder as h
                          where h.id = %(home)s or (h.case_id = %(home)s and h.kind = 'report'))
      and not exists (
        select from digests_known as k join digests_list as l on l.number = k.list_number
        where k.algorithm = s.algorithm and k.digest = s.digest
          and l.finished_at is not null and l.retired_at is null)
), others as (
    select case when h.kind = 'report' then coalesce(h.case_id, h.id) else h.id end as home,
           s.file_id
    from own join digests_seen as s using (algorithm, digest)
    join access_holder as h on h.id = s.holder_id
    where h.kind in ('report', 'case')
)
select home, count(distinct file_id) from others where home <> %(home)s
group by home order by 2 desc, 1 limit %(most)s
"""
_HOME = """
select case when h.kind = 'report' then coalesce(h.case_id, h.id) else h.id end
from access_holder as h where h.id = %s and h.kind in ('report', 'case')
"""


@gate.look("digests.sharing")
def sharing(
    *, actor: Actor, at: datetime, holder_id: uuid.UUID
) -> tuple[uuid.UUID | None, Mapping[uuid.UUID, int]]:
    """Of a report or case: as which it counts, and in which others how many of its files lie.

    None for a holder of another kind. Those with the most files first, at most 20; files on a list
    in use are left out.
    """
    with connection.cursor() as cursor:
        cursor.execute(_HOME, [holder_id])
        row = cursor.fetchone()
        if row is None:
            return None, {}
        cursor.execute(_SHARING, {"home": row[0], "most": MOST})
        found = dict(cursor.fetchall())
    gate.note(count=len(found))
    return row[0], found
