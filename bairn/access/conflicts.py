"""Conflicts of interest that somebody has to judge: found by a screen, decided by a person.

Written by acts of higher rooms in their own transaction and under their own entry.
"""

import uuid
from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db import connection

from bairn.access import judging
from bairn.access.models import Conflict, RoleHeld, Staff
from bairn.access.terms import ConflictCard, FoundConflict, Role, StaffName, Verdict
from bairn.kernel import ids
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal

MOST = 200
_CHUNK = 2000
_KEEP = """
insert into access_conflict
    (id, holder_id, staff_id, unit_id, reason, namesakes, own_unit, found_at, verdict)
values (%s, %s, %s, %s, %s, %s, %s, %s, '') on conflict (holder_id, staff_id) do nothing
"""


def everybody() -> Iterator[StaffName]:
    """Everybody in service, by their service names."""
    serving = Staff.objects.filter(is_active=True).order_by("id")
    rows = serving.values_list("id", "display_name", "username", "unit_id")
    for staff_id, name, username, unit_id in rows.iterator(chunk_size=_CHUNK):
        yield StaffName(id=staff_id, name=name, username=username, unit_id=unit_id)


def keep(*, holder_id: uuid.UUID, found: Sequence[FoundConflict], at: datetime) -> None:
    """Keep whom the screen found; whoever was found before, judged or not, is not found again."""
    rows = [
        (ids.new_id(), holder_id, f.staff_id, f.unit_id, f.reason, f.namesakes, f.own_unit, at)
        for f in found
    ]
    with connection.cursor() as cursor:
        cursor.executemany(_KEEP, rows)


def of_holder(holder_id: uuid.UUID) -> tuple[ConflictCard, ...]:
    """What was found in this case, except what concerns the asker or their own unit."""
    return tuple(map(_card, Conflict.objects.filter(holder_id=holder_id).order_by("id")[:MOST]))


def waiting() -> tuple[ConflictCard, ...]:
    """What nobody has judged yet, over every case the asker may judge in, earliest first."""
    rows = Conflict.objects.filter(judged_at__isnull=True).order_by("found_at", "id")
    return tuple(map(_card, rows[:MOST]))


def judge(
    *,
    actor: Actor,
    at: datetime,
    conflict_id: uuid.UUID,
    verdict: Verdict,
    to_unit: uuid.UUID | None = None,
) -> ConflictCard:
    """Somebody's word on it; on a yes the colleague, or their unit, is kept out from now on.

    Raises Refusal access.conflict, access.conflict_judged, access.own_conflict or access.route.
    """
    row = Conflict.objects.filter(id=conflict_id).first()
    if row is None:
        raise Refusal("access.conflict", "There is nothing like this to judge.")
    card = _card(row)
    judging.may_judge(card, actor_id=actor.id, unit_id=actor.unit)
    judging.check_route(card, verdict=verdict, to_unit=to_unit)
    with connection.cursor() as cursor:
        cursor.execute("select bairn_judge_conflict(%s, %s, %s)", [conflict_id, verdict.value, at])
    return card


def who_judges(
    found: Sequence[FoundConflict], *, unit_id: uuid.UUID, at: datetime
) -> set[uuid.UUID]:
    """Who hears of these: inspectors and the case's own supervisors, none of them concerned."""
    ours = {one.staff_id for one in found}, {one.unit_id for one in found}
    held = RoleHeld.objects.filter(
        role__in=[Role.INSPECTOR.value, Role.SUPERVISOR.value],
        from_at__lte=at,
        staff__is_active=True,
    ).exclude(until_at__lte=at)
    return {
        staff_id
        for staff_id, unit, role in held.values_list("staff_id", "staff__unit_id", "role")
        if staff_id not in ours[0] and unit not in ours[1]
        if role == Role.INSPECTOR.value or unit == unit_id
    }


def _card(row: Conflict) -> ConflictCard:
    return ConflictCard(
        id=row.id,
        holder_id=row.holder_id,
        staff_id=row.staff_id,
        unit_id=row.unit_id,
        reason=row.reason,
        namesakes=row.namesakes,
        own_unit=row.own_unit,
        found_at=row.found_at,
        verdict=Verdict(row.verdict) if row.verdict else None,
        judged_at=row.judged_at,
        judged_by=row.judged_by,
    )
