"""What the pages of proof show, read as one look: one transaction, one entry."""

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from bairn.access import gate
from bairn.access import queries as access
from bairn.access.terms import StaffCard
from bairn.cases import queries as cases
from bairn.cases.terms import Participant, ParticipantRole
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.proof import queries as proof
from bairn.proof.terms import Considered, ElementRow, ProofBoard, Serves
from bairn.protocols import queries as protocols
from bairn.web.desk import case_words
from bairn.web.desk.case_file import CaseFile


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofFile:
    """A case with its board; None where the case works under no pack that has one."""

    file: CaseFile
    board: ProofBoard | None = None
    staff: Mapping[uuid.UUID, StaffCard] = field(default_factory=dict)  # everybody it names
    getters: tuple[StaffCard, ...] = ()  # who may be named to get something

    @property
    def zone(self) -> ZoneInfo:
        """The clock of the case."""
        return self.file.binding.zone if self.file.binding else ZoneInfo("UTC")

    @property
    def rows(self) -> Iterator[tuple[Considered, ElementRow]]:
        """Every element on the board with its offence."""
        for one in self.board.considered if self.board else ():
            for row in one.rows:
                yield one, row

    @property
    def groups(self) -> Iterator[tuple[str, tuple[ElementRow, ...]]]:
        """Each offence in words, its suspect beside it, with its elements."""
        for one in self.board.considered if self.board else ():
            parts = filter(None, [case_words.said(one.offence.title), self.called(one.suspect)])
            yield " · ".join(parts), one.rows

    @property
    def suspects(self) -> tuple[Participant, ...]:
        """Who is under suspicion in the case."""
        return tuple(one for one in self.file.people if one.role is ParticipantRole.SUSPECT)

    def called(self, suspect: uuid.UUID | None) -> str:
        """A suspect's pseudonym; nothing where none is named."""
        return next((case_words.called(one) for one in self.file.people if one.id == suspect), "")

    def element(self, serves: Serves) -> str:
        """An element in words: its offence, itself, the suspect; its code when it left the law."""
        offences = self.board.offences if self.board else ()
        offence = next((one for one in offences if one.id == serves.offence), None)
        element = offence.element(serves.element) if offence else None
        if offence is None or element is None:
            return f"{serves.offence}: {serves.element}"
        parts = [case_words.said(element.title), case_words.said(offence.title)]
        return " · ".join([*parts, *filter(None, [self.called(serves.suspect)])])


@gate.look("desk.case_proof")
def proof_file(*, actor: Actor, at: datetime, case_id: uuid.UUID) -> ProofFile:
    """The case, its board, and who is named on it."""
    card = cases.case(actor=actor, at=at, case_id=case_id)
    milestones = cases.milestones(actor=actor, at=at, case_id=case_id)
    people = cases.participants(actor=actor, at=at, case_id=case_id)
    try:
        binding = protocols.binding_of_case(actor=actor, at=at, case_id=case_id)
        board = proof.board(actor=actor, at=at, case_id=case_id)
    except Refusal as refusal:
        if refusal.code not in ("protocols.not_started", "proof.no_table"):
            raise
        return ProofFile(file=CaseFile(card=card, milestones=milestones, people=people))
    staff = access.staff_of(actor=actor, at=at, ids={*_named(board), *board.may_get})
    getters = sorted((staff[one] for one in board.may_get), key=lambda one: one.display_name)
    return ProofFile(
        file=CaseFile(card=card, milestones=milestones, people=people, pinned=binding),
        board=board,
        staff=staff,
        getters=tuple(getters),
    )


def _named(board: ProofBoard) -> Iterator[uuid.UUID]:
    for item in board.items.values():
        for change in item.changes:
            yield change.by_id
            if change.said.by_whom:
                yield change.said.by_whom
    for advice in board.advice:
        yield advice.by_id
        if advice.given:
            yield advice.given.by_id
    yield from (one.by_id for one in board.considered)
