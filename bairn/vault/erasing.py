"""Who may erase, and when: two people, a coded reason, and no legal hold."""

import uuid
from collections.abc import Sequence

from bairn.kernel.refusal import Refusal
from bairn.vault.terms import Erasure, Hold


def may_order(holds: Sequence[Hold]) -> None:
    """Refuses while a legal hold stands on the report or case."""
    if any(hold.released_at is None for hold in holds):
        raise Refusal("vault.held", "A legal hold stands on this; nothing may be erased.")


def may_carry_out(erasure: Erasure, holds: Sequence[Hold], *, second: uuid.UUID) -> None:
    """Refuses when done already, by the person who ordered it, or while a legal hold stands."""
    if erasure.confirmed_at is not None:
        raise Refusal("vault.erased_already", "This erasure was carried out already.")
    if erasure.ordered_by == second:
        raise Refusal("vault.second_person", "Whoever ordered an erasure cannot carry it out.")
    may_order(holds)


def may_release(hold: Hold, *, second: uuid.UUID) -> None:
    """Refuses when the hold is off already, or by the person who placed it."""
    if hold.released_at is not None:
        raise Refusal("vault.hold_released", "This hold was released already.")
    if hold.placed_by == second:
        raise Refusal("vault.second_person", "Whoever placed a hold cannot release it.")
