"""Figures of kits by agency: counts, late, untested, median days; nothing of a person."""

import uuid
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from bairn.access import queries as access
from bairn.evidence import kit_reach
from bairn.evidence.terms.kit_lists import KitFigures
from bairn.evidence.terms.kits import KitStands
from bairn.kernel.actor import Actor

MOST_TIMES = 5000
# Neither at a laboratory nor past one, and nobody decided against testing.
_UNTESTED = (KitStands.AWAITING_PICKUP, KitStands.WITH_POLICE, KitStands.TO_LAB, KitStands.LOST)


def by_agency(mine: Sequence[uuid.UUID], *, actor: Actor, at: datetime) -> tuple[KitFigures, ...]:
    """One row for each agency whose kits hang on these holders, by its name."""
    grouped: dict[uuid.UUID, list[kit_reach.Figure]] = defaultdict(list)
    for row in kit_reach.figures(mine, at=at, newest=MOST_TIMES):
        grouped[row[0]].append(row)
    names = {one.agency_id: one.agency_name for one in access.units(actor=actor, at=at)}
    made = [_made(names.get(agency_id, ""), rows) for agency_id, rows in grouped.items()]
    return tuple(sorted(made, key=lambda one: (one.agency, one.agency_id)))


def _made(agency: str, rows: Sequence[kit_reach.Figure]) -> KitFigures:
    counts = {KitStands(stands): count for _agency, stands, count, *_rest in rows}
    agency_id, _stands, _count, _late, to_lab, to_result = rows[0]
    return KitFigures(
        agency_id=agency_id,
        agency=agency,
        counts=counts,
        late=sum(row[3] for row in rows),
        untested=sum(counts.get(one, 0) for one in _UNTESTED),
        days_to_lab=None if to_lab is None else round(to_lab, 1),
        days_to_result=None if to_result is None else round(to_result, 1),
        total=sum(counts.values()),
    )
