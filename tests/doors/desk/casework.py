"""A calm case on the desk: two children, a guardian kept out, a person under suspicion."""

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.test import Client

from bairn.access import sessions
from bairn.access.models import Assignment, Staff
from bairn.access.terms import Role
from bairn.cases import actions as cases
from bairn.cases.terms import NewParticipant, ParticipantRole
from bairn.kernel import clock
from bairn.kernel.actor import Actor
from bairn.kernel.periods import Bounds
from bairn.protocols import actions as protocols
from bairn.protocols.terms import CaseFacts
from bairn.vault import actions as vault
from bairn.vault.terms import Sealing, SubjectKind, TokenSource
from bairn.web.desk import who
from tests import cast

HOUR = timedelta(hours=1)
CANARY = "Canarychild"
PHONE = "+8613900001111"
FACTS = CaseFacts({"age": 8, "contact": True, "danger_now": False, "person_has_access": True})


@dataclass(frozen=True)
class Scene:
    """Who works on the case, and the case itself."""

    place: cast.Place
    first: Actor
    second: Actor
    stranger: Actor
    inspector: Actor
    case: uuid.UUID
    people: dict[ParticipantRole, uuid.UUID]  # subjects in the vault
    parts: tuple[uuid.UUID, ...]  # participants of the case
    opened: datetime


def scene(*, at: datetime | None = None) -> Scene:
    """The case as it stands three hours after it was opened."""
    sessions._kept.clear()  # the tests before emptied the table that these tokens stand in
    place = cast.place()
    first = cast.staff("ada", Role.INVESTIGATOR, unit=place.unit)
    second = cast.staff("ben", Role.SUPERVISOR, unit=place.unit)
    opened = (at or clock.now()) - 3 * HOUR
    case = cases.open_case(
        actor=second, at=opened, unit_id=place.unit.id, circle={first.id: "investigator"}
    )
    people = _people(second, case, opened)
    parts = cases.add_participants(
        actor=second,
        at=opened,
        case_id=case,
        people=[
            NewParticipant(
                subject_id=subject,
                role=role,
                implicated=role is ParticipantRole.GUARDIAN,
                under_18=True if role is ParticipantRole.CHILD else None,
            )
            for role, subject in people.items()
        ],
    )
    _clocks(second, case, opened)
    return Scene(
        place=place,
        first=first,
        second=second,
        stranger=cast.staff("cleo", Role.SUPERVISOR, unit=place.other_unit),
        inspector=cast.staff("ida", Role.INSPECTOR, unit=place.other_unit),
        case=case,
        people=people,
        parts=parts,
        opened=opened,
    )


def _people(actor: Actor, case: uuid.UUID, at: datetime) -> dict[ParticipantRole, uuid.UUID]:
    roles = (ParticipantRole.CHILD, ParticipantRole.GUARDIAN, ParticipantRole.SUSPECT)
    sealings = [
        Sealing(
            kind=SubjectKind.PERSON,
            fields={"family_name": f"{CANARY}{n}", "given_name": "Birch", "phones": f'["{PHONE}"]'},
            tokens=(TokenSource.phone(PHONE),) if role is ParticipantRole.CHILD else (),
        )
        for n, role in enumerate(roles)
    ]
    sealed = vault.seal_many(actor=actor, at=at, case_id=case, sealings=sealings)
    return dict(zip(roles, sealed, strict=True))


def _clocks(actor: Actor, case: uuid.UUID, at: datetime) -> None:
    contact = Bounds(at - 20 * HOUR, at - 14 * HOUR)
    facts = CaseFacts(FACTS.values, {"report_at": Bounds.exactly(at), "last_contact_at": contact})
    protocols.start(
        actor=actor,
        at=at,
        case_id=case,
        pack_id="cn-2023",
        time_zone="Asia/Shanghai",
        facts=facts,
    )
    for kind, minutes in (("report_received", 0), ("case_opened", 1), ("report_accepted", 5)):
        cases.mark(
            actor=actor,
            at=at + timedelta(minutes=minutes),
            case_id=case,
            kind=kind,
            happened_at=at + timedelta(minutes=minutes),
        )


def another_case(scene: Scene, *, hours: int) -> uuid.UUID:
    """A case of the same unit, opened `hours` before the scene's."""
    at = scene.opened - hours * HOUR
    case = cases.open_case(
        actor=scene.second,
        at=at,
        unit_id=scene.place.unit.id,
        circle={scene.first.id: "investigator"},
    )
    _clocks(scene.second, case, at)
    return case


def signed_in(actor: Actor, language: str = "en") -> Client:
    """A browser in which this person is signed in and has chosen a purpose."""
    client = Client()
    client.force_login(
        Staff.objects.get(id=actor.id),
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )
    client.cookies[who.COOKIE] = actor.token
    client.cookies["l"] = language
    return client


def place_in_circle(scene: Scene, actor: Actor, role: str) -> None:
    """Somebody in the circle of the case from the beginning."""
    Assignment.objects.create(
        holder_id=scene.case,
        staff_id=actor.id,
        role=role,
        basis="test",
        granted_by=scene.second.id,
        from_at=datetime.now(tz=UTC) - timedelta(days=1),
    )
