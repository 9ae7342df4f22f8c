"""What staff were exposed to, by week. It serves their own welfare and measures nobody's work."""

import math
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta

from bairn.evidence.terms.viewing import (
    VIEWING_LASTS,
    ExposureLedger,
    ExposureLimit,
    ExposureWeek,
    Stay,
    Viewing,
)
from bairn.kernel.refusal import Refusal

Checked = Mapping[tuple[uuid.UUID, date], tuple[datetime, uuid.UUID]]


def monday(at: datetime) -> date:
    """The day with which the week of this moment begins, in UTC."""
    day = at.astimezone(UTC).date()
    return day - timedelta(days=day.weekday())


def minutes(stay: Stay) -> int:
    """How long a viewing counts: from its first look to its last, at least a minute."""
    lasted = min(stay.last_at - stay.began_at, VIEWING_LASTS)
    return max(1, math.ceil(lasted / timedelta(minutes=1)))


def ledgers(
    stays: Iterable[Stay], checked: Checked, limit: ExposureLimit
) -> tuple[ExposureLedger, ...]:
    """Each person's weeks, newest first; people in the order of their ids, never of how much."""
    found: defaultdict[uuid.UUID, defaultdict[date, list[Stay]]]
    found = defaultdict(lambda: defaultdict(list))
    for stay in stays:
        found[stay.staff_id][monday(stay.began_at)].append(stay)
    return tuple(
        ExposureLedger(
            staff_id=staff_id,
            weeks=tuple(
                _week(day, weeks[day], checked.get((staff_id, day)), limit)
                for day in sorted(weeks, reverse=True)
            ),
        )
        for staff_id, weeks in sorted(found.items())
    )


def over(files: int, spent: int, limit: ExposureLimit) -> bool:
    """Whether somebody should ask how a colleague is."""
    return files >= limit.files or spent >= limit.minutes


def may_go_on(viewing: Viewing, *, at: datetime, staff_id: uuid.UUID, file_id: uuid.UUID) -> None:
    """Refuses a look in a viewing that is over, somebody else's, or of another file."""
    if viewing.staff_id != staff_id or viewing.file_id != file_id:
        raise Refusal("evidence.no_viewing", "Begin a viewing of this file first.")
    if at >= viewing.until:
        raise Refusal(
            "evidence.viewing_over", "This viewing is over. Say again for which purpose you look."
        )


def _week(
    day: date,
    stays: list[Stay],
    checked: tuple[datetime, uuid.UUID] | None,
    limit: ExposureLimit,
) -> ExposureWeek:
    spent = sum(map(minutes, stays))
    return ExposureWeek(
        monday=day,
        files=len(stays),
        minutes=spent,
        due=over(len(stays), spent, limit),
        checked_at=checked[0] if checked else None,
        checked_by=checked[1] if checked else None,
    )
