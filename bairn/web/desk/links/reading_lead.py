"""What the page of one lead shows, as one look."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bairn.access import gate
from bairn.access import queries as access
from bairn.access.terms import HolderKind, StaffCard
from bairn.cases import queries as cases
from bairn.cases.terms import ParticipantRole
from bairn.intake import queries as intake
from bairn.kernel.actor import Actor
from bairn.linkage import queries as linkage
from bairn.linkage.terms.judging import Judgement, Person, Relation, Reporters
from bairn.linkage.terms.leads import LeadCard, LeadFile, LeadSource, Side
from bairn.records import queries as records
from bairn.web.desk import may
from bairn.web.desk.case_file import CaseFile
from bairn.web.desk.links import reading
from bairn.web.desk.links.reading import Person as PersonHere


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadShown:
    """A lead with its case, what was said of it, and who the two are part of."""

    file: CaseFile
    lead: LeadFile
    here: PersonHere | None
    here_kind: HolderKind
    there_kind: HolderKind
    there_reference: str
    judgements: tuple[Judgement, ...]
    person: Person | None
    reporters: Reporters
    relations: tuple[Relation, ...]  # those of the two with each other
    references: Mapping[uuid.UUID, str]
    kinds: Mapping[uuid.UUID, HolderKind]
    staff: Mapping[uuid.UUID, StaffCard]

    @property
    def sides(self) -> tuple[tuple[Side, HolderKind], ...]:
        """The two, and whoever else of one's reach was judged to be the same person."""
        two = (self.card.here, self.here_kind), (self.card.there, self.there_kind)
        known = {side.subject_id for side, _kind in two}
        more = (
            (Side(one.subject_id, one.holder_id), self.kinds.get(one.holder_id, HolderKind.CASE))
            for one in (self.person.members if self.person else ())
            if one.subject_id not in known
        )
        return (*two, *more)

    @property
    def is_suspect(self) -> bool:
        """Whether it is a suspect of whom independent reports are counted."""
        return bool(self.here and self.here.part and self.here.part.role is ParticipantRole.SUSPECT)

    @property
    def of_files(self) -> bool:
        """Whether it is the same file that joins the two, and no person."""
        return self.card.source is LeadSource.FILE

    @property
    def card(self) -> LeadCard:
        """The lead as a list shows it."""
        return self.lead.card


@gate.look("desk.lead")
def read(*, actor: Actor, at: datetime, case_id: uuid.UUID, lead_id: uuid.UUID) -> LeadShown:
    """One lead of a case with everything that its page shows."""
    ask: dict[str, Any] = {"actor": actor, "at": at, "case_id": case_id}
    file = linkage.lead(**ask, lead_id=lead_id)
    shown = reading.of_case(**ask)
    said = linkage.judgements(**ask, lead_id=lead_id)
    own = file.card.here.subject_id
    person = linkage.person_of(**ask, subject_id=own)
    holders = {one.holder_id for one in person.members} if person else set()
    references = _references(holders | {file.card.there.holder_id}, actor, at)
    here = shown.person(own)
    return LeadShown(
        file=shown.case,
        lead=file,
        here=here,
        here_kind=HolderKind.CASE,
        there_kind=_kind(file.card.there.holder_id, references),
        there_reference=references.get(file.card.there.holder_id, ("", HolderKind.CASE))[0],
        judgements=said,
        person=person,
        relations=tuple(
            one
            for one in linkage.relations(**ask, subject_id=own)
            if {one.one, one.other} == {file.card.here, file.card.there}
        ),
        reporters=linkage.independent_reporters(**ask, subject_id=own),
        references={holder: reference for holder, (reference, _kind_of) in references.items()},
        kinds={holder: kind for holder, (_reference, kind) in references.items()},
        staff=access.staff_of(actor=actor, at=at, ids={one.by_id for one in said}),
    )


Known = Mapping[uuid.UUID, tuple[str, HolderKind]]


def _kind(holder: uuid.UUID, known: Known) -> HolderKind:
    return known[holder][1] if holder in known else HolderKind.CASE


def _references(holders: set[uuid.UUID], actor: Actor, at: datetime) -> Known:
    wanted = sorted(holders)
    found: dict[uuid.UUID, tuple[str, HolderKind]] = {}
    if not may.off("cases.list", actor):
        for case in cases.by_ids(actor=actor, at=at, case_ids=wanted):
            found[case.id] = (case.reference, HolderKind.CASE)
    if not may.off("intake.list", actor):
        for report in intake.by_ids(actor=actor, at=at, report_ids=wanted):
            found[report.id] = (report.reference, HolderKind.REPORT)
    if not may.off("records.references", actor):
        rest = [one for one in wanted if one not in found]
        known = records.references(actor=actor, at=at, collection_ids=rest)
        found |= {holder: (reference, HolderKind.RECORDS) for holder, reference in known.items()}
    return found
