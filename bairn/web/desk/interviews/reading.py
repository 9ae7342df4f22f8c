"""What the pages of interviews show, read as one look: one transaction, one entry."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.http import Http404
from django.utils import timezone

from bairn.access import gate
from bairn.access import queries as access
from bairn.access.terms import CircleMember, Role, StaffCard
from bairn.cases import queries as cases
from bairn.cases.terms import Participant
from bairn.interviews import codes, queries, surroundings
from bairn.interviews.seating import Room
from bairn.interviews.terms import ChildLedger, Interview, WaitingInterview
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.protocols import queries as protocols
from bairn.protocols.terms import Binding, GateNow, InterviewRule
from bairn.web.desk import may
from bairn.web.desk.case_file import CaseFile


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerFile:
    """The case, the ledgers of its children, and what a form about them offers."""

    file: CaseFile
    ledgers: tuple[ChildLedger, ...]
    rule: InterviewRule | None  # None: the case works under no pack yet
    gate: GateNow | None
    waiting: tuple[WaitingInterview, ...]  # for whoever may agree: in every case of their reach

    @property
    def people(self) -> tuple[Participant, ...]:
        """Everybody who takes part."""
        return self.file.people

    @property
    def circle(self) -> tuple[CircleMember, ...]:
        """Who is in the circle."""
        return self.file.circle

    @property
    def interviewers(self) -> tuple[StaffCard, ...]:
        """The trained interviewers of the circle."""
        found = (self.file.staff.get(one.staff_id) for one in self.circle)
        return tuple(
            dict.fromkeys(one for one in found if one and Role.INTERVIEWER.value in one.roles)
        )

    @property
    def zone(self) -> ZoneInfo:
        """The clock on the wall where the case is worked."""
        binding = self.file.binding
        return binding.zone if binding else ZoneInfo(timezone.get_current_timezone_name())

    def part(self, participant_id: uuid.UUID | None) -> Participant | None:
        """Somebody of the case."""
        return next((one for one in self.people if one.id == participant_id), None)

    def ledger(self, about: uuid.UUID) -> ChildLedger:
        """The ledger of this child. Raises Http404 for anybody else."""
        for one in self.ledgers:
            if one.about == about:
                return one
        raise Http404

    def interview(self, interview_id: uuid.UUID) -> tuple[ChildLedger, Interview]:
        """This interview with its child's ledger. Raises Http404 for one of another case."""
        for row in self.ledgers:
            for one in row.interviews:
                if one.id == interview_id:
                    return row, one
        raise Http404

    def room(self, about: uuid.UUID) -> Room | None:
        """Who may sit with this child, for a form to offer; the rules ask again when it is sent."""
        child = self.part(about)
        if child is None or self.rule is None:
            return None
        return Room(
            child=child,
            people=self.people,
            circle={one: card.roles for one, card in self.file.staff.items()},
            girl=True,
            rule=self.rule,
            book=codes.book(),
        )


@gate.look("desk.case_interviews")
def read(*, actor: Actor, at: datetime, case_id: uuid.UUID) -> LedgerFile:
    """The case, every child's ledger, the rule of its pack, and what waits for this reader."""
    this = {"actor": actor, "at": at}
    ledgers = queries.ledger(**this, case_id=case_id)  # type: ignore[arg-type] # actor and at
    circle = access.circle_of(**this, case_id=case_id)  # type: ignore[arg-type] # as above
    waiting: tuple[WaitingInterview, ...] = ()
    if not may.off("interviews.waiting", actor):
        waiting = queries.waiting_for_approval(actor=actor, at=at)
    named = {one.staff_id for one in circle} | _named(ledgers) | {one.asked_by for one in waiting}
    rule = surroundings.rule_or_none(actor, at, case_id)
    return LedgerFile(
        file=CaseFile(
            card=cases.case(actor=actor, at=at, case_id=case_id),
            milestones=cases.milestones(actor=actor, at=at, case_id=case_id),
            pinned=_binding(actor, at, case_id) if rule else None,
            people=cases.participants(actor=actor, at=at, case_id=case_id),
            circle=circle,
            staff=_staff(actor, at, named),
        ),
        ledgers=ledgers,
        rule=rule,
        gate=_gate(actor, at, case_id) if rule else None,
        waiting=tuple(one for one in waiting if one.case_id != case_id),
    )


def _binding(actor: Actor, at: datetime, case_id: uuid.UUID) -> Binding:
    return protocols.binding_of_case(actor=actor, at=at, case_id=case_id)


def _gate(actor: Actor, at: datetime, case_id: uuid.UUID) -> GateNow:
    stage = surroundings.STAGE
    return protocols.gate_of_case(actor=actor, at=at, case_id=case_id, stage=stage)


def _staff(actor: Actor, at: datetime, ids: set[uuid.UUID]) -> Mapping[uuid.UUID, StaffCard]:
    return access.staff_of(actor=actor, at=at, ids=ids) if ids else {}


def _named(ledgers: Sequence[ChildLedger]) -> set[uuid.UUID]:
    """Every member of staff that the ledgers name."""
    found: set[uuid.UUID | None] = set()
    for row in ledgers:
        found |= {one.recorded_by for one in row.questionings}
        if row.first_account:
            found.add(row.first_account.recorded_by)
        for one in row.interviews:
            found |= {one.asked_by, one.approved_by, one.ended_by, one.interviewer}
            found |= {seat.staff_id for seat in one.present}
            for sitting in one.sittings:
                found |= {sitting.recorded_by, *(seat.staff_id for seat in sitting.present)}
    return {one for one in found if one}


def gate_off(shown: LedgerFile) -> Refusal | None:
    """Why the first interview cannot be planned yet, by the gate's own words."""
    return None if shown.gate is None else may.spoken(surroundings.why_shut(shown.gate))
