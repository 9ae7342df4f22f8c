"""What was promised to the people of a case, and what became of it."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from bairn.access import gate
from bairn.cases import kept, models
from bairn.cases.terms import Promise
from bairn.kernel.actor import Actor


@gate.look("cases.promises")
def promises(*, actor: Actor, at: datetime, case_id: uuid.UUID) -> tuple[Promise, ...]:
    """Every promise of the case, the earliest due first, with why it was put off."""
    return _across([case_id]).get(case_id, ())


@gate.look("cases.promises_across")
def promises_across(
    *, actor: Actor, at: datetime, case_ids: Sequence[uuid.UUID]
) -> Mapping[uuid.UUID, tuple[Promise, ...]]:
    """The promises of each of these cases that is in reach, in two questions for all of them."""
    found = _across(case_ids)
    gate.note(count=len(found))
    return found


def _across(case_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, tuple[Promise, ...]]:
    found: dict[uuid.UUID, list[Promise]] = defaultdict(list)
    rows = models.Promise.objects.filter(case_id__in=case_ids).order_by("by_at", "id")
    reasons: dict[uuid.UUID, list[str]] = defaultdict(list)
    moves = models.PutOff.objects.filter(case_id__in=case_ids).order_by("at", "id")
    for promise_id, reason in moves.values_list("promise_id", "reason"):
        reasons[promise_id].append(reason)
    for row in rows:
        found[row.case_id].append(kept.promise(row, reasons=tuple(reasons[row.id])))
    return {case_id: tuple(made) for case_id, made in found.items()}
