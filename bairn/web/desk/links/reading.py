"""What the pages of links show of one case or report, and over one's reach, each as one look."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bairn.access import gate
from bairn.access import queries as access
from bairn.access.terms import StaffCard
from bairn.cases import queries as cases
from bairn.cases.terms import Participant
from bairn.intake import queries as intake
from bairn.intake.terms import PersonCard, ReportCard
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.linkage import queries as linkage
from bairn.linkage.terms.judging import Talk, Trace
from bairn.linkage.terms.leads import LeadCard, LeadsHere
from bairn.linkage.terms.reveals import AskedOfUs, RevealCard, RevealsHere, RevealState
from bairn.protocols import queries as protocols
from bairn.protocols.terms import Binding
from bairn.web.desk import may, report_words
from bairn.web.desk.case_file import CaseFile

_STANDS = (RevealState.ASKED, RevealState.AGREED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody of a case or report, what was found of them, and whether more lies elsewhere."""

    subject_id: uuid.UUID
    part: Participant | None = None
    trace: Trace | None = None  # an identifier whose owner is not known
    files: bool = False  # no person: the files of this case or report as a whole
    card: PersonCard | None = None
    number: int = 0
    leads: tuple[LeadCard, ...] = ()
    elsewhere: bool = False
    checked_at: datetime | None = None
    standing: RevealCard | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LinksFile:
    """A case or report with its links."""

    file: CaseFile | None = None
    report: ReportCard | None = None
    people: tuple[Person, ...] = ()
    reveals: RevealsHere
    references: Mapping[uuid.UUID, str] = field(default_factory=dict)
    reports: frozenset[uuid.UUID] = frozenset()  # those of the references that are reports
    staff: Mapping[uuid.UUID, StaffCard] = field(default_factory=dict)
    units: Mapping[uuid.UUID, str] = field(default_factory=dict)

    @property
    def case(self) -> CaseFile:
        """The case whose links these are. Raises RuntimeError for those of a report."""
        if self.file is None:
            raise RuntimeError("the links of a case have its file")
        return self.file

    def person(self, subject_id: uuid.UUID) -> Person | None:
        """Somebody of this file by the number of what is sealed of them."""
        return next((one for one in self.people if one.subject_id == subject_id), None)


@gate.look("desk.case_links")
def of_case(*, actor: Actor, at: datetime, case_id: uuid.UUID) -> LinksFile:
    """The case's people with what was found of each, and its requests to other units."""
    where = {"case_id": case_id}
    here = linkage.leads(actor=actor, at=at, **where)
    reveals = linkage.reveals(actor=actor, at=at, **where)
    parts = cases.participants(actor=actor, at=at, case_id=case_id)
    people = [Person(subject_id=one.subject_id, part=one) for one in parts]
    if not may.off("linkage.traces", actor):
        traces = linkage.traces(actor=actor, at=at, case_id=case_id)
        people += [Person(subject_id=one.subject_id, trace=one) for one in traces]
    people += _files(case_id, here)
    file = CaseFile(
        card=cases.case(actor=actor, at=at, case_id=case_id),
        milestones=cases.milestones(actor=actor, at=at, case_id=case_id),
        pinned=_binding(actor, at, case_id),
    )
    return _file(people, here, reveals, actor, at, file=file)


@gate.look("desk.report_links")
def of_report(*, actor: Actor, at: datetime, report_id: uuid.UUID) -> LinksFile:
    """The report's people with what was found of each, and its requests to other units."""
    where = {"report_id": report_id}
    here = linkage.leads(actor=actor, at=at, **where)
    reveals = linkage.reveals(actor=actor, at=at, **where)
    card = intake.report(actor=actor, at=at, report_id=report_id)
    people = [
        Person(subject_id=one.subject_id, card=one, number=number)
        for one, number in report_words.numbered(card.people)
    ]
    people += _files(report_id, here)
    return _file(people, here, reveals, actor, at, report=card)


