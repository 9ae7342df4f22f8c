"""Looks for digests: on lists, in what was found, in what was named before."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import connection
from django.db.models import Count

from bairn.access import gate
from bairn.digests.arrays import arrays
from bairn.digests.holders import holder_of
from bairn.digests.matching import on_lists
from bairn.digests.models import FoundRow
from bairn.digests.terms import (
    Algorithm,
    Digest,
    Found,
    FoundCount,
    Known,
    ListKind,
    SeenBefore,
)
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal

MOST_ASKED = 10_000  # digests in one look
MOST_PLACES = 100


@gate.look("digests.match")
def match(*, actor: Actor, at: datetime, digests: Sequence[Digest]) -> tuple[Known, ...]:
    """Where these digests stand on the lists in use. The record holds the counts alone.

    Raises Refusal digests.too_many.
    """
    _check_size(digests)
    known = on_lists(digests)
    gate.note(asked=len(digests), known=len({one.digest for one in known}))
    return known


@gate.look("digests.found")
def found(
    *,
    actor: Actor,
    at: datetime,
    report_id: uuid.UUID | None = None,
    case_id: uuid.UUID | None = None,
) -> tuple[Found, ...]:
    """The files of a report or case that stood on a list when they came in."""
    rows = FoundRow.objects.filter(holder_id=holder_of(report_id, case_id)).select_related("list")
    return tuple(
        Found(
            file_id=row.file_id,
            list_id=row.list_id,
            list_name=row.list.name,
            kind=ListKind(row.kind),
            category=row.category,
            algorithm=Algorithm(row.algorithm),
            at=row.at,
        )
        for row in rows.order_by("file_id", "at", "id")
    )


@gate.look("digests.found_among")
def found_among(
    *, actor: Actor, at: datetime, report_ids: Sequence[uuid.UUID]
) -> Mapping[uuid.UUID, tuple[FoundCount, ...]]:
    """For each of these reports within one's reach how many files stood on which list."""
    rows = (
        FoundRow.objects.filter(holder_id__in=report_ids)
        .values("holder_id", "list__name", "kind", "category")
        .annotate(files=Count("file_id"))
        .order_by("holder_id", "-files", "list__name", "category")
    )
    counts: dict[uuid.UUID, tuple[FoundCount, ...]] = {}
    for row in rows:
        one = FoundCount(
            list_name=row["list__name"],
            kind=ListKind(row["kind"]),
            category=row["category"],
            files=row["files"],
        )
        counts[row["holder_id"]] = (*counts.get(row["holder_id"], ()), one)
    return counts


@gate.look("digests.seen_before")
def seen_before(
    *,
    actor: Actor,
    at: datetime,
    digests: Sequence[Digest],
    report_id: uuid.UUID | None = None,
    case_id: uuid.UUID | None = None,
) -> SeenBefore:
    """Which other reports and cases hold a file with one of these digests, at most 100 in reach.

    Beyond one's reach `elsewhere` says yes or no. Raises Refusal digests.too_many.
    """
    _check_size(digests)
    with connection.cursor() as cursor:
        cursor.execute(
            "select holder_id, elsewhere"
            " from digests_seen_before(%s, %s::smallint[], %s::bytea[], %s)",
            [holder_of(report_id, case_id), *arrays(digests), MOST_PLACES],
        )
        rows = cursor.fetchall()
    seen = SeenBefore(
        within_reach=tuple(held for held, beyond in rows if not beyond),
        elsewhere=any(beyond for _, beyond in rows),
    )
    gate.note(asked=len(digests), found=len(seen.within_reach), elsewhere=seen.elsewhere)
    return seen


def _check_size(digests: Sequence[Digest]) -> None:
    if len(digests) > MOST_ASKED:
        raise Refusal("digests.too_many", "At most 10,000 digests are asked for at once.")
