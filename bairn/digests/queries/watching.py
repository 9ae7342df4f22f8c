"""What a case watches for, and where it came in again."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import connection
from django.db.models import Count

from bairn.access import gate
from bairn.digests.models import HitRow, WatchRow
from bairn.digests.terms import Algorithm, Digest, Hit, Watch, WatchReason
from bairn.kernel.actor import Actor

MOST_HITS = 1000
MOST_CASES = 1000
_HITS = """
select h.watch_id, h.at, case when near then h.found_in end, case when near then h.file_id end
from (select *, bairn_reach(found_in) as near from digests_hit
      where case_id = %s order by at desc, id desc limit %s) as h
"""


@gate.look("digests.watches")
def watches(*, actor: Actor, at: datetime, case_id: uuid.UUID) -> tuple[Watch, ...]:
    """What the case watches for or has watched for, the latest first."""
    rows = WatchRow.objects.filter(case_id=case_id).annotate(struck=Count("hits"))
    return tuple(
        Watch(
            id=row.id,
            digest=Digest(Algorithm(row.algorithm), bytes(row.digest)),
            reason=WatchReason(row.reason),
            by_id=row.by_id,
            from_at=row.from_at,
            until_at=row.until_at,
            hits=row.struck,
        )
        for row in rows.order_by("-from_at", "-id")
    )


@gate.look("digests.watch_hits")
def watch_hits(*, actor: Actor, at: datetime, case_id: uuid.UUID) -> tuple[Hit, ...]:
    """Where a watched file came in again, the latest 1,000 first.

    A report or case beyond one's reach is not named: another unit holds it.
    """
    with connection.cursor() as cursor:
        cursor.execute(_HITS, [case_id, MOST_HITS])
        rows = cursor.fetchall()
    gate.note(hits=len(rows))
    return tuple(
        Hit(watch_id=watch_id, at=moment, found_in=place, file_id=file_id)
        for watch_id, moment, place, file_id in rows
    )


@gate.look("digests.hits_across")
def hits_across(
    *, actor: Actor, at: datetime, case_ids: Sequence[uuid.UUID], since: datetime
) -> Mapping[uuid.UUID, tuple[datetime, ...]]:
    """When something that each of these cases watches for came in again, first to last."""
    asked = list(dict.fromkeys(case_ids))[:MOST_CASES]
    rows = HitRow.objects.filter(case_id__in=asked, at__gte=since).order_by("at")
    found: dict[uuid.UUID, list[datetime]] = defaultdict(list)
    for case_id, moment in rows.values_list("case_id", "at"):
        found[case_id].append(moment)
    gate.note(cases=len(found))
    return {case_id: tuple(moments) for case_id, moments in found.items()}
