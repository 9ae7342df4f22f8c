"""What is due and what ends over many cases, in as many questions as for one."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime

from bairn.access import gate
from bairn.kernel.actor import Actor
from bairn.protocols import kept, loaded
from bairn.protocols.deadlines import FINISHED, urgency
from bairn.protocols.terms import DueStep, NextUp, Pressing, StepState, WindowNow
from bairn.protocols.windows import closing, closing_first

MOST_CASES = 500  # one question never reads more cases than this


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
    happened = loaded.happened_across(actor, at, asked)
    rows: list[DueStep] = []
    windows: dict[uuid.UUID, tuple[WindowNow, ...]] = {}
    for standing in kept.standings(asked):
        past = happened.get(standing.case_id, ())
        rows += (
            row
            for row in loaded.steps(standing, past, at)
            if row.state in states and row.state not in FINISHED
        )
        windows[standing.case_id] = closing(loaded.windows(standing, past, at))
    gate.note(cases=len(asked), rows=len(rows))
    return Pressing(steps=tuple(sorted(rows, key=urgency)[:limit]), windows=windows)


@gate.look("protocols.due_across")
def next_across(
    *, actor: Actor, at: datetime, case_ids: Sequence[uuid.UUID]
) -> Mapping[uuid.UUID, NextUp]:
    """What comes first in each of these cases, as a list shows it; as many questions as for one."""
    asked = list(dict.fromkeys(case_ids))[:MOST_CASES]
    happened = loaded.happened_across(actor, at, asked)
    found: dict[uuid.UUID, NextUp] = {}
    for standing in kept.standings(asked):
        past = happened.get(standing.case_id, ())
        steps = loaded.steps(standing, past, at)
        found[standing.case_id] = NextUp(
            step=next((row for row in steps if row.state not in FINISHED), None),
            window=closing_first(loaded.windows(standing, past, at)),
        )
    gate.note(cases=len(asked), rows=len(found))
    return found
