"""What the house reads of many cases to see what is neglected."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from bairn.access import gate
from bairn.cases import kept, models
from bairn.cases.terms import CaseCard, ClosingCard
from bairn.kernel.actor import Actor

MOST = 1000


@gate.look("cases.watch")
def open_between(
    *,
    actor: Actor,
    at: datetime,
    after: uuid.UUID | None,
    until: uuid.UUID | None,
    limit: int = MOST,
) -> tuple[CaseCard, ...]:
    """The open cases with ids beyond `after` and up to `until`, in their order, at most 1,000."""
    rows = models.Case.objects.filter(closed_at__isnull=True).order_by("id")
    if after:
        rows = rows.filter(id__gt=after)
    if until:
        rows = rows.filter(id__lte=until)
    found = tuple(map(kept.card, rows[: max(1, min(limit, MOST))]))
    gate.note(count=len(found))
    return found


@gate.look("cases.watch")
def closed_since(
    *, actor: Actor, at: datetime, since: datetime, after: uuid.UUID | None, limit: int = MOST
) -> tuple[CaseCard, ...]:
    """The cases closed since then with ids beyond `after`, in their order, at most 1,000."""
    rows = models.Case.objects.filter(closed_at__gte=since).order_by("id")
    if after:
        rows = rows.filter(id__gt=after)
    found = tuple(map(kept.card, rows[: max(1, min(limit, MOST))]))
    gate.note(count=len(found))
    return found


@gate.look("cases.watch")
def closings_across(
    *, actor: Actor, at: datetime, case_ids: Sequence[uuid.UUID]
) -> Mapping[uuid.UUID, tuple[ClosingCard, ...]]:
    """How each of these cases was closed, every time that somebody agreed to it."""
    rows = models.Closing.objects.filter(case_id__in=case_ids, confirmed_at__isnull=False)
    found: dict[uuid.UUID, list[ClosingCard]] = defaultdict(list)
    for row in rows.select_related("case").order_by("confirmed_at", "id"):
        found[row.case_id].append(kept.closing_card(row, who=()))
    gate.note(count=len(found))
    return {case_id: tuple(closings) for case_id, closings in found.items()}
