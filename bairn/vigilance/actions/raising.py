"""A signal is raised: one row, one entry on the record, one owner outside the unit."""

import uuid
from datetime import datetime

from bairn.access import gate
from bairn.kernel import ids
from bairn.kernel.actor import Actor
from bairn.vigilance import kept, models
from bairn.vigilance.rulebook import rules
from bairn.vigilance.terms import Condition, TurnKind


@gate.act("vigilance.raise")
def raise_signal(
    *,
    actor: Actor,
    at: datetime,
    condition: Condition,
    owner_id: uuid.UUID | None,
    reference: str = "",
    case_id: uuid.UUID | None = None,
) -> uuid.UUID:
    """Raise what a rule finds standing; the signal's id. Part of a sweep, done by the house."""
    rule = rules().by_id[condition.rule]
    row = models.Signal(
        id=ids.new_id(),
        rule=rule.id,
        key=condition.key,
        code=condition.code,
        case_id=case_id,
        reference=reference,
        unit_id=condition.unit_id,
        since=condition.since,
        raised_at=at,
        entry_id=gate.entry_id(),
        owner_id=owner_id,
        answer_by=at + rule.answer_within,
    )
    row.save(force_insert=True)
    kept.turn([row.id], TurnKind.RAISED, at=at, to_id=owner_id)
    gate.subject(row.id)
    gate.note(rule=rule.id, owned=owner_id is not None)
    return row.id
