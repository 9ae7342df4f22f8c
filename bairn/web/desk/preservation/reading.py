"""What the pages of requests show of one case, and over one's reach, each read as one look."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from bairn.access import gate
from bairn.access import queries as access
from bairn.access.terms import StaffCard
from bairn.cases import queries as cases
from bairn.cases.terms import Participant
from bairn.digests import queries as digests
from bairn.digests.terms import Watch
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.preservation import codes
from bairn.preservation import queries as preservation
from bairn.preservation.states import OPEN
from bairn.preservation.terms import (
    Holder,
    HolderClass,
    Kind,
    ProviderYear,
    Request,
    RequestFile,
    RunningOut,
    WaitingRequest,
)
from bairn.protocols import queries as protocols
from bairn.protocols.terms import Binding, WindowKind, WindowNow, WindowState
from bairn.web.desk import may
from bairn.web.desk.case_file import CaseFile

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Unasked:
    """A window of the pack for which nobody was asked yet, and who may be."""

    window: WindowNow
    classes: tuple[HolderClass, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestsFile:
    """A case with its requests, and everybody whom they name."""

    file: CaseFile
    requests: tuple[Request, ...] = ()
    one: RequestFile | None = None
    year: ProviderYear | None = None
    holders: tuple[Holder, ...] = ()
    watches: tuple[Watch, ...] = ()
    staff: Mapping[uuid.UUID, StaffCard] = field(default_factory=dict)
    unit: str = ""
    removals: frozenset[str] = frozenset()  # whom the pack names for them; for support alone

    @property
    def zone(self) -> ZoneInfo:
        """The clock of the case."""
        return self.file.binding.zone if self.file.binding else ZoneInfo("UTC")

    @property
    def law(self) -> str:
        """Whose law the case's pack works under; empty where nobody knows."""
        binding = self.file.binding
        return codes.book().laws.get(binding.pack, "") if binding else ""

    @property
    def parts(self) -> Mapping[uuid.UUID, Participant]:
        """Who takes part, by id."""
        return {one.id: one for one in self.file.people}

    @property
    def takedowns(self) -> tuple[Request, ...]:
        """What is to be removed."""
        return tuple(one for one in self.requests if one.kind is Kind.TAKEDOWN)

    @property
    def others(self) -> tuple[Request, ...]:
        """Everything else that was asked."""
        return tuple(one for one in self.requests if one.kind is not Kind.TAKEDOWN)

    @property
    def unasked(self) -> tuple[Unasked, ...]:
        """The open windows of recordings and data for which nothing is asked, the nearest first."""
        open_ones = [one for one in self.requests if one.state in OPEN]
        asked = {one.holder_class for one in open_ones}
        named = {one.window for one in open_ones}
        found: dict[str, Unasked] = {}
        for window in self.file.windows:
            classes = codes.book().classes_for_window(window.window)
            left = tuple(one for one in classes if one.id not in asked)
            wanted = window.kind is WindowKind.DIGITAL and window.state is not WindowState.NOT_YET
            # Several operators may hold what one window is about; of providers one letter will do.
            several = all(one.group == "video" for one in classes)
            done = window.window in named if several else len(left) < len(classes)
            if wanted and left and not done:
                found.setdefault(window.window, Unasked(window=window, classes=left))
        return tuple(sorted(found.values(), key=lambda one: one.window.hours_left or 0.0))

    def request(self, request_id: uuid.UUID) -> Request | None:
        """A request of the case by its id."""
        return next((one for one in self.requests if one.id == request_id), None)

    def together(self, one: Request) -> tuple[Request, ...]:
        """What was drafted with this request and has not left either."""
        return tuple(
            other
            for other in self.requests
            if other.sent_at is None
            and other.letter_id is not None
            and (other.id == one.with_id or other.with_id == one.id)
        )


@gate.look("desk.case_preservation")
def requests_file(
    *, actor: Actor, at: datetime, case_id: uuid.UUID, request_id: uuid.UUID | None = None
) -> RequestsFile:
    """The case, what was asked of whom, what runs out; with one request, its steps."""
    ask = _asker(actor, at, case_id)
    card = cases.case(actor=actor, at=at, case_id=case_id)
    one = None
    if request_id is not None:
        one = preservation.request(actor=actor, at=at, case_id=case_id, request_id=request_id)
    requests = preservation.requests(actor=actor, at=at, case_id=case_id)
    named = {one for row in requests for one in (row.drafted_by, row.minded_by) if one} | {
        step.by_id for step in (one.steps if one else ())
    }
    units = access.units(actor=actor, at=at)
    holders_off = may.off("preservation.holders", actor)
    removals = frozenset[str]()
    if only_removals(actor):
        removals = preservation.removal_named(actor=actor, at=at, case_id=case_id)
    reports_off = may.off("intake.reports_of_case", actor)
    return RequestsFile(
        file=CaseFile(
            card=card,
            milestones=cases.milestones(actor=actor, at=at, case_id=case_id),
            pinned=_binding(actor, at, case_id),
            people=ask("cases.participants", cases.participants, ()),
            windows=ask("protocols.windows", protocols.windows_of_case, ()),
        ),
        requests=requests,
        one=one,
        year=None
        if reports_off
        else preservation.provider_year(actor=actor, at=at, case_id=case_id),
        holders=() if holders_off else preservation.holders(actor=actor, at=at),
        watches=ask("digests.watches", digests.watches, ()),
        staff=access.staff_of(actor=actor, at=at, ids=named),
        removals=removals,
        unit=next((f"{u.agency_name}, {u.name}" for u in units if u.id == card.unit_id), ""),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningFile:
    """What runs out in one's reach, what waits for one's agreement, the references of the cases."""

    page: RunningOut
    waiting: tuple[WaitingRequest, ...]
    references: Mapping[uuid.UUID, str]


@gate.look("desk.running_out")
def running_file(
    *,
    actor: Actor,
    at: datetime,
    kind: Kind | None,
    after: tuple[datetime, uuid.UUID] | None,
    limit: int,
) -> RunningFile:
    """Open requests of one's reach by what is due first, and drafts that wait for agreement."""
    page = preservation.running_out(actor=actor, at=at, kind=kind, after=after, limit=limit)
    agrees = may.off("preservation.waiting", actor) is None
    waiting = preservation.waiting(actor=actor, at=at) if agrees else ()
    ids = {one.case_id for one in page.requests} | {one.request.case_id for one in waiting}
    cards = cases.by_ids(actor=actor, at=at, case_ids=list(ids))
    return RunningFile(
        page=page, waiting=waiting, references={card.id: card.reference for card in cards}
    )


def _binding(actor: Actor, at: datetime, case_id: uuid.UUID) -> Binding | None:
    try:
        return protocols.binding_of_case(actor=actor, at=at, case_id=case_id)
    except Refusal as no:
        if no.code != "protocols.not_started":
            raise
        return None


def only_removals(actor: Actor) -> bool:
    """Whether the reader asks for removals and for nothing else, as support does."""
    others = may.off("preservation.draft", actor) is not None
    return others and may.off("preservation.draft_takedown", actor) is None


def _asker(actor: Actor, at: datetime, case_id: uuid.UUID) -> Callable[[str, Any, Any], Any]:
    """Asks a room where the reader's role may; a case under no pack has nothing of it."""

    def ask(look: str, query: Callable[..., T], nothing: T) -> T:
        if may.off(look, actor):
            return nothing
        try:
            return query(actor=actor, at=at, case_id=case_id)
        except Refusal as no:
            if no.code != "protocols.not_started":
                raise
            return nothing

    return ask
