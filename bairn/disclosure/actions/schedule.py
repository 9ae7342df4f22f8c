"""Saying of what a case holds whether it is used, unused or withheld, and agreeing to withhold."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction

from bairn.access import gate
from bairn.disclosure import codes, kept, models, scheduling, surroundings
from bairn.disclosure.terms import Answer, Piece, Said
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.vault import wording


@gate.act("disclosure.schedule")
def schedule(
    *, actor: Actor, at: datetime, case_id: uuid.UUID, pieces: Sequence[Piece], said: Said
) -> None:
    """Say the same of these pieces of the case; the newest word counts, earlier ones are kept.

    The description is sealed. What is withheld waits for a prosecutor.
    """
    asked = list(dict.fromkeys(pieces))
    held = {one.piece for one in surroundings.held(actor, at, case_id)}
    scheduling.may_say(said, asked, held=held, lists=codes.lists())
    words = wording.sealed(actor, at, {"description": said.description}, case_id=case_id)
    number = models.Line.objects.filter(case_id=case_id).count()
    rows = [
        models.Line(
            case_id=case_id,
            exhibit_id=piece.exhibit_id,
            file_id=piece.file_id,
            number=number + place,
            use=said.use.value,
            reason=said.reason,
            words_id=words,
            at=at,
            by_id=actor.id,
        )
        for place, piece in enumerate(asked, 1)
    ]
    try:
        with transaction.atomic():
            models.Line.objects.bulk_create(rows)
    except IntegrityError as twin:
        raise Refusal(
            "disclosure.changed", "Somebody changed the schedule just now. Look again."
        ) from twin
    gate.note(use=said.use.value, pieces=len(rows), reason=said.reason or "none")


@gate.act("disclosure.answer_withholding")
def answer_withholding(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    line_id: uuid.UUID,
    answer: Answer,
    declined_for: str = "",
) -> None:
    """A prosecutor agrees that something is withheld, or says that it is not to be."""
    line = next((one for one in kept.lines(case_id).values() if one.id == line_id), None)
    scheduling.may_answer(line, answer, by=actor.id, declined_for=declined_for, lists=codes.lists())
    models.LineAnswer.objects.create(
        line_id=line_id,
        case_id=case_id,
        answer=answer.value,
        reason=declined_for,
        at=at,
        by_id=actor.id,
    )
    gate.note(answer=answer.value, reason=declined_for or "none")
