"""Which of these digests stand on a list that is in use. Part of the act or look that asks."""

from collections.abc import Iterable

from django.db import connection

from bairn.digests.arrays import arrays
from bairn.digests.terms import Algorithm, Digest, Known, ListKind

_MATCH = """
select k.algorithm, k.digest, l.id, l.name,
       case when k.category = any (l.other_categories) then 'known_other' else l.kind end,
       k.category
from unnest(%s::smallint[], %s::bytea[]) as asked (algorithm, digest)
join digests_known as k on k.algorithm = asked.algorithm and k.digest = asked.digest
join digests_list as l on l.number = k.list_number
where l.finished_at is not null and l.retired_at is null
order by k.algorithm, k.digest, l.begun_at, l.id
"""


def on_lists(digests: Iterable[Digest]) -> tuple[Known, ...]:
    """Every place of every digest on the lists that are whole and not retired."""
    algorithms, values = arrays(digests)
    if not algorithms:
        return ()
    with connection.cursor() as cursor:
        cursor.execute(_MATCH, [algorithms, values])
        rows = cursor.fetchall()
    return tuple(
        Known(
            digest=Digest(Algorithm(algorithm), bytes(value)),
            list_id=list_id,
            list_name=name,
            kind=ListKind(kind),
            category=category,
            algorithm=Algorithm(algorithm),
        )
        for algorithm, value, list_id, name, kind, category in rows
    )
