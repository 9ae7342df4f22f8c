"""What the house reads over many reports and cases at once, so that neglect and trespass show.

Every look here is the house's own: each answers for a whole page in one question, and none shows a
name or a word.
"""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import Q

from bairn.access import gate, models
from bairn.access.terms import HolderKind
from bairn.kernel.actor import Actor

MOST = 1000
_STAFF = """
select distinct s.id, s.unit_id, array_agg(distinct r.role) from access_staff as s
join access_role as r on r.staff_id = s.id
    and r.from_at <= %(at)s and (r.until_at is null or r.until_at > %(at)s)
where s.is_active and r.role = any (%(roles)s) group by s.id, s.unit_id order by s.id limit %(most)s
"""
_REFUSED = """
select entry.case_id, entry.at, entry.actor_id, staff.unit_id from oversight_entry as entry
left join access_staff as staff on staff.id = entry.actor_id
where entry.case_id = any (%s) and entry.kind = 'refusal' and entry.at >= %s
order by entry.at, entry.id
"""
_DONE = """
select case_id, act, array_agg(at order by at) from oversight_entry
where act = any (%s) and at >= %s and outcome = 'done' and case_id is not null
group by case_id, act having count(*) >= %s
"""


@dataclass(frozen=True, slots=True)
class HolderPlace:
    """Where a report, case or collection lies, and whether its circle alone sees it."""

    kind: HolderKind
    unit_id: uuid.UUID
    agency_id: uuid.UUID | None
    sealed: bool


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody in a circle, and the unit they work in."""

    staff_id: uuid.UUID
    unit_id: uuid.UUID | None


@dataclass(frozen=True, slots=True)
class Outsider:
    """Somebody, or a whole unit, who is kept out; for a person `unit_id` is where they work."""

    staff_id: uuid.UUID | None
    unit_id: uuid.UUID | None
    reason: str
    from_at: datetime


@dataclass(frozen=True, slots=True)
class Refused:
    """Somebody asked for a case and was refused."""

    actor_id: uuid.UUID
    unit_id: uuid.UUID | None
    at: datetime


@dataclass(frozen=True, slots=True)
class InRole:
    """Somebody in service with the roles that they hold now."""

    staff_id: uuid.UUID
    unit_id: uuid.UUID | None
    roles: frozenset[str]


@gate.look("access.circles_across")
def circles_across(
    *, actor: Actor, at: datetime, case_ids: Sequence[uuid.UUID]
) -> Mapping[uuid.UUID, tuple[Member, ...]]:
    """Who is in the circle of each of these cases at `at`."""
    places = models.Assignment.objects.filter(
        Q(until_at__isnull=True) | Q(until_at__gt=at), holder_id__in=case_ids, from_at__lte=at
    )
    found: dict[uuid.UUID, list[Member]] = defaultdict(list)
    rows = places.order_by("staff_id").values_list("holder_id", "staff_id", "staff__unit_id")
    for holder, staff_id, unit_id in rows.distinct():
        found[holder].append(Member(staff_id, unit_id))
    gate.note(count=len(found))
    return {holder: tuple(members) for holder, members in found.items()}


@gate.look("access.kept_out_across")
def kept_out_across(
    *, actor: Actor, at: datetime, case_ids: Sequence[uuid.UUID]
) -> Mapping[uuid.UUID, tuple[Outsider, ...]]:
    """Who is kept out of each of these cases, and since when."""
    rows = list(
        models.Exclusion.objects.filter(holder_id__in=case_ids)
        .order_by("from_at", "id")
        .values_list("holder_id", "staff_id", "unit_id", "reason", "from_at")
    )
    people = models.Staff.objects.filter(id__in={row[1] for row in rows if row[1]})
    units = dict(people.values_list("id", "unit_id"))
    found: dict[uuid.UUID, list[Outsider]] = defaultdict(list)
    for holder, staff_id, unit_id, reason, from_at in rows:
        place = units.get(staff_id) if staff_id else unit_id
        found[holder].append(Outsider(staff_id, place, reason, from_at))
    gate.note(count=len(found))
    return {holder: tuple(outsiders) for holder, outsiders in found.items()}


@gate.look("access.refused_across")
def refused_across(
    *, actor: Actor, at: datetime, case_ids: Sequence[uuid.UUID], since: datetime
) -> Mapping[uuid.UUID, tuple[Refused, ...]]:
    """Who asked for each of these cases since then and was refused, earliest first."""
    found: dict[uuid.UUID, list[Refused]] = defaultdict(list)
    if case_ids:
        with connection.cursor() as cursor:
            cursor.execute(_REFUSED, [list(case_ids), since])
            for case_id, moment, actor_id, unit_id in cursor.fetchall():
                found[case_id].append(Refused(actor_id, unit_id, moment))
    gate.note(count=len(found))
    return {case_id: tuple(refused) for case_id, refused in found.items()}


@gate.look("access.done_often")
def done_often(
    *, actor: Actor, at: datetime, acts: Sequence[str], since: datetime, times: int
) -> Mapping[uuid.UUID, tuple[tuple[str, datetime], ...]]:
    """The cases in which one of these acts was done so often since then, with every moment."""
    found: dict[uuid.UUID, list[tuple[str, datetime]]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(_DONE, [list(acts), since, times])
        for case_id, act, moments in cursor.fetchall():
            found[case_id] += [(act, moment) for moment in moments]
    gate.note(count=len(found))
    return {case_id: tuple(done) for case_id, done in found.items()}


@gate.look("access.reports_across")
def reports_across(
    *, actor: Actor, at: datetime, case_ids: Sequence[uuid.UUID]
) -> Mapping[uuid.UUID, tuple[uuid.UUID, ...]]:
    """The reports behind each of these cases."""
    reports = models.Holder.objects.filter(case_id__in=case_ids, kind=HolderKind.REPORT.value)
    found: dict[uuid.UUID, list[uuid.UUID]] = defaultdict(list)
    for report_id, case_id in reports.order_by("id").values_list("id", "case_id"):
        if case_id is not None:
            found[case_id].append(report_id)
    gate.note(count=len(found))
    return {case_id: tuple(reports_of) for case_id, reports_of in found.items()}


@gate.look("access.in_roles")
def in_roles(*, actor: Actor, at: datetime, roles: Sequence[str]) -> tuple[InRole, ...]:
    """Who is in service with one of these roles now, at most 1,000."""
    with connection.cursor() as cursor:
        cursor.execute(_STAFF, {"at": at, "roles": list(roles), "most": MOST})
        rows = cursor.fetchall()
    gate.note(count=len(rows))
    return tuple(InRole(staff_id, unit_id, frozenset(held)) for staff_id, unit_id, held in rows)


@gate.look("access.holder_kinds")
def holder_kinds(
    *, actor: Actor, at: datetime, holder_ids: Sequence[uuid.UUID]
) -> Mapping[uuid.UUID, HolderKind]:
    """What each of these holders is; one that nobody registered is left out."""
    rows = models.Holder.objects.filter(id__in=set(holder_ids)).values_list("id", "kind")
    found = {holder: HolderKind(kind) for holder, kind in rows}
    gate.note(count=len(found))
    return found


@gate.look("access.holders_of_kind")
def holders_of_kind(*, actor: Actor, at: datetime, kind: HolderKind) -> frozenset[uuid.UUID]:
    """All holders of this kind; meant for collections of older records, of which there are few."""
    found = frozenset(models.Holder.objects.filter(kind=kind.value).values_list("id", flat=True))
    gate.note(count=len(found))
    return found


@gate.look("access.holder_places")
def holder_places(
    *, actor: Actor, at: datetime, holder_ids: Sequence[uuid.UUID]
) -> Mapping[uuid.UUID, HolderPlace]:
    """Where each of these holders lies: its kind, unit and agency, and whether it is sealed."""
    rows = models.Holder.objects.filter(id__in=set(holder_ids)).values_list(
        "id", "kind", "unit_id", "restricted"
    )
    units = dict(
        models.Unit.objects.filter(id__in={row[2] for row in rows}).values_list("id", "agency_id")
    )
    gate.note(count=len(rows))
    return {
        holder: HolderPlace(HolderKind(kind), unit, units.get(unit), sealed)
        for holder, kind, unit, sealed in rows
    }
