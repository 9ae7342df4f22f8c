"""A page of open cases read at once: two questions, gathered in the database, one row a case."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection

from bairn.cases.terms import OpenCase
from bairn.kernel.periods import Period
from bairn.protocols import kept, recorded
from bairn.protocols.terms import CaseFacts, CaseSwept, Happened, Pause, Waiver

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
# A moment travels as a whole number of microseconds, which loses nothing and is read fast.
_MOMENT = "(extract(epoch from {}) * 1000000)::bigint"
_SQL = f"""
select asked.id, bound.edition_id, bound.time_zone, (
    select json_agg(json_build_array(f.about, f.name, f.value) order by f.recorded_at, f.id)
    from protocols_fact as f where f.case_id = asked.id
), (
    select json_agg(json_build_array(p.step, p.reason,
        {_MOMENT.format("p.from_at")}, {_MOMENT.format("p.until_at")}) order by p.from_at)
    from protocols_pause as p where p.case_id = asked.id
), (
    select json_agg(json_build_array(w.step, w.reason, {_MOMENT.format("w.approved_at")}))
    from protocols_waiver as w where w.case_id = asked.id and w.approved_at is not null
)
from unnest(%s::uuid[]) as asked (id) cross join lateral (
    select edition_id, time_zone from protocols_binding as b
    where b.case_id = asked.id order by number desc limit 1
) as bound
"""


def read(
    cases: Sequence[OpenCase], *, at: datetime, finished: bool = True
) -> tuple[CaseSwept, ...]:
    """These cases as they read at `at`, in their order; one that is under no pack is left out.

    Without `finished` no step that is done or waived is among their duties.
    """
    with connection.cursor() as cursor:
        cursor.execute(_SQL, [[one.id for one in cases]])
        held = {row[0]: row[1:] for row in cursor.fetchall()}
    return tuple(_swept(one, held[one.id], at, finished) for one in cases if one.id in held)


def _swept(case: OpenCase, held: Sequence[Any], at: datetime, finished: bool) -> CaseSwept:
    digest, zone, facts, pauses, waivers = held
    reader = kept.reader_of(digest)
    known, people = _facts(facts or ())
    happened = tuple([Happened(*mark) for mark in case.marks])
    return CaseSwept(
        case_id=case.id,
        unit_id=case.unit_id,
        steps=reader.due_steps(
            known,
            happened,
            at=at,
            zone=_zone(zone),
            pauses=tuple([_pause(*row) for row in pauses or ()]),
            waivers=tuple([Waiver(step, why, _moment(when)) for step, why, when in waivers or ()]),
            case_id=case.id,
            finished=finished,
        ),
        facts=known,
        happened=happened,
        people_facts=people,
        pack=reader.pack,
        recorded_last=case.recorded_last,
    )


@lru_cache(maxsize=256)
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def _moment(microseconds: int) -> datetime:
    return _EPOCH + microseconds * _MICROSECOND


def _pause(step: str, reason: str, start: int, end: int | None) -> Pause:
    return Pause(step, reason, Period(_moment(start), None if end is None else _moment(end)))


def _facts(rows: Sequence[Any]) -> tuple[CaseFacts, Mapping[uuid.UUID, CaseFacts]]:
    """The facts of the case, and those of each of its people."""
    told: dict[str | None, list[tuple[str, Any]]] = {}
    for about, name, value in rows:
        told.setdefault(about, []).append((name, value))
    known = recorded.facts_of(told.pop(None, ()))
    return known, {uuid.UUID(str(who)): recorded.facts_of(own) for who, own in told.items()}
