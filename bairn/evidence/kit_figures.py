"""Figures of kits by agency: counts, late, untested, median days; nothing of a person."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from statistics import median

from django.db.models import Count, Q, QuerySet

from bairn.access import queries as access
from bairn.evidence.models.kits import Kit
from bairn.evidence.terms.kit_lists import KitFigures
from bairn.evidence.terms.kits import KitStands
from bairn.kernel.actor import Actor

MOST_TIMES = 5000
_DAY = 24 * 3600
# Neither at a laboratory nor past one, and nobody decided against testing.
_UNTESTED = (KitStands.AWAITING_PICKUP, KitStands.WITH_POLICE, KitStands.TO_LAB, KitStands.LOST)


def by_agency(rows: QuerySet[Kit], *, actor: Actor, at: datetime) -> tuple[KitFigures, ...]:
    """One row for each agency whose kits are in reach, by its name."""
    counts: dict[uuid.UUID, dict[KitStands, int]] = defaultdict(dict)
    late: dict[uuid.UUID, int] = defaultdict(int)
    over = Count("pk", filter=Q(due_at__lte=at))
    grouped = rows.values_list("agency_id", "stands").annotate(n=Count("pk"), over=over)
    for agency_id, stands, count, overdue in grouped:  # one pass: each row's reach is asked once
        counts[agency_id][KitStands(stands)] = count
        late[agency_id] += overdue
    names = {one.agency_id: one.agency_name for one in access.units(actor=actor, at=at)}
    to_lab, to_result = _times(rows)
    made = [
        KitFigures(
            agency_id=agency_id,
            agency=names.get(agency_id, ""),
            counts=found,
            late=late[agency_id],
            untested=sum(found.get(one, 0) for one in _UNTESTED),
            days_to_lab=_median(to_lab[agency_id]),
            days_to_result=_median(to_result[agency_id]),
            total=sum(found.values()),
        )
        for agency_id, found in counts.items()
    ]
    return tuple(sorted(made, key=lambda one: (one.agency, one.agency_id)))


def _times(
    rows: QuerySet[Kit],
) -> tuple[dict[uuid.UUID, list[float]], dict[uuid.UUID, list[float]]]:
    """Days from collection to the laboratory, and from there to the result; the newest 5,000."""
    to_lab: dict[uuid.UUID, list[float]] = defaultdict(list)
    to_result: dict[uuid.UUID, list[float]] = defaultdict(list)
    tested = rows.filter(submitted_at__isnull=False).order_by("-exhibit_id")[:MOST_TIMES]
    for agency_id, collected, submitted, result in tested.values_list(
        "agency_id", "collected_at", "submitted_at", "result_at"
    ):
        if submitted is None:
            continue
        to_lab[agency_id].append(_days(collected, submitted))
        if result is not None:
            to_result[agency_id].append(_days(submitted, result))
    return to_lab, to_result


def _days(start: datetime, end: datetime) -> float:
    return (end - start).total_seconds() / _DAY


def _median(days: Iterable[float]) -> float | None:
    found: Sequence[float] = list(days)
    return round(median(found), 1) if found else None
