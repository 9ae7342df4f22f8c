"""Plans about one person: where two units' meet, both are told to talk, and no more."""

import uuid
from datetime import datetime

from bairn import jobs
from bairn.access import gate
from bairn.access import queries as access
from bairn.cases import queries as cases
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.linkage import codes, judging, models


@gate.act("linkage.plan")
def plan_action(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    subject_id: uuid.UUID,
    what: str,
    from_at: datetime,
    until_at: datetime,
    contact_id: uuid.UUID,
) -> uuid.UUID:
    """Notes what is about to be done with somebody, and whom to talk with; its id.

    The house compares it with what others plan: `meet_plans`.
    """
    judging.may_plan(codes.book(), what=what, from_at=from_at, until_at=until_at, at=at)
    people = cases.participants(actor=actor, at=at, case_id=case_id)
    traces = models.Trace.objects.filter(holder_id=case_id, subject_id=subject_id)
    if all(one.subject_id != subject_id for one in people) and not traces.exists():
        raise Refusal("linkage.plan_person", "Choose somebody of this case.", field="subject_id")
    circle = access.circle_of(actor=actor, at=at, case_id=case_id)
    if contact_id not in {actor.id, *(one.staff_id for one in circle)}:
        raise Refusal(
            "linkage.plan_contact", "Whom others talk with works on this case.", field="contact_id"
        )
    row = models.Plan.objects.create(
        holder_id=case_id,
        subject_id=subject_id,
        what=what,
        from_at=from_at,
        until_at=until_at,
        contact_id=contact_id,
        unit_id=actor.unit,
        by_id=actor.id,
        at=at,
    )
    jobs.defer("linkage.meet_plans")
    gate.subject(subject_id)
    gate.note(what=what)
    return row.id


@gate.act("linkage.drop_plan")
def drop_plan(*, actor: Actor, at: datetime, case_id: uuid.UUID, plan_id: uuid.UUID) -> None:
    """Says that a plan is off."""
    rows = models.Plan.objects.filter(id=plan_id, holder_id=case_id, dropped_at__isnull=True)
    if not rows.update(dropped_at=at, dropped_by=actor.id):
        raise Refusal("linkage.no_plan", "There is no such plan.")
    gate.note(plan=plan_id)


@gate.act("linkage.note_talk")
def note_talk(
    *, actor: Actor, at: datetime, case_id: uuid.UUID, talk_id: uuid.UUID, outcome: str
) -> None:
    """Says that the two talked, and what came of it."""
    if outcome not in codes.book().talks:
        raise Refusal("linkage.talk", "Choose what came of it.", field="outcome")
    rows = models.Talk.objects.filter(id=talk_id, holder_id=case_id)
    if not rows.update(outcome=outcome, talked_at=at, talked_by=actor.id):
        raise Refusal("linkage.no_talk", "There is no such notice.")
    gate.note(talk=talk_id, outcome=outcome)
