"""Hand-overs: who may give to whom, and that nothing changes hands before all of it is accepted."""

import uuid
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from bairn.kernel import catalogue
from bairn.kernel.refusal import Refusal
from bairn.kernel.text import Text
from bairn.supervision.terms import HandBook, Handover, HandoverState, Item, ItemKind, ItemState

FILE = Path(__file__).parent / "catalogue" / "handing.yaml"
# Roles in which somebody can take over a case, the most fitting first.
ROLES = ("investigator", "supervisor", "interviewer", "prosecutor", "medic", "intake_officer")
MOST_ITEMS = 400


@cache
def book() -> HandBook:
    """Reasons and kinds as the catalogue has them. Raises CatalogueError for a missing kind."""
    document: Any = catalogue.load(FILE)
    kinds = {ItemKind(code): Text(**row) for code, row in document["kinds"].items()}
    if tuple(kinds) != tuple(ItemKind):
        raise catalogue.CatalogueError(f"{FILE.name}: the kinds of item do not fit the terms")
    return HandBook(
        person=_texts(document["person"]),
        unit=_texts(document["unit"]),
        questions=_texts(document["questions"]),
        taking_back=_texts(document["taking_back"]),
        kinds=kinds,
    )


def _texts(rows: Mapping[str, Mapping[str, str]]) -> dict[str, Text]:
    return {code: Text(**row) for code, row in rows.items()}


def may_offer(*, from_staff: uuid.UUID, to_staff: uuid.UUID, moves: bool, reason: str) -> None:
    """Raises Refusal for handing something to oneself, and for a reason that is not listed."""
    if from_staff == to_staff:
        raise Refusal(
            "supervision.same_person", "Somebody else has to take it over.", field="to_staff"
        )
    if reason not in (book().unit if moves else book().person):
        raise Refusal("supervision.reason", "Choose one of the listed reasons.", field="reason")


def role_for(giver: str, held: Iterable[str]) -> str:
    """The role in which the receiver takes over: the giver's own, else the most fitting they hold.

    Raises Refusal when they hold none.
    """
    theirs = frozenset(held)
    for role in (giver, *ROLES):
        if role in theirs and role in ROLES:
            return role
    raise Refusal(
        "supervision.receiver_role",
        "They hold no role that can take over a case.",
        field="to_staff",
    )


def may_accept(handover: Handover, item: Item, *, actor_id: uuid.UUID) -> None:
    """Raises Refusal unless the receiver accepts, once, something they do not wait for."""
    _receiver(handover, actor_id)
    if item.state is ItemState.ACCEPTED:
        raise Refusal("supervision.item_accepted", "This was accepted already.")
    if item.state is ItemState.QUESTIONED:
        raise Refusal("supervision.item_questioned", "Your question has not been answered yet.")


def may_question(handover: Handover, item: Item, *, actor_id: uuid.UUID, code: str) -> None:
    """Raises Refusal unless the receiver asks about something that they have not accepted."""
    may_accept(handover, item, actor_id=actor_id)
    if code not in book().questions:
        raise Refusal("supervision.question", "Choose one of the listed questions.", field="code")


def may_answer(handover: Handover, item: Item, *, actor_id: uuid.UUID, words: str) -> None:
    """Raises Refusal unless the giver, or whoever offered it, answers a question in words."""
    _open(handover)
    if actor_id not in (handover.from_staff, handover.offered_by):
        raise Refusal("supervision.not_giver", "Whoever hands the case over answers this.")
    if item.state is not ItemState.QUESTIONED:
        raise Refusal("supervision.no_question", "Nothing was asked about this.")
    if not words.strip():
        raise Refusal("supervision.answer_words", "Say it in words.", field="words")


def may_finish(handover: Handover, *, actor_id: uuid.UUID) -> None:
    """Raises Refusal until the receiver has accepted every item: until then the giver answers."""
    _receiver(handover, actor_id)
    if any(one.accepted_at is None for one in handover.items):
        raise Refusal("supervision.items_open", "Every item has to be accepted first.")


def may_take_back(handover: Handover, *, actor_id: uuid.UUID, reason: str) -> None:
    """Raises Refusal unless one of those concerned ends an offer that still stands."""
    _open(handover)
    if actor_id not in (handover.from_staff, handover.to_staff, handover.offered_by):
        raise Refusal("supervision.not_yours", "This hand-over is between others.")
    if reason not in book().taking_back:
        raise Refusal("supervision.reason", "Choose one of the listed reasons.", field="reason")


def _receiver(handover: Handover, actor_id: uuid.UUID) -> None:
    _open(handover)
    if actor_id != handover.to_staff:
        raise Refusal("supervision.not_receiver", "Whoever takes the case over does this.")


def _open(handover: Handover) -> None:
    if handover.state is not HandoverState.OPEN:
        raise Refusal("supervision.handover_over", "This hand-over is over.")
