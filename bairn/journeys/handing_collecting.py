"""Asks every room what it holds of a case that goes from hand to hand."""

import uuid
from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import chain

from bairn.access import gate
from bairn.cases import queries as cases
from bairn.cases.terms import ClosingCard
from bairn.evidence import queries as evidence
from bairn.evidence.terms import ExhibitCard
from bairn.intake import queries as reports
from bairn.interviews import queries as interviews
from bairn.journeys import handing_items
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.preservation import queries as preservation
from bairn.preservation.terms import Request
from bairn.proof import queries as proof
from bairn.protocols import queries as protocols
from bairn.protocols.terms import Board
from bairn.supervision import queries as supervision
from bairn.supervision.handing import MOST_ITEMS
from bairn.supervision.terms import Direction, ItemKind, NewItem
from bairn.triage import queries as triage
from bairn.triage.terms import TriageCard

# A case under no pack, and one whose pack has no table of offences, has no board.
NO_BOARD = frozenset({"protocols.not_started", "proof.no_table"})
_PLACE = {kind: place for place, kind in enumerate(ItemKind)}


def board(actor: Actor, at: datetime, case_id: uuid.UUID) -> Board | None:
    """The duties of the case; None for one that works under no pack yet."""
    try:
        return protocols.board_of_case(actor=actor, at=at, case_id=case_id)
    except Refusal as no:
        if no.code != "protocols.not_started":
            raise
        return None


def items(
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    duties: Board | None,
    *,
    of: uuid.UUID | None,
) -> tuple[NewItem, ...]:
    """Everything that goes over, by kind in the order of the terms.

    `of` is the giver, where one person's place goes: others keep the directions that are theirs.
    What somebody's role may not see is left out for them; whoever offers sees all of it.
    """
    found = chain(
        handing_items.promises(cases.promises(actor=actor, at=at, case_id=case_id), at),
        handing_items.directions(_directions(actor, at, case_id), at, of=of),
        handing_items.closings(_wish(actor, at, case_id)),
        handing_items.lowerings(_triaged(actor, at, case_id)),
        handing_items.requests(_requests(actor, at, case_id)),
        handing_items.exhibits(_exhibits(actor, at, case_id), of=of),
        () if duties is None else _of_pack(actor, at, case_id, duties),
    )
    return tuple(sorted(found, key=lambda one: _PLACE[one.kind]))[:MOST_ITEMS]


def _of_pack(actor: Actor, at: datetime, case_id: uuid.UUID, duties: Board) -> chain[NewItem]:
    """What only a case under a pack has."""
    return chain(
        handing_items.duties(duties),
        handing_items.windows(protocols.windows_of_case(actor=actor, at=at, case_id=case_id)),
        handing_items.interviews(interviews.ledger(actor=actor, at=at, case_id=case_id)),
        _proof(actor, at, case_id),
        handing_items.pauses(duties),
        handing_items.waivers(duties),
        handing_items.moves(protocols.bindings_of_case(actor=actor, at=at, case_id=case_id)),
    )


def _wish(actor: Actor, at: datetime, case_id: uuid.UUID) -> ClosingCard | None:
    if not gate.fits(actor, "cases.closing"):
        return None
    return cases.closing_of(actor=actor, at=at, case_id=case_id)


def _triaged(actor: Actor, at: datetime, case_id: uuid.UUID) -> Mapping[uuid.UUID, TriageCard]:
    if not gate.fits(actor, "triage.report"):
        return {}
    return {
        one.id: triage.triage_of(actor=actor, at=at, report_id=one.id)
        for one in reports.reports_of_case(actor=actor, at=at, case_id=case_id)
    }


def _proof(actor: Actor, at: datetime, case_id: uuid.UUID) -> Iterable[NewItem]:
    if not gate.fits(actor, "proof.board"):
        return ()
    try:
        return handing_items.proof(proof.board(actor=actor, at=at, case_id=case_id), at)
    except Refusal as no:
        if no.code not in NO_BOARD:
            raise
        return ()


def _requests(actor: Actor, at: datetime, case_id: uuid.UUID) -> tuple[Request, ...]:
    if not gate.fits(actor, "preservation.requests"):
        return ()
    return preservation.requests(actor=actor, at=at, case_id=case_id)


def _exhibits(actor: Actor, at: datetime, case_id: uuid.UUID) -> tuple[ExhibitCard, ...]:
    if not gate.fits(actor, "evidence.exhibits"):
        return ()
    return evidence.exhibits(actor=actor, at=at, case_id=case_id)


def _directions(actor: Actor, at: datetime, case_id: uuid.UUID) -> tuple[Direction, ...]:
    given = supervision.directions_across(actor=actor, at=at, case_ids=[case_id])
    return given.get(case_id, ())
