"""Who may say that law or laboratory changed, and what such a word must contain."""

import uuid
from collections.abc import Collection

from bairn.kernel.refusal import Refusal
from bairn.nonrecent.terms import Book, Declared, NewChange

WHO = {
    Declared.LIMITATION_CHANGE: frozenset({"prosecutor"}),
    Declared.NEW_LAB_METHOD: frozenset({"lab", "medic"}),
}


def may_declare(said: NewChange, *, roles: Collection[str]) -> None:
    """Raises Refusal for whoever does not answer for it, and without a reference or a moment."""
    may_withdraw(said.kind, roles=roles)
    if not said.reference.strip() or len(said.reference) > 200:
        raise Refusal(
            "nonrecent.reference", "Cite the law or the method, in a line.", field="reference"
        )
    if said.from_at.tzinfo is None:
        raise Refusal("nonrecent.from", "Say since when it holds.", field="from_at")


def may_withdraw(kind: Declared, *, roles: Collection[str]) -> None:
    """The same people take it back."""
    if WHO[kind].isdisjoint(roles):
        raise Refusal(
            "nonrecent.not_yours_to_say",
            "A prosecutor says what changed in law, a laboratory or clinic what it can do now.",
        )


def check_unsent(
    book: Book, reason: str, *, kit_id: uuid.UUID, unsent: Collection[uuid.UUID]
) -> None:
    """Raises Refusal for an unknown reason, or a kit of this case that did go to a laboratory."""
    if reason not in book.unsent:
        raise Refusal("nonrecent.reason", "There is no such reason.", field="reason")
    if kit_id not in unsent:
        raise Refusal("nonrecent.no_kit", "This case has no kit that was never sent.")
