"""What is late is mostly done by now: in a district that works, neglect is the exception."""

import random
import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta

from bairn.journeys import do_step
from bairn.kernel.actor import Actor
from bairn.protocols import queries as duties
from bairn.protocols.terms import DueStep, StepState

_SHARE = 0.85  # of what is late
_BEFORE_DUE = timedelta(minutes=20)
_PAGE = 500
# Interviews and decisions wait at gates and have a course of their own.
_STAGES = frozenset({"intake", "protect", "evidence", "after"})


def catch_up(
    *,
    system: Actor,
    now: datetime,
    workers: Mapping[uuid.UUID, tuple[Actor, datetime]],
    dice: random.Random,
) -> int:
    """Most of what is late was done shortly before it was due; how much.

    `workers` says of each case who works on it, and from when on something could be recorded.
    """
    done, after = 0, None
    while True:
        page = duties.sweep(actor=system, at=now, after=after, limit=_PAGE)
        for case in page.cases:
            if case.case_id not in workers:
                continue
            actor, opened_at = workers[case.case_id]
            for row in case.steps:
                if _is_late(row) and dice.random() < _SHARE:
                    _do(actor, case.case_id, row, opened_at)
                    done += 1
        after = page.next
        if after is None:
            return done


def _is_late(row: DueStep) -> bool:
    return row.state is StepState.OVERDUE and row.stage in _STAGES


def _do(actor: Actor, case_id: uuid.UUID, row: DueStep, opened_at: datetime) -> None:
    due_at = row.due_at.latest or opened_at
    at = max(due_at - _BEFORE_DUE, opened_at + _BEFORE_DUE)
    do_step.record(
        actor=actor,
        at=at,
        case_id=case_id,
        kind=(*row.done_by, row.step)[0],
        happened_at=at,
        step=row.step,
    )
