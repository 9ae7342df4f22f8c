"""Reviews: who may look over a case, what a review answers, when the next is due, who answers."""

import uuid
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bairn.kernel import catalogue
from bairn.kernel.periods import Counting, LocalClock, Span, due_after, within_reach
from bairn.kernel.refusal import Refusal
from bairn.kernel.text import Text
from bairn.supervision.terms import (
    Direction,
    DirectionAnswer,
    Finding,
    NewDirection,
    ReviewBook,
    Topic,
)

FILE = Path(__file__).parent / "catalogue" / "reviews.yaml"
# Whoever questions, investigates or collects in a case has worked it; opening it is intake's work.
WORKING_ROLES = frozenset({"investigator", "interviewer"})


@cache
def book() -> ReviewBook:
    """Topics and reasons as the catalogue has them. Raises CatalogueError for a finding twice."""
    document: Any = catalogue.load(FILE)
    topics = tuple(
        Topic(
            id=topic,
            title=Text(**row["title"]),
            findings=tuple(
                Finding(code=code, topic=topic, text=Text(one["en"], one["zh"]), asks=one["asks"])
                for code, one in row["findings"].items()
            ),
        )
        for topic, row in document["topics"].items()
    )
    found = ReviewBook(
        topics=topics,
        not_possible={code: Text(**row) for code, row in document["not_possible"].items()},
    )
    if len(found.findings) != sum(len(topic.findings) for topic in topics):
        raise catalogue.CatalogueError(f"{FILE.name}: a finding stands under two topics")
    return found


def may_look_over(roles: Iterable[str]) -> None:
    """Raises Refusal for whoever works the case or once did: nobody reviews their own work."""
    if not WORKING_ROLES.isdisjoint(roles):
        raise Refusal("supervision.own_work", "Whoever has worked on a case does not review it.")


def may_review(
    *,
    findings: Sequence[str],
    directions: Sequence[NewDirection],
    next_at: datetime,
    latest: datetime,
    at: datetime,
    circle: Collection[uuid.UUID],
) -> None:
    """Raises Refusal unless every topic is answered once, and what was found wrong is directed.

    The next review may come sooner than the pack asks (`latest`), never later.
    """
    known = book()
    chosen = [known.findings[code] for code in findings if code in known.findings]
    if len(chosen) != len(findings) or len(chosen) != len({one.topic for one in chosen}):
        raise Refusal("supervision.finding", "Choose one answer to each topic.", field="findings")
    if len(chosen) != len(known.topics):
        raise Refusal("supervision.topics", "Answer every topic.", field="findings")
    if any(one.asks for one in chosen) and not directions:
        raise Refusal(
            "supervision.direction_needed",
            "What was found wrong needs a direction: who does what by when.",
            field="directions",
        )
    for one in directions:
        may_direct(one, at=at, circle=circle)
    if not at < next_at <= latest:
        raise Refusal(
            "supervision.next_review",
            "The next review lies ahead and comes no later than the pack asks.",
            field="next_at",
        )


def may_direct(one: NewDirection, *, at: datetime, circle: Collection[uuid.UUID]) -> None:
    """Raises Refusal unless a direction has words, a moment ahead, and an owner in the circle."""
    if not one.words.strip():
        raise Refusal("supervision.direction_words", "Say what is to be done.", field="directions")
    if one.owner_id not in circle:
        raise Refusal(
            "supervision.direction_owner",
            "A direction goes to somebody who works on the case.",
            field="directions",
        )
    if one.by_at <= at or not within_reach(one.by_at):
        raise Refusal(
            "supervision.direction_moment", "Choose a moment that lies ahead.", field="directions"
        )


def may_answer(
    direction: Direction, *, actor_id: uuid.UUID, answer: DirectionAnswer, reason: str
) -> None:
    """Raises Refusal unless its owner answers it, once; what was not possible says why."""
    if direction.answer is not None:
        raise Refusal("supervision.direction_answered", "This direction was answered already.")
    if direction.owner_id != actor_id:
        raise Refusal(
            "supervision.direction_not_yours", "Whoever it was given to answers a direction."
        )
    known = book().not_possible
    if answer is DirectionAnswer.NOT_POSSIBLE and reason not in known:
        raise Refusal(
            "supervision.direction_reason", "Choose one of the listed reasons.", field="reason"
        )


def latest_next(after: datetime, *, every: Span, zone: ZoneInfo) -> datetime:
    """By when a case must be looked over again: whole local days after the last time."""
    return due_after(after, every, counting=Counting.DAY, clock=LocalClock(zone))
