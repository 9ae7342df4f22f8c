"""The invented people move in: agencies, units, staff, platforms, routes, each by a real act."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from bairn.access import actions as access
from bairn.access import sessions
from bairn.access.terms import Role
from bairn.demo.cast import District, Person, district
from bairn.intake import actions as intake
from bairn.kernel.actor import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """The district in the house: who acts for whom, by their keys and usernames."""

    units: dict[str, uuid.UUID]
    staff: dict[str, Actor]
    platforms: tuple[Actor, ...]
    partner: Actor
    reporter: Actor
    system: Actor

    def of(self, unit: str, role: Role, turn: int = 0) -> Actor:
        """Whoever holds this role in the unit; `turn` goes round where there are several."""
        people = district().of(unit, role)
        return self.staff[people[turn % len(people)].username]

    def anywhere(self, role: Role, turn: int = 0) -> Actor:
        """Somebody with this role in whichever unit."""
        people = [one for one in district().staff if role in one.roles]
        return self.staff[people[turn % len(people)].username]


def move_in(*, system: Actor, since: datetime, now: datetime, password: str) -> House:
    """Everybody, in service since `since`, signed in at `now`; platforms get the same password."""
    whole = district()
    agencies = {
        key: access.add_agency(actor=system, at=since, name=name, kind=kind)
        for key, name, kind in whole.agencies
    }
    units = {
        unit.key: access.add_unit(
            actor=system,
            at=since,
            agency_id=agencies[unit.agency],
            name=unit.name,
            jurisdiction=unit.jurisdiction,
        )
        for unit in whole.units
    }
    for unit in whole.units:
        for pack in unit.routes:
            intake.set_route(actor=system, at=since, pack=pack, unit_id=units[unit.key])
    return House(
        units=units,
        staff={
            one.username: _sign_in(one, units[one.unit], system, since, now, password)
            for one in whole.staff
        },
        platforms=_platforms(whole, units, system, since, password),
        partner=_partner(whole, agencies, units, system, since),
        reporter=sessions.reporter(),
        system=system,
    )


def _sign_in(
    person: Person,
    unit_id: uuid.UUID,
    system: Actor,
    since: datetime,
    now: datetime,
    password: str,
) -> Actor:
    staff_id = access.add_staff(
        actor=system,
        at=since,
        username=person.username,
        display_name=person.name,
        unit_id=unit_id,
        roles=[role.value for role in person.roles],
        password=password,
        language=person.language,
    )
    token = sessions.issue_for_staff(staff_id=staff_id, at=now)
    sessions.set_purpose(token=token, purpose=person.purpose)
    actor = sessions.actor_of(token)
    if actor is None:
        raise RuntimeError("a stay that was just begun is not known")
    return actor


def _platforms(
    whole: District,
    units: dict[str, uuid.UUID],
    system: Actor,
    since: datetime,
    password: str,
) -> tuple[Actor, ...]:
    return tuple(
        sessions.platform(
            platform_id=intake.register_platform(
                actor=system,
                at=since,
                username=username,
                name=name,
                password=password,
                unit_id=units["online"],
            )
        )
        for _, username, name in whole.platforms
    )


def _partner(
    whole: District,
    agencies: dict[str, uuid.UUID],
    units: dict[str, uuid.UUID],
    system: Actor,
    since: datetime,
) -> Actor:
    given = whole.partner
    agency_id = agencies[whole.unit(given["unit"]).agency]
    made = intake.register_partner(
        actor=system,
        at=since,
        agency_id=agency_id,
        name=given["name"],
        purpose=given["purpose"],
        pack=given["pack"],
        unit_id=units[given["unit"]],
    )
    return sessions.partner(partner_id=made.id, agency_id=agency_id)
