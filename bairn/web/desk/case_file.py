"""What the pages of one case show, each read as one look: one transaction, one entry.

A part that somebody's role may not see stays empty by the policy's own answer; the page says so.
"""

import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from bairn.access import exclusions, gate
from bairn.access import queries as access
from bairn.access.terms import CircleMember, ExclusionCard, StaffCard
from bairn.cases import queries as cases
from bairn.cases.terms import CaseCard, ClosingCard, Milestone, Participant
from bairn.digests import queries as digests
from bairn.digests.terms import Hit
from bairn.evidence import queries as evidence
from bairn.evidence.queries import kits as kit_looks
from bairn.intake import queries as intake
from bairn.intake.terms import ReportCard
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.oversight.terms import Page, Place
from bairn.preservation import queries as preservation
from bairn.protocols import queries as protocols
from bairn.protocols.terms import Binding, Board, CaseFacts, Pack, StepChange, WindowNow
from bairn.web.desk import may
from bairn.web.desk.brief_evidence import Holdings, holdings

RECORD_ROWS = 50
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile:
    """A case as its pages show it; what was not asked for, or may not be seen, is empty."""

    card: CaseCard
    milestones: tuple[Milestone, ...] = ()
    board: Board | None = None  # None: the case works under no pack yet
    pack: Pack | None = None
    pinned: Binding | None = None
    bindings: tuple[Binding, ...] = ()  # every version the case has worked under, the first first
    changes: tuple[StepChange, ...] = ()  # what the newest version would change
    people: tuple[Participant, ...] = ()
    facts: Mapping[uuid.UUID | None, CaseFacts] = field(default_factory=dict)
    windows: tuple[WindowNow, ...] = ()
    reports: tuple[ReportCard, ...] = ()
    closing: ClosingCard | None = None
    circle: tuple[CircleMember, ...] = ()
    staff: Mapping[uuid.UUID, StaffCard] = field(default_factory=dict)
    colleagues: tuple[StaffCard, ...] = ()
    exclusions: tuple[ExclusionCard, ...] = ()  # who is and who was kept out
    record: Page | None = None
    hits: tuple[Hit, ...] = ()  # watched files that came in again
    holdings: Holdings | None = None  # the key points on evidence

    @property
    def binding(self) -> Binding | None:
        """The pack the case works under, and the zone of its clock."""
        return self.board.binding if self.board else self.pinned


@gate.look("desk.case_brief")
def brief(*, actor: Actor, at: datetime, case_id: uuid.UUID) -> CaseFile:
    """The case, its people, duties, facts, windows, reports and milestones."""
    ask = _asker(actor, at, case_id)
    return CaseFile(
        card=cases.case(actor=actor, at=at, case_id=case_id),
        milestones=ask("cases.milestones", cases.milestones, ()),
        board=ask("protocols.steps", protocols.board_of_case, None),
        people=ask("cases.participants", cases.participants, ()),
        facts=ask("protocols.facts", protocols.facts_of_case, {}),
        windows=ask("protocols.windows", protocols.windows_of_case, ()),
        reports=ask("intake.reports_of_case", intake.reports_of_case, ()),
        closing=ask("cases.closing", cases.closing_of, None),
        hits=ask("digests.watch_hits", digests.watch_hits, ()),
        holdings=_holdings(ask, at),
    )


def _holdings(ask: Callable[[str, Callable[..., Any], Any], Any], at: datetime) -> Holdings:
    checks = ask("evidence.check_states", evidence.check_states, None)
    return holdings(
        exhibits=ask("evidence.exhibits", evidence.exhibits, None),
        kits=ask("evidence.kits", kit_looks.kits, None),
        requests=ask("preservation.requests", preservation.requests, None),
        checks=None if checks is None else tuple(checks.values()),
        at=at,
    )


@gate.look("desk.case_people")
def people(*, actor: Actor, at: datetime, case_id: uuid.UUID) -> CaseFile:
    """The case and who takes part in it, under pseudonyms, with what is known of each."""
    ask = _asker(actor, at, case_id)
    return CaseFile(
        card=cases.case(actor=actor, at=at, case_id=case_id),
        pinned=ask("protocols.steps", protocols.binding_of_case, None),
        milestones=ask("cases.milestones", cases.milestones, ()),
        people=ask("cases.participants", cases.participants, ()),
        facts=ask("protocols.facts", protocols.facts_of_case, {}),
    )


