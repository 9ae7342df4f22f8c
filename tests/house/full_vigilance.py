"""A row in every table of vigilance, made by its own acts, with words planted in them."""

import uuid

from bairn.access import sessions
from bairn.cases import queries as cases
from bairn.kernel import clock
from bairn.kernel.actor import Actor
from bairn.vigilance import actions, queries
from bairn.vigilance.terms import Condition


def fill_vigilance(supervisor: Actor, operator: Actor, overseer: Actor, case_id: uuid.UUID) -> None:
    """A signal that nobody owns yet, what the unit says to it, and who oversees the unit."""
    unit_id = supervisor.unit
    assert unit_id is not None
    actions.name_overseer(actor=operator, at=clock.now(), unit_id=unit_id, staff_id=overseer.id)
    at = clock.now()
    found = Condition(
        rule="silent_14_days",
        key=f"silent_14_days:{case_id}:",
        since=at,
        case_id=case_id,
        unit_id=unit_id,
    )
    signal = actions.raise_signal(
        actor=sessions.system(),
        at=at,
        condition=found,
        owner_id=None,
        reference=cases.case(actor=supervisor, at=at, case_id=case_id).reference,
        case_id=case_id,
    )
    actions.explain(
        actor=supervisor,
        at=clock.now(),
        case_id=case_id,
        signal_id=signal,
        code="other",
        words="Canarysignal",
    )


def a_signal(supervisor: Actor, case_id: uuid.UUID) -> uuid.UUID:
    """Something that is said to be neglected in the case."""
    found = queries.signals_of_case(actor=supervisor, at=clock.now(), case_id=case_id)
    return found[0].id
