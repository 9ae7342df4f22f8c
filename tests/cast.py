"""An invented, calm cast. Made anew in each test's transaction."""

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bairn.access import sessions
from bairn.access.models import Agency, Assignment, Holder, RoleHeld, Staff, Unit
from bairn.access.terms import Purpose
from bairn.kernel import ids
from bairn.kernel.actor import Actor

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


@dataclass(frozen=True)
class Place:
    """A small police agency with one unit, and another agency's unit."""

    agency: Agency
    unit: Unit
    other_unit: Unit


def place() -> Place:
    police = Agency.objects.create(name="Eastfield Police", kind="police")
    other = Agency.objects.create(name="Westmoor Police", kind="police")
    return Place(
        police,
        Unit.objects.create(agency=police, name="Children's unit"),
        Unit.objects.create(agency=other, name="Westmoor unit"),
    )


def staff(
    username: str, *roles: str, unit: Unit, purpose: Purpose = Purpose.INVESTIGATION
) -> Actor:
    """Somebody signed in with these roles, for this purpose."""
    person = Staff.objects.create(username=username, display_name=username.title(), unit=unit)
    for role in roles:
        RoleHeld.objects.create(
            staff=person, role=role, from_at=datetime.now(tz=UTC) - timedelta(days=400)
        )
    token = sessions.issue_for_staff(staff_id=person.id, at=datetime.now(tz=UTC))
    sessions.set_purpose(token=token, purpose=purpose)
    actor = sessions.actor_of(token)
    assert actor is not None
    return actor


def holder(kind: str, *, unit: Unit, case_id: uuid.UUID | None = None) -> uuid.UUID:
    """A report or case that is registered and routed to `unit`."""
    made = Holder.objects.create(
        id=ids.new_id(), kind=kind, unit_id=unit.id, case_id=case_id, registered_at=AT
    )
    return made.id


def assign(actor: Actor, holder_id: uuid.UUID, *, role: str = "investigator") -> None:
    """Put the actor into the circle of this holder, from long ago until nobody says otherwise."""
    Assignment.objects.create(
        holder_id=holder_id,
        staff_id=actor.id,
        role=role,
        basis="test",
        granted_by=actor.id,
        from_at=AT - timedelta(days=1),
    )
