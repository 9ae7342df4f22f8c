"""Closing a case: coded reasons, a last look at support, and enough people who answer for it."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime

from bairn.access import gate
from bairn.cases import actions as cases
from bairn.cases import queries as case_looks
from bairn.cases import stages
from bairn.cases.terms import Milestone, Outcome
from bairn.journeys import do_step
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.protocols import gates
from bairn.protocols import queries as duties
from bairn.protocols.terms import GateNow
from bairn.supervision import queries as supervision
from bairn.supervision.terms import Direction, HandoverCard
from bairn.vault import actions as vault
from bairn.vault.terms import SubjectKind

SUPPORT = frozenset({"support_offered", "support_accepted", "support_declined"})
# Somebody held, or bought and sold: one agency alone never ends it (facts S06).
TWO_AGENCIES = ("captive", "trafficking_signs")


def support_was_offered(marks: Iterable[Milestone]) -> None:
    """Raises Refusal when nobody has offered support yet: no case ends before that."""
    if not any(one.kind in SUPPORT for one in marks):
        raise Refusal("journeys.support", "Offer support before the case is closed.")


def everything_stands(gates_now: Iterable[GateNow]) -> None:
    """Raises Refusal, naming what is missing, while a gate holds the closing back."""
    for one in gates_now:
        if one.stage == gates.CLOSED:
            gates.check_open(one, kind=stages.CLOSED)


def nothing_is_in_hand(directions: Iterable[Direction], handovers: Iterable[HandoverCard]) -> None:
    """Raises Refusal while a supervisor's direction or a hand-over of the case is open."""
    if any(one.answer is None for one in directions):
        raise Refusal("journeys.direction_open", "Answer what the supervisor directed first.")
    if any(one.finished_at is None for one in handovers):
        raise Refusal("journeys.handover_open", "Finish the hand-over, or take it back, first.")


def needs_two_agencies(*, actor: Actor, at: datetime, case_id: uuid.UUID) -> bool:
    """Whether two agencies have to close the case: what was once said, nobody takes back alone."""
    return bool(duties.ever_said(actor=actor, at=at, case_id=case_id, names=TWO_AGENCIES))


@gate.act("journeys.propose_closing")
def propose(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    outcome: Outcome,
    reasons: Sequence[str],
    words: str = "",
) -> uuid.UUID:
    """Asks to close a case; nothing changes until it is confirmed. The wish's id.

    `words` are the reasons in words, sealed; a case that needs two agencies needs them. Refuses
    before support was offered, `protocols.gate` while something must stand first (naming it), and
    whatever cases refuses.
    """
    _last_look(actor, at, case_id)
    two = needs_two_agencies(actor=actor, at=at, case_id=case_id)
    wish = cases.propose_closing(
        actor=actor,
        at=at,
        case_id=case_id,
        outcome=outcome,
        reasons=reasons,
        two_agencies=two,
        words_id=_sealed(actor, at, case_id, words) if words.strip() else None,
    )
    do_step.ask_gate(actor=actor, at=at, case_id=case_id, kind=stages.CLOSED)
    return wish


@gate.act("journeys.confirm_closing")
def confirm(*, actor: Actor, at: datetime, case_id: uuid.UUID) -> None:
    """Agrees, and closes the case.

    Refuses `protocols.gate` while something must stand first, while a direction or a hand-over is
    open, when it turned out since that two agencies have to agree, and whatever cases refuses.
    """
    _last_look(actor, at, case_id)
    nothing_is_in_hand(
        supervision.directions_across(actor=actor, at=at, case_ids=[case_id]).get(case_id, ()),
        supervision.handovers_of_case(actor=actor, at=at, case_id=case_id),
    )
    wish = case_looks.closing_of(actor=actor, at=at, case_id=case_id)
    two = needs_two_agencies(actor=actor, at=at, case_id=case_id)
    if wish is not None and wish.waiting and two > wish.two_agencies:
        raise Refusal(
            "journeys.changed", "Something new became known since. It has to be proposed again."
        )
    do_step.ask_gate(actor=actor, at=at, case_id=case_id, kind=stages.CLOSED)
    cases.confirm_closing(actor=actor, at=at, case_id=case_id)


def _last_look(actor: Actor, at: datetime, case_id: uuid.UUID) -> None:
    support_was_offered(case_looks.milestones(actor=actor, at=at, case_id=case_id))


def _sealed(actor: Actor, at: datetime, case_id: uuid.UUID, words: str) -> uuid.UUID:
    return vault.seal(
        actor=actor,
        at=at,
        kind=SubjectKind.WORDS,
        fields={"closing_reasons": words.strip()},
        case_id=case_id,
    )
