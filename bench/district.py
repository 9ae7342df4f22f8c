"""The demo's district as the ground of measurements: grown to a size, and a seat at its desk."""

import itertools
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import django.conf
import psycopg
from django.test import Client
from django.urls import reverse

from bairn.access import sessions
from bairn.access.models import Staff
from bairn.access.terms import Purpose, Role
from bairn.cases import queries as cases
from bairn.demo import making
from bairn.intake import actions as intake
from bairn.intake.terms import Channel, Identity, PersonDraft, PersonRole, ReportDraft, Words
from bairn.kernel import clock
from bairn.kernel.actor import Actor
from bairn.triage import actions as triage
from bairn.vault import actions as vault
from bairn.vault.terms import SubjectKind, TokenSource
from bairn.web.desk.who import COOKIE
from bench.multiply import multiply

PHONE = "+46701740605"  # of Sweden's range for fiction
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def grow(url: str, size: int, *, seed: int) -> None:
    """A district of `seed` cases by the real acts, copied until there are about `size`."""
    sessions._kept.clear()  # tokens of the size before stood in a database that is gone
    making.make(system=sessions.system(), now=clock.now(), password=str(uuid.uuid4()), cases=seed)
    copies = round(size / seed) - 1
    if copies < 1:
        return
    with psycopg.connect(url.replace("bairn_owner@", "postgres@")) as connection:
        multiply(connection, copies=copies)


@dataclass
class Seat:
    """Somebody who sees the whole unit, somebody who sees their own cases, and a way to ask."""

    supervisor: Client
    investigator: Client
    officer: Actor
    case_id: uuid.UUID
    after: str = ""
    turn: Any = field(default_factory=itertools.count)

    def operations(self) -> dict[str, Callable[[], int]]:
        """What is measured: each gives the size of its answer in bytes."""
        listed, case = reverse("desk:cases"), {"case_id": self.case_id}
        return {
            "list of cases, all of the unit": lambda: page(self.supervisor, listed),
            "list of cases, one's own": lambda: page(self.investigator, listed),
            "queue": lambda: page(self.supervisor, reverse("desk:queue")),
            "my day": lambda: page(self.investigator, reverse("desk:my_day")),
            "case file": lambda: page(self.supervisor, reverse("desk:case", kwargs=case)),
            "protocol tab": lambda: page(self.supervisor, reverse("desk:protocol", kwargs=case)),
            "record tab": lambda: page(self.supervisor, reverse("desk:record", kwargs=case)),
            "search by telephone number": self.search,
            "create: a report sealed, recorded, assessed": self.create,
        }

    def search(self) -> int:
        """One number looked up through the page; 120 an hour is all that the vault allows."""
        answer = self.supervisor.post(
            reverse("desk:search"), {"kind": "phone", "text": PHONE, "q": PHONE}
        )
        assert answer.status_code == 200, answer.status_code
        return len(answer.content)

    def create(self) -> int:
        """A report with three people and their words, from the form to its place in the queue."""
        at, number = clock.now(), next(self.turn)
        draft = ReportDraft(
            channel=Channel.OFFICER_FORM,
            pack="barnahus-eu",
            facts={"suspect_has_access": True},
            people=(
                PersonDraft(
                    role=PersonRole.VICTIM,
                    identity=Identity(full_name=f"Linden {number}", phones=(PHONE,)),
                    facts={"age_min": 12, "age_max": 12},
                ),
                PersonDraft(role=PersonRole.SUSPECT, identity=Identity(full_name="Juniper")),
                PersonDraft(role=PersonRole.REPORTER, identity=Identity(full_name="Birch")),
            ),
            words=Words(narrative="A calm, invented account. " * 20),
        )
        receipt = intake.receive(actor=self.officer, at=at, draft=draft)
        triage.assess(actor=self.officer, at=at, report_id=receipt.report_id)
        return 0


def take_seat() -> Seat:
    """A seat in the unit that has most cases."""
    people = {
        role: Staff.objects.filter(roles_held__role=role).order_by("username")
        for role in (Role.SUPERVISOR, Role.INVESTIGATOR, Role.INTAKE_OFFICER)
    }
    at = clock.now()
    supervisors = [(one, actor_of(one, Purpose.SUPERVISION)) for one in people[Role.SUPERVISOR]]
    lead, actor = max(supervisors, key=lambda pair: _cases_of(pair[1], at))
    own = people[Role.INVESTIGATOR].filter(unit_id=lead.unit_id).first()
    officer = people[Role.INTAKE_OFFICER].filter(unit_id=lead.unit_id).first()
    assert own
    assert officer
    page_of_cases = cases.cases(actor=actor, at=at).cases
    case_id = page_of_cases[len(page_of_cases) // 2].id
    vault.seal(
        actor=actor,
        at=at,
        case_id=case_id,
        kind=SubjectKind.PERSON,
        fields={"full_name": "Linden"},
        tokens=[TokenSource.phone(PHONE)],
    )
    return Seat(
        supervisor=client_of(lead, actor),
        investigator=client_of(own, actor_of(own, Purpose.INVESTIGATION)),
        officer=actor_of(officer, Purpose.INTAKE),
        case_id=case_id,
    )


def actor_of(staff: Staff, purpose: Purpose) -> Actor:
    """This member of staff, signed in for this purpose."""
    token = sessions.issue_for_staff(staff_id=staff.id, at=clock.now())
    sessions.set_purpose(token=token, purpose=purpose)
    actor = sessions.actor_of(token)
    assert actor is not None
    return actor


def client_of(staff: Staff, actor: Actor) -> Client:
    """A browser in which this person is signed in."""
    client = Client()
    client.force_login(staff, backend=BACKEND)
    client.cookies[COOKIE] = actor.token
    return client


def page(client: Client, address: str) -> int:
    """How many bytes the page at `address` has; it must be shown."""
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return len(answer.content)


def _cases_of(actor: Actor, at: datetime) -> int:
    found = cases.cases(actor=actor, at=at + timedelta(seconds=1), limit=100)
    return len(found.cases) + (1000 if found.next else 0)


django.conf.settings.AXES_ENABLED = False  # one source signs in many times here
