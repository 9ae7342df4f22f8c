"""What can be seen in protocols: duties and windows of a case, what is due over many, the packs."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bairn.access import gate
from bairn.cases import queries as cases
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.protocols import kept, packs
from bairn.protocols.steps import FINISHED, due_steps, urgency
from bairn.protocols.terms import (
    Binding,
    Board,
    CaseFacts,
    DueStep,
    Happened,
    NextUp,
    PackCard,
    Pressing,
    Standing,
    StepState,
    WindowNow,
)
from bairn.protocols.windows import closing, closing_first, windows_now

MOST_CASES = 500  # one question never reads more cases than this


@gate.look("protocols.steps")
def steps_of_case(*, actor: Actor, at: datetime, case_id: uuid.UUID) -> tuple[DueStep, ...]:
    """Every duty of the case at `at`, most pressing first. Refuses a case without a pack."""
    return _steps(_standing(case_id), _happened(actor, at, case_id), at)


@gate.look("protocols.steps")
def binding_of_case(*, actor: Actor, at: datetime, case_id: uuid.UUID) -> Binding:
    """The pack and version the case works under, and since when."""
    return _standing(case_id).binding


@gate.look("protocols.steps")
def board_of_case(*, actor: Actor, at: datetime, case_id: uuid.UUID) -> Board:
    """Every duty of the case with its pack's stages and reasons, and which waivers were asked."""
    standing = _standing(case_id)
    pack = kept.pack_of(standing.binding.digest)
    return Board(
        binding=standing.binding,
        title=pack.title,
        newest=packs.current(pack.id).version,
        stages=pack.stages,
        steps=_steps(standing, _happened(actor, at, case_id), at),
        waivers=kept.asked_waivers(case_id),
        waiver_reasons=pack.waiver_reasons,
        pause_reasons=pack.pause_reasons,
    )


@gate.look("protocols.facts")
def facts_of_case(
    *, actor: Actor, at: datetime, case_id: uuid.UUID
) -> Mapping[uuid.UUID | None, CaseFacts]:
    """What was recorded of the case (under None) and of each of its people."""
    standing = _standing(case_id)
    found: dict[uuid.UUID | None, CaseFacts] = {None: standing.facts}
    found.update((about, own) for about, own in standing.people.items())
    return found


@gate.look("protocols.windows")
def windows_of_case(*, actor: Actor, at: datetime, case_id: uuid.UUID) -> tuple[WindowNow, ...]:
    """Every window at `at`: for each person with facts of their own, else for the case."""
    return _windows(_standing(case_id), _happened(actor, at, case_id), at)


@gate.look("protocols.due_across")
def due_across(
    *,
    actor: Actor,
    at: datetime,
    case_ids: Sequence[uuid.UUID],
    states: frozenset[StepState] = frozenset({StepState.OVERDUE, StepState.DUE_SOON}),
    limit: int = 200,
) -> tuple[DueStep, ...]:
    """What is due over many cases, most pressing first, at most `limit` rows, each with its case.

    Reads at most 500 cases; one outside the actor's reach gives nothing. Six questions to the
    database, however many cases there are.
    """
    return pressing_across(actor=actor, at=at, case_ids=case_ids, states=states, limit=limit).steps


@gate.look("protocols.due_across")
def pressing_across(
    *,
    actor: Actor,
    at: datetime,
    case_ids: Sequence[uuid.UUID],
    states: frozenset[StepState] = frozenset({StepState.OVERDUE, StepState.DUE_SOON}),
    limit: int = 200,
) -> Pressing:
    """What is due over many cases, as `due_across` says, with each case's windows that end."""
    asked = list(dict.fromkeys(case_ids))[:MOST_CASES]
    happened = _happened_across(actor, at, asked)
    rows: list[DueStep] = []
    windows: dict[uuid.UUID, tuple[WindowNow, ...]] = {}
    for standing in kept.standings(asked):
        past = happened.get(standing.case_id, ())
        rows += (
            row
            for row in _steps(standing, past, at)
            if row.state in states and row.state not in FINISHED
        )
        windows[standing.case_id] = closing(_windows(standing, past, at))
    gate.note(cases=len(asked), rows=len(rows))
    return Pressing(steps=tuple(sorted(rows, key=urgency)[:limit]), windows=windows)


@gate.look("protocols.due_across")
def next_across(
    *, actor: Actor, at: datetime, case_ids: Sequence[uuid.UUID]
) -> Mapping[uuid.UUID, NextUp]:
    """What comes first in each of these cases, as a list shows it; as many questions as for one."""
    asked = list(dict.fromkeys(case_ids))[:MOST_CASES]
    happened = _happened_across(actor, at, asked)
    found: dict[uuid.UUID, NextUp] = {}
    for standing in kept.standings(asked):
        past = happened.get(standing.case_id, ())
        steps = _steps(standing, past, at)
        found[standing.case_id] = NextUp(
            step=next((row for row in steps if row.state not in FINISHED), None),
            window=closing_first(_windows(standing, past, at)),
        )
    gate.note(cases=len(asked), rows=len(found))
    return found


@gate.look("protocols.packs")
def packs_available(*, actor: Actor, at: datetime) -> tuple[PackCard, ...]:
    """Every pack a new case can be put under, with its stages and its reporting situations."""
    return tuple(
        PackCard(
            id=pack.id,
            version=pack.version,
            title=pack.title,
            jurisdiction=pack.jurisdiction,
            review_due=pack.review_due,
            stages=pack.stages,
            situations=pack.situations,
        )
        for pack in map(packs.current, packs.ids())
    )


def _standing(case_id: uuid.UUID) -> Standing:
    found = kept.standings([case_id])
    if not found:
        raise Refusal("protocols.not_started", "This case works under no pack yet.")
    return found[0]


def _steps(standing: Standing, happened: Sequence[Happened], at: datetime) -> tuple[DueStep, ...]:
    rows = due_steps(
        kept.pack_of(standing.binding.digest),
        standing.facts,
        happened,
        at=at,
        zone=standing.binding.zone,
        pauses=standing.pauses,
        waivers=standing.waivers,
    )
    return tuple(replace(row, case_id=standing.case_id) for row in rows)


def _windows(
    standing: Standing, happened: Sequence[Happened], at: datetime
) -> tuple[WindowNow, ...]:
    pack = kept.pack_of(standing.binding.digest)
    if not standing.people:
        return windows_now(pack, standing.facts, happened, at=at)
    return tuple(
        row
        for about, own in sorted(standing.people.items())
        for row in windows_now(pack, own.over(standing.facts), happened, at=at, about=about)
    )


def _happened(actor: Actor, at: datetime, case_id: uuid.UUID) -> tuple[Happened, ...]:
    marks = cases.milestones(actor=actor, at=at, case_id=case_id)
    return tuple(Happened(one.kind, one.at, one.step) for one in marks)


def _happened_across(
    actor: Actor, at: datetime, case_ids: Sequence[uuid.UUID]
) -> Mapping[uuid.UUID, tuple[Happened, ...]]:
    found = cases.milestones_across(actor=actor, at=at, case_ids=case_ids)
    return {
        case_id: tuple(Happened(one.kind, one.at, one.step) for one in marks)
        for case_id, marks in found.items()
    }
