"""What goes over with a case, read from what every room says of it: codes and moments, no words."""

import uuid
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from bairn.cases.terms import ClosingCard, Promise, PromiseState
from bairn.evidence.terms import ExhibitCard
from bairn.interviews.terms import ChildLedger, InterviewState
from bairn.preservation.states import OPEN as OPEN_REQUESTS
from bairn.preservation.terms import Request
from bairn.proof.terms import ProofBoard
from bairn.protocols.terms import Binding, Board, Required, StepState, WindowNow
from bairn.protocols.windows import closing, ends_at
from bairn.supervision.terms import Direction, ItemKind, NewItem
from bairn.triage.terms import Cause, TriageCard

OPEN_STEPS = frozenset({StepState.OVERDUE, StepState.DUE_SOON, StepState.OPEN})
OPEN_PROMISES = frozenset({PromiseState.OPEN, PromiseState.MISSED})
EXHIBIT_OFFERED = "exhibit_offered"  # to somebody who has not answered
WAITING = frozenset({InterviewState.ASKED, InterviewState.PLANNED})


def duties(board: Board) -> Iterator[NewItem]:
    """What must or should be done now, the most pressing first; what may be done binds nobody."""
    for row in board.steps:
        if row.state in OPEN_STEPS and row.required is not Required.MAY:
            yield NewItem(
                kind=ItemKind.DUTY,
                code=row.step,
                source_id=row.step,
                state=row.state.value,
                due_at=row.due_at.latest,
            )


def pauses(board: Board) -> Iterator[NewItem]:
    """The clocks that stand still, with their reason."""
    for row in board.steps:
        if row.state is StepState.PAUSED:
            reasons = (row.reason,) if row.reason else ()
            yield NewItem(kind=ItemKind.PAUSE, code=row.step, source_id=row.step, reasons=reasons)


def promises(made: Iterable[Promise], at: datetime) -> Iterator[NewItem]:
    """What somebody was told and still waits for, also where it was missed."""
    for one in made:
        if (state := one.state(at)) in OPEN_PROMISES:
            yield NewItem(
                kind=ItemKind.PROMISE,
                code=one.kind,
                source_id=str(one.id),
                state=state.value,
                reasons=one.reasons,
                about=one.to,
                due_at=one.by_at,
                happened_at=one.made_at,
                by_id=one.by_id,
            )


def windows(rows: Iterable[WindowNow]) -> Iterator[NewItem]:
    """What can still be had and ends, the first to end first."""
    for row in closing(rows):
        yield NewItem(
            kind=ItemKind.WINDOW,
            code=row.window,
            source_id=row.window,
            state=row.state.value,
            about=row.about,
            due_at=ends_at(row),
        )


def directions(
    given: Iterable[Direction], at: datetime, *, of: uuid.UUID | None
) -> Iterator[NewItem]:
    """Directions that nobody has answered; those of one person, where only they leave."""
    for one in given:
        if one.answer is None and of in (None, one.owner_id):
            yield NewItem(
                kind=ItemKind.DIRECTION,
                code="direction",
                source_id=str(one.id),
                state=one.state(at).value,
                due_at=one.by_at,
                happened_at=one.given_at,
                by_id=one.given_by,
            )


def interviews(ledgers: Iterable[ChildLedger]) -> Iterator[NewItem]:
    """Interviews that were asked for or planned and not held."""
    for ledger in ledgers:
        for one in ledger.interviews:
            if one.state in WAITING:
                yield NewItem(
                    kind=ItemKind.INTERVIEW,
                    code=one.purpose.value,
                    source_id=str(one.id),
                    state=one.state.value,
                    about=one.about,
                    due_at=one.planned_at,
                    by_id=one.interviewer,
                )


