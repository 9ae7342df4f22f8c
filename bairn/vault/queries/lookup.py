"""Who may this be: tokens in, candidates out. Within one's reach by id, beyond it a yes or no."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connection

from bairn.access import gate
from bairn.kernel.actor import Actor
from bairn.vault import batches, keys, pacing
from bairn.vault.holders import holder_of
from bairn.vault.terms import Candidate, Candidates, Shared, Sharing, TokenKind, TokenSource

MOST_CANDIDATES = 100
MOST_SHARED = 1000

_TALLY = """
insert into vault_lookup_tally as tally (actor_id, hour, count) values (%s, %s, 1)
on conflict (actor_id, hour) do update set count = tally.count + 1 returning count
"""
# One statement for both answers, whatever is found, so that its time tells nothing.
_FIND = """
select kind, subject_id, holder_id, elsewhere
from vault_candidates(%s::smallint[], %s::bytea[], %s) order by kind, subject_id
"""


@gate.look("vault.look_up")
def look_up(*, actor: Actor, at: datetime, sources: Sequence[TokenSource]) -> Candidates:
    """The subjects whose tokens agree with any of the sources, at most 100 within one's reach.

    Of what lies beyond one's reach only `elsewhere` tells, as yes or no; of what one is kept out
    of, nothing, and its record says who asked. Tokens are short: a candidate may be somebody else.
    Raises Refusal vault.too_many, vault.too_fast.
    """
    pacing.check_size(len(sources))
    _count(actor, at)
    hashed = batches.hash_sources(sources, keys.service())
    asked = [(s.kind, t) for s, t in zip(sources, hashed, strict=True) if t is not None]
    found = _find(asked)
    for holder in _kept_out(asked):
        gate.tried(case_id=holder)
    within = [
        Candidate(kind=TokenKind(k), subject_id=s, holder_id=h) for k, s, h, e in found if not e
    ]
    gate.note(
        asked=len(asked),
        found=min(len(within), MOST_CANDIDATES),
        elsewhere=any(r[3] for r in found),
    )
    return Candidates(
        within_reach=tuple(within[:MOST_CANDIDATES]),
        elsewhere=any(row[3] for row in found),
        capped=len(within) > MOST_CANDIDATES,
    )


@gate.look("vault.sharing")
def sharing(
    *,
    actor: Actor,
    at: datetime,
    kinds: frozenset[TokenKind],
    report_id: uuid.UUID | None = None,
    case_id: uuid.UUID | None = None,
) -> Sharing:
    """Who else has a token of these kinds that a report or case holds, earliest first.

    At most 1,000. It opens nothing and needs no words: only what is sealed already is compared.
    """
    holder = holder_of(report_id=report_id, case_id=case_id)
    with connection.cursor() as cursor:
        cursor.execute(
            "select kind, token, subject_id, holder_id, elsewhere from vault_sharing(%s, %s, %s)",
            [holder, [int(kind) for kind in kinds], MOST_SHARED],
        )
        found = cursor.fetchall()
    within = tuple(
        Shared(kind=TokenKind(k), token=bytes(t), subject_id=s, holder_id=h)
        for k, t, s, h, beyond in found
        if not beyond
    )
    elsewhere = any(row[4] for row in found)
    gate.note(found=len(within), elsewhere=elsewhere)
    return Sharing(within_reach=within, elsewhere=elsewhere)


def _find(asked: Sequence[tuple[TokenKind, bytes]]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(
            _FIND, [[int(k) for k, _ in asked], [t for _, t in asked], MOST_CANDIDATES + 1]
        )
        return list(cursor.fetchall())


def _kept_out(asked: Sequence[tuple[TokenKind, bytes]]) -> list[uuid.UUID]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select vault_kept_out(%s::smallint[], %s::bytea[])",
            [[int(k) for k, _ in asked], [t for _, t in asked]],
        )
        return [row[0] for row in cursor.fetchall()]


def _count(actor: Actor, at: datetime) -> None:
    if not pacing.is_counted(actor.kind):
        return
    with connection.cursor() as cursor:
        cursor.execute(_TALLY, [actor.id, pacing.hour_of(at)])
        pacing.check(actor.kind, cursor.fetchone()[0])