def _files(holder_id: uuid.UUID, here: LeadsHere) -> list[Person]:
    """The files as a whole, once they were compared with those of others."""
    return [Person(subject_id=holder_id, files=True)] if holder_id in here.checked else []


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """What waits for somebody in all their files: to judge, to agree, to answer, to talk."""

    judge: tuple[LeadCard, ...]
    agree: tuple[tuple[uuid.UUID, RevealCard], ...]
    answer: tuple[AskedOfUs, ...]
    talk: tuple[Talk, ...]
    references: Mapping[uuid.UUID, str]
    reports: frozenset[uuid.UUID]
    staff: Mapping[uuid.UUID, StaffCard]
    units: Mapping[uuid.UUID, str]


@gate.look("desk.links")
def waiting(*, actor: Actor, at: datetime) -> Waiting:
    """What one may judge, agree to, or answer; what a role has no part in stays empty."""
    ask: dict[str, Any] = {"actor": actor, "at": at}
    judge = () if may.off("linkage.to_judge", actor) else linkage.to_judge(**ask)
    agree = () if may.off("linkage.own_key", actor) else linkage.own_key(**ask)
    answer = () if may.off("linkage.asked_of_us", actor) else linkage.asked_of_us(**ask)
    holders = {side.holder_id for one in judge for side in (one.here, one.there)}
    holders |= {holder for holder, _one in agree}
    talk = () if may.off("linkage.talks", actor) else linkage.talks(**ask)
    holders |= {one.case_id for one in talk}
    met = {one.asked_by for _h, one in agree} | {one.with_staff for one in talk}
    references, reports = _references(holders, actor, at)
    return Waiting(
        judge=judge,
        agree=agree,
        answer=answer,
        references=references,
        reports=reports,
        talk=talk,
        staff=access.staff_of(actor=actor, at=at, ids=met),
        units=_units(actor, at),
    )


def _file(
    people: Iterable[Person],
    here: LeadsHere,
    reveals: RevealsHere,
    actor: Actor,
    at: datetime,
    *,
    file: CaseFile | None = None,
    report: ReportCard | None = None,
) -> LinksFile:
    standing = {one.subject_id: one for one in reveals.asked if one.state in _STANDS}
    named = {one.contact_id for one in reveals.revealed}
    named |= {who for one in reveals.asked for who in (one.asked_by, one.decided_by) if who}
    references, reports = _references({one.there.holder_id for one in here.leads}, actor, at)
    return LinksFile(
        file=file,
        report=report,
        people=tuple(
            Person(
                subject_id=one.subject_id,
                part=one.part,
                card=one.card,
                trace=one.trace,
                files=one.files,
                number=one.number,
                leads=tuple(c for c in here.leads if c.here.subject_id == one.subject_id),
                elsewhere=one.subject_id in here.elsewhere,
                checked_at=here.checked.get(one.subject_id),
                standing=standing.get(one.subject_id),
            )
            for one in {person.subject_id: person for person in people}.values()
        ),
        reveals=reveals,
        references={one.other_holder: one.reference for one in reveals.revealed} | references,
        reports=reports,
        staff=access.staff_of(actor=actor, at=at, ids=named),
        units=_units(actor, at),
    )


def _references(
    holders: Iterable[uuid.UUID], actor: Actor, at: datetime
) -> tuple[dict[uuid.UUID, str], frozenset[uuid.UUID]]:
    """The references of what is in reach, and which of them are reports."""
    wanted = sorted(holders)
    found: dict[uuid.UUID, str] = {}
    reports: dict[uuid.UUID, str] = {}
    if not may.off("cases.list", actor):
        cards = cases.by_ids(actor=actor, at=at, case_ids=wanted)
        found = {one.id: one.reference for one in cards}
    if not may.off("intake.list", actor):
        rows = intake.by_ids(actor=actor, at=at, report_ids=wanted)
        reports = {one.id: one.reference for one in rows}
    return found | reports, frozenset(reports)


def _units(actor: Actor, at: datetime) -> dict[uuid.UUID, str]:
    units = access.units(actor=actor, at=at)
    return {one.id: f"{one.agency_name}, {one.name}" for one in units}


def _binding(actor: Actor, at: datetime, case_id: uuid.UUID) -> Binding | None:
    if may.off("protocols.steps", actor):
        return None
    try:
        return protocols.binding_of_case(actor=actor, at=at, case_id=case_id)
    except Refusal as refusal:
        if refusal.code != "protocols.not_started":
            raise
        return None