def proof(board: ProofBoard, at: datetime) -> Iterator[NewItem]:
    """Proof that somebody still has to get, what is late first."""
    wanted = [one for one in board.items.values() if one.open]
    for one in sorted(wanted, key=lambda one: (not one.late(at), str(one.now.by_at or ""), one.id)):
        yield NewItem(
            kind=ItemKind.PROOF,
            code=one.now.kind,
            source_id=str(one.id),
            state=one.now.state.value,
            due_at=one.now.by_at,
            by_id=one.now.by_whom,
        )


def requests(rows: Iterable[Request]) -> Iterator[NewItem]:
    """What a holder was asked, or is to be asked, and what of it is due first."""
    for one in rows:
        if one.state in OPEN_REQUESTS:
            yield NewItem(
                kind=ItemKind.REQUEST,
                code=one.kind.value,
                source_id=str(one.id),
                state=one.state.value,
                about=one.about,
                due_at=one.next.until if one.next else None,
                happened_at=one.sent_at or one.drafted_at,
                by_id=one.drafted_by,
            )


def exhibits(cards: Iterable[ExhibitCard], *, of: uuid.UUID | None) -> Iterator[NewItem]:
    """What the giver answers for: it changes hands by its own offer and answer, never by this.

    Where the whole case moves, it is what anybody of the house answers for.
    """
    for one in sorted(cards, key=lambda card: card.number):
        held_by = one.hands.staff_id
        if held_by is not None and of in (None, held_by):
            yield NewItem(
                kind=ItemKind.EXHIBIT,
                code=one.kind,
                source_id=str(one.id),
                state=EXHIBIT_OFFERED if one.handover_id else one.state,
                about=one.about,
                happened_at=one.since,
                by_id=held_by,
            )


def waivers(board: Board) -> Iterator[NewItem]:
    """Steps that were left out, or that somebody asked to leave out, with who said so and why."""
    for one in board.waivers:
        agreed = one.approved_at is not None
        answered = "waiver_agreed" if agreed else "waiver_asked"
        yield NewItem(
            kind=ItemKind.DECISION,
            code="waiver_declined" if one.declined_at is not None else answered,
            source_id=one.step,
            reasons=(one.reason,),
            happened_at=one.approved_at or one.declined_at or one.asked_at,
            by_id=one.approved_by or one.declined_by or one.asked_by,
        )


def closings(wish: ClosingCard | None) -> Iterator[NewItem]:
    """A wish to close that waits, or the closing that was reopened."""
    if wish is not None:
        yield NewItem(
            kind=ItemKind.DECISION,
            code="closing_asked" if wish.waiting else "closed_before",
            source_id=str(wish.id),
            state=wish.outcome.value,
            reasons=(*wish.reasons, *((wish.reopened_for,) if wish.reopened_for else ())),
            happened_at=wish.confirmed_at or wish.proposed_at,
            by_id=wish.confirmed_by or wish.proposed_by,
        )


def lowerings(cards: Mapping[uuid.UUID, TriageCard]) -> Iterator[NewItem]:
    """Reports of the case that two people put into a lower band."""
    for report_id, card in cards.items():
        for one in card.history:
            if one.cause is Cause.LOWERED:
                yield NewItem(
                    kind=ItemKind.DECISION,
                    code="lowered",
                    source_id=str(report_id),
                    state=one.band.name.lower(),
                    reasons=(one.reason,) if one.reason else (),
                    happened_at=one.assessed_at,
                    by_id=one.by_id,
                )


def moves(bindings: Iterable[Binding]) -> Iterator[NewItem]:
    """Moves to another version of the pack."""
    for one in bindings:
        if one.reason:
            yield NewItem(
                kind=ItemKind.DECISION,
                code="pack_moved",
                source_id=one.version,
                reasons=(one.reason,),
                happened_at=one.started_at,
                by_id=one.by_id,
            )


def came_since(
    fresh: Iterable[NewItem], frozen: Iterable[tuple[ItemKind, str, uuid.UUID | None]]
) -> tuple[NewItem, ...]:
    """What was not there yet when it was offered: the receiver sees it before they finish."""
    known = frozenset(frozen)
    return tuple(one for one in fresh if (one.kind, one.source_id, one.about) not in known)
