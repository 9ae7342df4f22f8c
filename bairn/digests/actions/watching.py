"""A case watches for files that must not come back, or that lead further."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from bairn.access import gate
from bairn.digests.models import WatchRow
from bairn.digests.terms import Digest, WatchReason
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal

MOST_WATCHED = 1000  # digests in one act


@gate.act("digests.watch")
def watch(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    digests: Sequence[Digest],
    reason: WatchReason,
) -> tuple[uuid.UUID, ...]:
    """Watch for these digests from now on; the ids of their watches, in the order given.

    What the case watches for already goes on under its own id. Raises Refusal
    digests.nothing_to_watch, digests.watch_too_many, digests.watch_nothing.
    """
    _check(digests)
    wanted = list(dict.fromkeys(digests))
    WatchRow.objects.bulk_create(
        (
            WatchRow(
                case_id=case_id,
                algorithm=one.algorithm.value,
                digest=one.value,
                reason=reason.value,
                by_id=actor.id,
                from_at=at,
            )
            for one in wanted
        ),
        ignore_conflicts=True,
    )
    rows = WatchRow.objects.filter(
        case_id=case_id, until_at__isnull=True, digest__in=[one.value for one in wanted]
    )
    ids = {(row.algorithm, bytes(row.digest)): row.id for row in rows}
    gate.note(digests=len(wanted), reason=reason.value)
    return tuple(ids[one.algorithm.value, one.value] for one in wanted)


@gate.act("digests.end_watch")
def end_watch(*, actor: Actor, at: datetime, case_id: uuid.UUID, watch_id: uuid.UUID) -> None:
    """End one watch of a case; what it found stays. Raises Refusal digests.no_watch."""
    ended = WatchRow.objects.filter(id=watch_id, case_id=case_id, until_at__isnull=True).update(
        until_at=at, ended_by=actor.id
    )
    if not ended:
        raise Refusal("digests.no_watch", "This case has no such watch that is still on.")
    gate.subject(watch_id)


def _check(digests: Sequence[Digest]) -> None:
    if not digests:
        raise Refusal("digests.nothing_to_watch", "Name at least one digest.", field="digests")
    if len(digests) > MOST_WATCHED:
        raise Refusal(
            "digests.watch_too_many",
            "At most 1,000 digests are watched for in one step.",
            field="digests",
        )
    if any(one.of_nothing for one in digests):
        raise Refusal(
            "digests.watch_nothing",
            "This is the digest of an empty file: it would be found everywhere.",
            field="digests",
        )
