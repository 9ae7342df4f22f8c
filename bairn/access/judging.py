"""Who may say whether a colleague is the person under suspicion."""

import uuid

from bairn.access.terms import ConflictCard, Verdict
from bairn.kernel.refusal import Refusal


def may_judge(card: ConflictCard, *, actor_id: uuid.UUID, unit_id: uuid.UUID | None) -> None:
    """Raises Refusal where it is judged already, and for the colleague and their own unit."""
    if card.judged_at is not None:
        raise Refusal("access.conflict_judged", "Somebody has judged this already.")
    own_unit = unit_id is not None and unit_id == card.unit_id
    if actor_id == card.staff_id or own_unit:
        raise Refusal("access.own_conflict", "Somebody outside this unit has to judge this.")


def check_route(card: ConflictCard, *, verdict: Verdict, to_unit: uuid.UUID | None) -> None:
    """Raises Refusal where a case would stay with the unit of whoever is under suspicion in it."""
    if verdict is Verdict.OTHER_PERSON:
        return
    if (card.own_unit and to_unit is None) or (to_unit is not None and to_unit == card.unit_id):
        raise Refusal(
            "access.route",
            "Say which other unit takes the case over: it cannot stay with this one.",
            field="to_unit",
        )
