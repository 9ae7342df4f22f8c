"""What a laboratory says of two offences, and what somebody says of a lead."""

import uuid
from datetime import datetime

from bairn.access import gate
from bairn.access.terms import Role
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.series import judging, kept, models
from bairn.series.terms import Ruling, Verdict


@gate.act("series.place_forensic")
def place_forensic(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    offence_id: uuid.UUID,
    other_id: uuid.UUID,
    ruling: Ruling,
    exhibit_id: uuid.UUID | None = None,
) -> None:
    """A laboratory's result on two offences: it binds. What it says later supersedes it.

    `exhibit_id` is the exhibit of this case on which it rests. Raises Refusal series.contradiction.
    """
    kept.of_case(case_id, offence_id)
    low, high = judging.pair(offence_id, other_id)
    kept.seen([low, high])
    judging.may_place(kept.rulings(), two=frozenset((low, high)), ruling=ruling)
    models.Forensic.objects.filter(kept.of_pair(low, high)).update(superseded_at=at)
    row = models.Forensic.objects.create(low_id=low, high_id=high, ruling=ruling.value, at=at)
    models.Ground.objects.create(
        case_id=case_id, of_id=row.id, by_id=actor.id, exhibit_id=exhibit_id
    )
    gate.subject(offence_id)
    gate.note(other=other_id, ruling=ruling.value, exhibit=exhibit_id is not None)


@gate.act("series.judge")
def judge_series_lead(
    *,
    actor: Actor,
    at: datetime,
    offence_id: uuid.UUID,
    other_id: uuid.UUID,
    verdict: Verdict,
    reason: str,
) -> uuid.UUID:
    """Say of a lead whether it holds; a coded reason, no words. Its id.

    A later judgement supersedes it and both stay. "Not the same" keeps the lead from coming again.
    """
    low, high = judging.pair(offence_id, other_id)
    kept.seen([low, high])
    before = models.Judgement.objects.select_for_update().filter(kept.of_pair(low, high)).first()
    judging.may_judge(verdict, reason, at=at, before=before.at if before else None)
    if before:
        models.Judgement.objects.filter(id=before.id).update(superseded_at=at)
    analyst = actor.has(Role.ANALYST)
    row = models.Judgement.objects.create(
        low_id=low,
        high_id=high,
        verdict=verdict.value,
        reason=reason,
        at=at,
        analyst_id=actor.id if analyst else None,
    )
    if not analyst:
        _grounds(row.id, actor, [low, high])
    gate.subject(row.id)
    gate.note(one=offence_id, other=other_id, verdict=verdict.value, reason=reason)
    return row.id


def _grounds(judgement_id: uuid.UUID, actor: Actor, offence_ids: list[uuid.UUID]) -> None:
    """Whoever works in the cases is named to their own circles, and to no analyst."""
    holdings = models.Holding.objects.filter(offence_id__in=offence_ids)
    case_ids = set(holdings.values_list("case_id", flat=True))
    if not case_ids:
        raise Refusal("series.no_offence", "There is no such offence in your sight.")
    models.Ground.objects.bulk_create(
        models.Ground(case_id=case_id, of_id=judgement_id, by_id=actor.id) for case_id in case_ids
    )
