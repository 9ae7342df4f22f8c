"""What can be seen: staff, units, circles, and the record of what was done and looked at."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db.models import Q, QuerySet

from bairn.access import gate, models
from bairn.access.terms import CircleMember, HolderKind, RecordState, StaffCard, UnitCard
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.oversight import health, reading
from bairn.oversight.terms import EntryKind, Page, Place

MOST = 1000
_MOST_PLACES = 10_000  # of one person, in closed cases as well


@gate.look("access.staff_of")
def staff_of(
    *, actor: Actor, at: datetime, ids: Iterable[uuid.UUID]
) -> Mapping[uuid.UUID, StaffCard]:
    """The cards of these members of staff by id, at most 1,000; unknown ids are left out."""
    cards = _cards(Q(id__in=list(ids)[:MOST]), at)
    return {card.id: card for card in cards}


@gate.look("access.staff_of_unit")
def staff_of_unit(*, actor: Actor, at: datetime, unit_id: uuid.UUID) -> tuple[StaffCard, ...]:
    """Who is in service in this unit, by name, at most 1,000."""
    return _cards(Q(unit_id=unit_id, is_active=True), at)


@gate.look("access.staff_of_unit")
def staff_in_role(*, actor: Actor, at: datetime, role: str) -> tuple[StaffCard, ...]:
    """Who is in service in this role, by name, at most 1,000."""
    held = models.RoleHeld.objects.filter(
        Q(until_at__isnull=True) | Q(until_at__gt=at), role=role, from_at__lte=at
    )
    return _cards(Q(id__in=held.values("staff_id"), is_active=True), at)


@gate.look("access.units")
def units(*, actor: Actor, at: datetime) -> tuple[UnitCard, ...]:
    """Every unit with its agency, by their names, at most 1,000."""
    known = models.Unit.objects.select_related("agency").order_by("agency__name", "name", "id")
    return tuple(
        UnitCard(
            id=unit.id,
            agency_id=unit.agency_id,
            name=unit.name,
            agency_name=unit.agency.name,
            agency_kind=unit.agency.kind,
            jurisdiction=unit.jurisdiction,
        )
        for unit in known[:MOST]
    )


@gate.look("access.units")
def agency_of(*, actor: Actor, at: datetime, unit_id: uuid.UUID) -> uuid.UUID | None:
    """The agency a unit belongs to; None when there is no such unit."""
    found: uuid.UUID | None = (
        models.Unit.objects.filter(id=unit_id).values_list("agency_id", flat=True).first()
    )
    return found


@gate.look("access.circle_of")
def circle_of(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID | None = None,
    report_id: uuid.UUID | None = None,
) -> tuple[CircleMember, ...]:
    """Who is in the circle at `at`, longest first; a report's circle is its case's circle too."""
    own = models.Holder.objects.filter(id=_holder(case_id, report_id)).values_list("id", "case_id")
    holders = {one for pair in own for one in pair if one}
    places = models.Assignment.objects.filter(
        Q(until_at__isnull=True) | Q(until_at__gt=at), holder_id__in=holders, from_at__lte=at
    )
    return _members(places)


@gate.look("access.places_of")
def places_of(
    *, actor: Actor, at: datetime, case_id: uuid.UUID, staff_id: uuid.UUID
) -> tuple[CircleMember, ...]:
    """Every place that somebody has or ever had in the circle of a case, oldest first."""
    places = models.Assignment.objects.filter(holder_id=case_id, staff_id=staff_id)
    return _members(places.filter(from_at__lte=at))


@gate.look("access.held_by")
def held_by(*, actor: Actor, at: datetime, staff_id: uuid.UUID) -> Mapping[uuid.UUID, str]:
    """The cases in one's reach in whose circle somebody is, newest first, with their role there."""
    places = models.Assignment.objects.filter(
        Q(until_at__isnull=True) | Q(until_at__gt=at),
        staff_id=staff_id,
        from_at__lte=at,
        holder__kind=HolderKind.CASE.value,
    )
    rows = places.order_by("-holder_id", "from_at").values_list("holder_id", "role")
    found = dict(rows[:_MOST_PLACES])
    gate.note(count=len(found))
    return found


@gate.look("access.record_of")
def record_of(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID | None = None,
    report_id: uuid.UUID | None = None,
    before: Place | None = None,
    limit: int = 50,
) -> Page:
    """What was done, seen and refused about one case or report in one's reach, newest first."""
    return _noted(
        reading.entries_of(holder=_holder(case_id, report_id), before=before, limit=limit)
    )


@gate.look("access.inspect_record_of")
def inspect_record_of(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID | None = None,
    report_id: uuid.UUID | None = None,
    before: Place | None = None,
    limit: int = 50,
) -> Page:
    """The same for an inspector, of any case or report: ids and codes, never a name or a word."""
    return _noted(
        reading.entries_of(holder=_holder(case_id, report_id), before=before, limit=limit)
    )


@gate.look("access.record_search")
def record_search(
    *,
    actor: Actor,
    at: datetime,
    act: str | None = None,
    actor_id: uuid.UUID | None = None,
    kind: EntryKind | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    before: Place | None = None,
    limit: int = 50,
) -> Page:
    """The inspector's search over the whole record, in [since, until), newest first."""
    found = reading.search(
        act=act,
        actor_id=actor_id,
        kind=kind,
        since=since,
        until=until,
        before=before,
        limit=limit,
    )
    return _noted(found)


@gate.look("access.record_state")
def record_state(*, actor: Actor, at: datetime) -> RecordState:
    """How the record stands: newest head, how long ago every witness saw it, what waits."""
    head = reading.latest_checkpoint()
    return RecordState(
        head=head,
        age=health.head_age(at=at),
        witnesses=len(head.cosignatures.splitlines()) if head else 0,
        pending=reading.pending_count(),
    )


def _members(places: QuerySet[models.Assignment]) -> tuple[CircleMember, ...]:
    rows = places.order_by("from_at", "id").values_list(
        "staff_id", "staff__display_name", "role", "from_at", "until_at", "basis"
    )
    return tuple(
        CircleMember(
            staff_id=staff, display_name=name, role=role, from_at=since, until_at=end, basis=basis
        )
        for staff, name, role, since, end, basis in rows[:MOST]
    )


def _noted(page: Page) -> Page:
    gate.note(count=len(page.entries))
    return page


def _holder(case_id: uuid.UUID | None, report_id: uuid.UUID | None) -> uuid.UUID:
    holder_id = case_id or report_id
    if holder_id is None:
        raise Refusal("access.holder", "Say which case or report.")
    return holder_id


def _cards(which: Q, at: datetime) -> tuple[StaffCard, ...]:
    people = list(
        models.Staff.objects.filter(which)
        .order_by("display_name", "id")
        .values_list("id", "username", "display_name", "unit_id", "unit__agency_id", "is_active")[
            :MOST
        ]
    )
    roles: dict[uuid.UUID, set[str]] = defaultdict(set)
    held = models.RoleHeld.objects.filter(
        Q(until_at__isnull=True) | Q(until_at__gt=at),
        staff_id__in=[person[0] for person in people],
        from_at__lte=at,
    )
    for staff_id, role in held.values_list("staff_id", "role"):
        roles[staff_id].add(role)
    gate.note(count=len(people))
    return tuple(
        StaffCard(
            id=staff_id,
            username=username,
            display_name=name,
            unit_id=unit_id,
            agency_id=agency_id,
            roles=frozenset(roles[staff_id]),
            active=active,
        )
        for staff_id, username, name, unit_id, agency_id, active in people
    )