@gate.look("desk.case_protocol")
def protocol(*, actor: Actor, at: datetime, case_id: uuid.UUID) -> CaseFile:
    """The case and its duties, with who asked to leave one out and who answered."""
    ask = _asker(actor, at, case_id)
    board = ask("protocols.steps", protocols.board_of_case, None)
    named = (
        {name for one in board.waivers for name in (one.asked_by, one.approved_by, one.declined_by)}
        if board
        else set()
    )
    return CaseFile(
        card=cases.case(actor=actor, at=at, case_id=case_id),
        milestones=ask("cases.milestones", cases.milestones, ()),
        board=board,
        people=ask("cases.participants", cases.participants, ()),
        facts=ask("protocols.facts", protocols.facts_of_case, {}),
        pack=ask("protocols.steps", protocols.pack_of_case, None),
        staff=_staff(actor, at, {one for one in named if one}),
    )


@gate.look("desk.case_move")
def move(*, actor: Actor, at: datetime, case_id: uuid.UUID) -> CaseFile:
    """The case, every version it has worked under, and what the newest would change in it."""
    ask = _asker(actor, at, case_id)
    bindings = ask("protocols.steps", protocols.bindings_of_case, ())
    return CaseFile(
        card=cases.case(actor=actor, at=at, case_id=case_id),
        milestones=ask("cases.milestones", cases.milestones, ()),
        board=ask("protocols.steps", protocols.board_of_case, None),
        bindings=bindings,
        changes=ask("protocols.move_preview", protocols.move_preview, ()),
        staff=_staff(actor, at, {one.by_id for one in bindings if one.by_id}),
    )


@gate.look("desk.case_windows")
def windows(*, actor: Actor, at: datetime, case_id: uuid.UUID) -> CaseFile:
    """The case, its people under pseudonyms, and every window of each."""
    ask = _asker(actor, at, case_id)
    return CaseFile(
        card=cases.case(actor=actor, at=at, case_id=case_id),
        pinned=ask("protocols.steps", protocols.binding_of_case, None),
        milestones=ask("cases.milestones", cases.milestones, ()),
        people=ask("cases.participants", cases.participants, ()),
        windows=ask("protocols.windows", protocols.windows_of_case, ()),
    )


@gate.look("desk.case_decisions")
def decisions(*, actor: Actor, at: datetime, case_id: uuid.UUID) -> CaseFile:
    """The case, how it is to close, and who is in its circle."""
    ask = _asker(actor, at, case_id)
    card = cases.case(actor=actor, at=at, case_id=case_id)
    closing = ask("cases.closing", cases.closing_of, None)
    decided = {closing.proposed_by, closing.confirmed_by, closing.reopened_by} if closing else set()
    return CaseFile(
        card=card,
        board=ask("protocols.steps", protocols.board_of_case, None),
        milestones=ask("cases.milestones", cases.milestones, ()),
        people=ask("cases.participants", cases.participants, ()),
        closing=closing,
        circle=ask("access.circle_of", access.circle_of, ()),
        staff=_staff(actor, at, {one for one in decided if one}),
        colleagues=_colleagues(actor, at, card.unit_id),
        exclusions=ask("access.exclusions_of", exclusions.exclusions_of, ()),
    )


@gate.look("desk.case_record")
def record(
    *, actor: Actor, at: datetime, case_id: uuid.UUID, before: Place | None = None
) -> CaseFile:
    """The case and a page of what was done, seen and refused in it, newest first."""
    ask = _asker(actor, at, case_id)
    page = access.record_of(actor=actor, at=at, case_id=case_id, before=before, limit=RECORD_ROWS)
    return CaseFile(
        card=cases.case(actor=actor, at=at, case_id=case_id),
        pinned=ask("protocols.steps", protocols.binding_of_case, None),
        milestones=ask("cases.milestones", cases.milestones, ()),
        people=ask("cases.participants", cases.participants, ()),
        staff=_staff(actor, at, {row.entry.actor_id for row in page.entries}),
        record=page,
    )


def _asker(actor: Actor, at: datetime, case_id: uuid.UUID) -> Callable[..., Any]:
    """Asks a room about this case, or gives `instead` where the role or the pack has no answer."""

    def ask(act: str, look: Callable[..., T], instead: T) -> T:
        if may.off(act, actor):
            return instead
        try:
            return look(actor=actor, at=at, case_id=case_id)
        except Refusal as refusal:
            if refusal.code != "protocols.not_started":
                raise
            return instead

    return ask


def _staff(actor: Actor, at: datetime, ids: Iterable[uuid.UUID]) -> Mapping[uuid.UUID, StaffCard]:
    wanted = tuple(ids)
    return access.staff_of(actor=actor, at=at, ids=wanted) if wanted else {}


def _colleagues(actor: Actor, at: datetime, unit_id: uuid.UUID) -> tuple[StaffCard, ...]:
    if may.off("access.assign", actor):
        return ()
    return access.staff_of_unit(actor=actor, at=at, unit_id=unit_id)
