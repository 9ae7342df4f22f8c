"""Proposing a series to the cases behind its offences, and what a case answers."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from django.db import connection

from bairn.access import gate
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.series import judging, kept, models
from bairn.series.terms import Answer


@gate.act("series.propose")
def propose(
    *, actor: Actor, at: datetime, offence_ids: Sequence[uuid.UUID], reason: str
) -> uuid.UUID:
    """Ask each case behind these offences; the proposal's id. Whoever asks learns of no case."""
    judging.may_hold(offence_ids)
    judging.may_propose(reason)
    kept.seen(offence_ids)
    row = models.Proposal.objects.create(by_id=actor.id, at=at, reason=reason)
    with connection.cursor() as cursor:
        cursor.execute("select series_propose(%s, %s)", [row.id, list(offence_ids)])
    gate.subject(row.id)
    gate.note(offences=len(offence_ids), reason=reason)
    return row.id


@gate.act("series.answer_part")
def answer_part(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    part_id: uuid.UUID,
    answer: Answer,
    reference: str,
    unit_id: uuid.UUID,
) -> None:
    """What a case's supervisor says of a proposed series; once it is yes, it stays.

    `reference` and `unit_id` are the case's own, for those that agree as well.
    """
    part = models.ProposalPart.objects.filter(case_id=case_id, id=part_id).first()
    if part is None:
        raise Refusal("series.no_part", "There is no such proposal for this case.")
    if part.answer == Answer.YES.value:
        raise Refusal("series.agreed", "This case has agreed already.")
    with connection.cursor() as cursor:
        cursor.execute(
            "select series_answer(%s, %s, %s, %s, %s)",
            [part_id, answer.value, reference, unit_id, at],
        )
    gate.subject(part_id)
    gate.note(proposal=part.proposal_id, answer=answer.value)
