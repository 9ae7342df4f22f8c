"""What other rooms say that a rule needs: the pack's rule, who takes part, who is in the circle."""

import uuid
from collections.abc import Mapping
from datetime import datetime

from bairn.access import queries as access
from bairn.cases import queries as cases
from bairn.cases.terms import Participant
from bairn.interviews import codes, seating
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal, why_not
from bairn.protocols import gates
from bairn.protocols import queries as protocols
from bairn.protocols.terms import CaseFacts, FactValue, GateNow, InterviewRule

STAGE = "interview"
HELD = "interview_held"  # the milestone that enters it
ALERT_AT = 3  # where a case works under no pack yet


def child(actor: Actor, at: datetime, case_id: uuid.UUID, about: uuid.UUID) -> Participant:
    """The child or victim of this case. Raises Refusal for anybody else."""
    people = cases.participants(actor=actor, at=at, case_id=case_id)
    return seating.of_this_case(people, about)


def room(actor: Actor, at: datetime, case_id: uuid.UUID, about: uuid.UUID) -> seating.Room:
    """Everything that says who may sit with this child, as it is known now."""
    people = cases.participants(actor=actor, at=at, case_id=case_id)
    circle = access.circle_of(actor=actor, at=at, case_id=case_id)
    known = _known(actor, at, case_id, about)
    staff = access.staff_of(actor=actor, at=at, ids=[one.staff_id for one in circle])
    return seating.Room(
        child=seating.of_this_case(people, about),
        people=people,
        circle={card.id: card.roles for card in staff.values() if card.active},
        girl=known.get("sex") in (None, "female"),
        interpreter=known.get("interpreter_needed") is True,
        non_verbal=known.get("non_verbal") is True,
        rule=rule_of(actor, at, case_id),
        book=codes.book(),
    )


def rule_of(actor: Actor, at: datetime, case_id: uuid.UUID) -> InterviewRule:
    """What the pack of the case says about interviews. Refuses a case without a pack."""
    return protocols.interview_rule(actor=actor, at=at, case_id=case_id)


def rule_or_none(actor: Actor, at: datetime, case_id: uuid.UUID) -> InterviewRule | None:
    """The same; None for a case that works under no pack yet."""
    try:
        return rule_of(actor, at, case_id)
    except Refusal as refusal:
        if refusal.code != "protocols.not_started":
            raise
        return None


def alert_at(actor: Actor, at: datetime, case_id: uuid.UUID) -> int:
    """At which count the alert is raised in this case."""
    rule = rule_or_none(actor, at, case_id)
    return rule.alert_at if rule else ALERT_AT


def check_case_open(actor: Actor, at: datetime, case_id: uuid.UUID) -> None:
    """Raises Refusal for a closed case: nobody is interviewed in it before it is opened again."""
    if cases.case(actor=actor, at=at, case_id=case_id).closed_at is not None:
        raise Refusal("cases.closed", "This case is closed. Reopen it first.")


def check_gate(actor: Actor, at: datetime, case_id: uuid.UUID) -> None:
    """Raises Refusal while the pack wants something else done before a child is interviewed."""
    now = protocols.gate_of_case(actor=actor, at=at, case_id=case_id, stage=STAGE)
    gates.check_open(now, kind=HELD)


def why_shut(gate: GateNow) -> Refusal | None:
    """What has to be done before an interview, as the rule says it; None when nothing has."""
    return why_not(gates.check_open, gate, kind=HELD)


def _known(
    actor: Actor, at: datetime, case_id: uuid.UUID, about: uuid.UUID
) -> Mapping[str, FactValue]:
    """What was recorded of the child, over what was recorded of the case."""
    facts = protocols.facts_of_case(actor=actor, at=at, case_id=case_id)
    return facts.get(about, CaseFacts()).over(facts.get(None, CaseFacts())).values
