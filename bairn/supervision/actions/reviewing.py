"""Looking over a case, directing what is missing, and answering for it."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from bairn.access import gate
from bairn.access import queries as access
from bairn.cases import queries as cases
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.protocols import queries as protocols
from bairn.supervision import kept, models, reviewing
from bairn.supervision.terms import DirectionAnswer, NewDirection
from bairn.vault import actions as vault
from bairn.vault import wording
from bairn.vault.terms import Sealing, SubjectKind


@gate.act("supervision.review")
def review(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    findings: Sequence[str],
    directions: Sequence[NewDirection] = (),
    comments: str = "",
    next_at: datetime | None = None,
) -> uuid.UUID:
    """A supervisor looks over an open case; the review's id.

    Comments and the words of directions are sealed. The next review comes when the pack asks, or
    sooner at `next_at`. Refuses whoever has worked on the case, a topic without an answer, and
    something wrong that nobody is directed to mend.
    """
    due_at, latest = _due_and_latest(actor, at, case_id)
    places = access.places_of(actor=actor, at=at, case_id=case_id, staff_id=actor.id)
    reviewing.may_look_over([one.role for one in places])
    circle = access.circle_of(actor=actor, at=at, case_id=case_id)
    reviewing.may_review(
        findings=findings,
        directions=directions,
        next_at=next_at or latest,
        latest=latest,
        at=at,
        circle={one.staff_id for one in circle},
    )
    words = _sealed(actor, at, case_id, comments, directions)
    row = models.Review.objects.create(
        case_id=case_id,
        by_id=actor.id,
        at=at,
        findings=list(findings),
        words_id=words[0] if comments.strip() else None,
        due_at=due_at,
        next_at=next_at or latest,
    )
    models.Direction.objects.bulk_create(
        models.Direction(
            case_id=case_id, review=row, words_id=sealed, owner_id=one.owner_id, by_at=one.by_at
        )
        for one, sealed in zip(directions, words[-len(directions) :], strict=False)
    )
    gate.note(review=row.id, directions=len(directions), late=at > row.due_at)
    return row.id


def _due_and_latest(actor: Actor, at: datetime, case_id: uuid.UUID) -> tuple[datetime, datetime]:
    """By when an open case had to be looked over, and by when it has to be again."""
    case = cases.case(actor=actor, at=at, case_id=case_id)
    if case.closed_at is not None:
        raise Refusal("cases.closed", "This case is closed.")
    every = protocols.review_rule(actor=actor, at=at, case_id=case_id).every
    zone = protocols.binding_of_case(actor=actor, at=at, case_id=case_id).zone
    before = models.Review.objects.filter(case_id=case_id).order_by("-at").first()
    first_due = reviewing.latest_next(case.opened_at, every=every, zone=zone)
    latest = reviewing.latest_next(at, every=every, zone=zone)
    return before.next_at if before else first_due, latest


def _sealed(
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    comments: str,
    directions: Sequence[NewDirection],
) -> tuple[uuid.UUID, ...]:
    """The comments, if there are any, then the words of each direction."""
    texts = [("review_comments", comments.strip())] if comments.strip() else []
    texts += [("direction", one.words.strip()) for one in directions]
    if not texts:
        return ()
    return vault.seal_many(
        actor=actor,
        at=at,
        case_id=case_id,
        sealings=[Sealing(kind=SubjectKind.WORDS, fields={name: text}) for name, text in texts],
    )


@gate.act("supervision.answer_direction")
def answer_direction(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    direction_id: uuid.UUID,
    answer: DirectionAnswer,
    reason: str = "",
    words: str = "",
) -> None:
    """Its owner says that a direction was done, or why it was not possible; once."""
    rows = models.Direction.objects.select_for_update(of=("self",)).select_related("review")
    row = rows.filter(case_id=case_id, id=direction_id).first()
    if row is None:
        raise Refusal("supervision.no_direction", "There is no such direction.")
    reviewing.may_answer(kept.direction(row), actor_id=actor.id, answer=answer, reason=reason)
    row.answer, row.answered_at, row.answered_by = answer.value, at, actor.id
    row.reason = reason if answer is DirectionAnswer.NOT_POSSIBLE else ""
    sealed = wording.sealed(actor, at, {"direction_answer": words}, case_id=case_id)
    row.answer_words_id = sealed or row.answer_words_id
    row.save(update_fields=["answer", "reason", "answered_at", "answered_by", "answer_words_id"])
    gate.note(direction=direction_id, answer=answer.value, late=at > row.by_at)
