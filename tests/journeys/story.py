"""A small district for stories: who takes in, who investigates, who stands outside."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bairn.access import sessions
from bairn.access.terms import Purpose
from bairn.cases import queries as case_looks
from bairn.cases.terms import Participant, ParticipantRole
from bairn.intake import actions as intake
from bairn.intake.terms import (
    Account,
    Channel,
    Identity,
    PersonDraft,
    PersonRole,
    Receipt,
    ReportDraft,
)
from bairn.journeys import do_step, open_case
from bairn.journeys.terms import Opened
from bairn.kernel.actor import Actor
from bairn.kernel.periods import Bounds
from bairn.protocols import actions as protocols
from bairn.protocols import queries as duties
from bairn.protocols.terms import CaseFacts, DueStep, WindowNow
from bairn.triage import actions as triage
from bairn.triage.terms import Standpoint
from tests import cast
from tests.cast import AT

ZONES = {"cn-2023": "Asia/Shanghai", "cac-us": "America/New_York", "barnahus-eu": "Europe/Oslo"}
HOUR = timedelta(hours=1)


def somebody(role: PersonRole, name: str = "", account: str = "", **facts: object) -> PersonDraft:
    """A person of a report, with an invented name where one is given."""
    accounts = (Account("Meadow", account),) if account else ()
    return PersonDraft(role=role, identity=Identity(full_name=name, accounts=accounts), facts=facts)  # type: ignore[arg-type]


@dataclass
class Story:
    """Who takes part, and the few things that every story does."""

    place: cast.Place
    officer: Actor
    investigator: Actor
    supervisor: Actor
    prosecutor: Actor  # of another agency
    stranger: Actor
    system: Actor

    def receive(
        self,
        *people: PersonDraft,
        at: datetime = AT,
        pack: str = "cn-2023",
        channel: Channel = Channel.OFFICER_FORM,
        contact: Bounds | None = None,
        situation: str = "",
        incident_codes: Sequence[str] = (),
        original: bytes = b"",
        **facts: object,
    ) -> uuid.UUID:
        """A report that came in at `at`."""
        return self.receipt(
            *people, at=at, pack=pack, channel=channel, contact=contact, situation=situation,
            incident_codes=incident_codes, original=original, **facts,
        ).report_id  # fmt: skip

    def receipt(
        self,
        *people: PersonDraft,
        at: datetime = AT,
        pack: str = "cn-2023",
        channel: Channel = Channel.OFFICER_FORM,
        contact: Bounds | None = None,
        situation: str = "",
        incident_codes: Sequence[str] = (),
        original: bytes = b"",
        **facts: object,
    ) -> Receipt:
        """What whoever brings a report takes away."""
        draft = ReportDraft(
            channel=channel, pack=pack, people=people, last_contact=contact or Bounds(),
            situation=situation, incident_codes=tuple(incident_codes), original=original,
            facts=facts,  # type: ignore[arg-type]
        )  # fmt: skip
        return intake.receive(actor=self.bringer(channel), at=at, draft=draft)

    def bringer(self, channel: Channel) -> Actor:
        """Who brings a report by this channel."""
        public = channel in (Channel.PUBLIC_FORM, Channel.MANDATED_FORM)
        if public:
            return sessions.reporter()
        return self.officer if channel is Channel.OFFICER_FORM else self.system

    def assess(self, report_id: uuid.UUID, *, at: datetime = AT) -> Standpoint:
        """What the rules say of it."""
        return triage.assess(actor=self.system, at=at, report_id=report_id)

    def open(
        self, report_id: uuid.UUID, *, at: datetime = AT, pack: str = "cn-2023", **more: object
    ) -> Opened:
        """The officer opens a case from it, with the investigator and the prosecutor in it."""
        circle = {self.investigator.id: "investigator", self.prosecutor.id: "prosecutor"}
        return open_case.open_case(
            actor=self.officer, at=at, report_id=report_id, pack_id=pack,
            time_zone=ZONES[pack], circle=circle, **more,  # type: ignore[arg-type]
        )  # fmt: skip

    def steps(self, case_id: uuid.UUID, *, at: datetime = AT) -> dict[str, DueStep]:
        """The duties of the case by their id."""
        found = duties.steps_of_case(actor=self.investigator, at=at, case_id=case_id)
        return {row.step: row for row in found}

    def windows(self, case_id: uuid.UUID, *, at: datetime = AT) -> dict[str, WindowNow]:
        """The windows of the case by their id; of one person, where there are several."""
        found = duties.windows_of_case(actor=self.investigator, at=at, case_id=case_id)
        return {row.window: row for row in found}

    def learn(self, case_id: uuid.UUID, *, at: datetime = AT, **values: object) -> None:
        """The investigator records what became known of the case."""
        protocols.record_facts(
            actor=self.investigator, at=at, case_id=case_id,
            facts=CaseFacts(values),  # type: ignore[arg-type]
        )  # fmt: skip

    def did(
        self, case_id: uuid.UUID, kind: str, *, at: datetime = AT, step: str | None = None
    ) -> None:
        """The investigator records that something has happened, at the moment it did."""
        do_step.record(
            actor=self.investigator, at=at, case_id=case_id, kind=kind, happened_at=at, step=step
        )

    def open_gate(self, case_id: uuid.UUID, stage: str, *, at: datetime = AT) -> None:
        """Whatever has to stand before the case enters this stage is done at `at`."""
        gate = duties.gate_of_case(actor=self.investigator, at=at, case_id=case_id, stage=stage)
        for row in gate.missing:
            self.did(case_id, (*row.done_by, row.step)[0], at=at, step=row.step)

    def people(
        self, case_id: uuid.UUID, role: ParticipantRole, *, at: datetime = AT
    ) -> tuple[Participant, ...]:
        """Those who take part in this role, in their order."""
        found = case_looks.participants(actor=self.investigator, at=at, case_id=case_id)
        return tuple(one for one in found if one.role is role)


def begin() -> Story:
    """An empty district in which every report is routed to the officer's unit."""
    sessions._kept.clear()
    place = cast.place()
    system = sessions.system()
    intake.set_route(actor=system, at=AT, pack="", unit_id=place.unit.id)
    return Story(
        place=place,
        officer=cast.staff("ada", "intake_officer", unit=place.unit, purpose=Purpose.INTAKE),
        investigator=cast.staff("ben", "investigator", unit=place.unit),
        supervisor=cast.staff("cleo", "supervisor", unit=place.unit),
        prosecutor=cast.staff("dana", "prosecutor", unit=place.other_unit),
        stranger=cast.staff("emil", "supervisor", unit=place.other_unit),
        system=system,
    )
