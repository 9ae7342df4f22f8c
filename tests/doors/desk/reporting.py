"""A calm intake desk: who takes reports in, and a report that a teacher sent."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from bairn.access import sessions
from bairn.access.terms import Purpose
from bairn.intake import actions as intake
from bairn.intake.terms import (
    Account,
    Channel,
    Element,
    FileHeld,
    FileNote,
    Identity,
    PersonDraft,
    PersonRole,
    ReportDraft,
    Words,
)
from bairn.kernel import clock
from bairn.kernel.actor import Actor
from bairn.kernel.periods import Bounds
from bairn.triage import actions as triage
from tests import cast

NAME = "Canaryteacher"
SAID = "Canarywords: she was quiet after the trip."
HANDLE = "canary.meadow.handle"


@dataclass
class Hall:
    """Who works here, and how reports come in."""

    place: cast.Place
    officer: Actor
    supervisor: Actor
    stranger: Actor
    inspector: Actor
    system: Actor

    def receive(
        self,
        *,
        at: datetime | None = None,
        placed: bool = True,
        recent: bool = True,
        original: bytes = b"",
        **facts,
    ) -> uuid.UUID:
        """A report from a teacher, with words, a child, a suspect with an account, a file."""
        at = at or clock.now() - timedelta(hours=2)
        draft = ReportDraft(
            channel=Channel.MANDATED_FORM,
            pack="cn-2023",
            incident_codes=("online_enticement",),
            facts=facts or {"victim_age_min": 9, "victim_age_max": 10, "danger_now": False},
            last_contact=Bounds.exactly(at - timedelta(hours=5 if recent else 5000)),
            words=Words(narrative=SAID, who_told="The child told her teacher."),
            people=(
                PersonDraft(
                    role=PersonRole.VICTIM,
                    identity=Identity(full_name=NAME),
                    facts={"age_min": 9, "age_max": 10},
                ),
                PersonDraft(
                    role=PersonRole.SUSPECT,
                    identity=Identity(accounts=(Account("Meadow", HANDLE),)),
                ),
                PersonDraft(role=PersonRole.GUARDIAN),
            ),
            files=(
                FileNote(held=FileHeld.NAMED, sha256="ab" * 32, size=48213, classification="B2"),
            ),
            elements=(Element("report/note", "Canaryelement"), Element("report/odd/x", "7")),
            kept_unknown=("report/odd/x",),
            original=original,
        )
        receipt = intake.receive(actor=sessions.reporter(), at=at, draft=draft)
        triage.enter(actor=self.system, at=at, report_id=receipt.report_id)
        if placed:
            triage.assess(actor=self.system, at=at, report_id=receipt.report_id)
        return receipt.report_id


def hall() -> Hall:
    """One unit that takes in every report; a stranger of another unit; an inspector."""
    sessions._kept.clear()  # the tests before emptied the table that these tokens stand in
    place = cast.place()
    system = sessions.system()
    intake.set_route(actor=system, at=clock.now(), pack="", unit_id=place.unit.id)
    return Hall(
        place=place,
        officer=cast.staff("ada", "intake_officer", unit=place.unit, purpose=Purpose.INTAKE),
        supervisor=cast.staff("ben", "supervisor", unit=place.unit, purpose=Purpose.SUPERVISION),
        stranger=cast.staff("cleo", "supervisor", unit=place.other_unit),
        inspector=cast.staff("ida", "inspector", unit=place.other_unit, purpose=Purpose.OVERSIGHT),
        system=system,
    )
