"""What became known of a case or of somebody in it; nothing is overwritten."""

import uuid
from datetime import datetime

from bairn.access import gate
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.protocols import kept, models, recorded
from bairn.protocols.terms import CaseFacts


@gate.act("protocols.record_facts")
def record_facts(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    facts: CaseFacts,
    about: uuid.UUID | None = None,
) -> int:
    """Records what became known, of the case or of one participant; nothing is overwritten.

    Returns how many facts were recorded. Refuses a fact or value outside the vocabulary.
    """
    count = kept.keep_facts(facts, case_id=case_id, about=about, by=actor.id, at=at)
    gate.note(facts=count)
    return count


@gate.act("protocols.forget_fact")
def forget_fact(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    name: str,
    about: uuid.UUID | None = None,
) -> None:
    """Makes a fact unknown again, as when it turns out that nobody really knows."""
    if name not in recorded.vocabulary():
        raise Refusal("protocols.fact", "This is not a fact that a pack can ask about.", field=name)
    models.Fact.objects.create(
        case_id=case_id, about=about, name=name, value=None, recorded_at=at, by_id=actor.id
    )
    gate.note(fact=name)
