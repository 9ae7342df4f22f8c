"""Writing a sitting that was held into the ledger."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from bairn.access import gate
from bairn.interviews import codes, holding, kept, models, rows, surroundings
from bairn.interviews.actions import counted
from bairn.interviews.terms import Interview, PhaseHeld, Present, Recording, Sitting
from bairn.kernel.actor import Actor


@gate.act("interviews.hold")
def hold(  # long: a sitting says each of its parts by name
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    interview_id: uuid.UUID,
    started_at: datetime,
    ended_at: datetime,
    phases: Sequence[PhaseHeld] = (),
    open_prompts: int | None = None,
    leading_prompts: int | None = None,
    recording: Recording | None = None,
    no_recording_reason: str = "",
    minimal_facts: bool | None = None,
    present: Sequence[Present] | None = None,
    adult_refused: str | None = None,
) -> Sitting:
    """Keeps one sitting of a planned interview. Doors come through the journey of this name.

    Who sits there is asked again, as facts stand now; `present` says who really did. A sitting
    without a recording is kept with its coded reason and shows as a fault.
    """
    row = rows.held_still(case_id, interview_id)
    rule = surroundings.rule_of(actor, at, case_id)
    held = holding.Held(
        started_at=started_at,
        ended_at=ended_at,
        phases=tuple(phases),
        open_prompts=open_prompts,
        leading_prompts=leading_prompts,
        recording=recording,
        no_recording_reason=no_recording_reason
        and codes.check("no_recording", no_recording_reason, field="no_recording_reason"),
    )
    holding.may_hold(held, interview=_interview(row), rule=rule, at=at)
    if adult_refused:
        codes.check("adult_refused", adult_refused)
    there = rows.check_seats(actor, at, row, present, adult_refused)
    if adult_refused is None:
        adult_refused = row.adult_refused
    sitting = _keep(row, held, actor, at, minimal_facts=minimal_facts, adult_refused=adult_refused)
    kept.keep_seats(there, case_id=case_id, interview_id=row.id, sitting_id=sitting.id)
    due = kept.alert_due(case_id, row.about, alert_at=rule.alert_at)
    if due is not None:
        counted.raise_alert(actor=actor, at=at, case_id=case_id, about=row.about, count=due)
    after = _interview(row).sittings[-1]
    gate.subject(row.id)
    gate.note(minutes=after.minutes, number=after.number, recorded=recording is not None)
    gate.note(faults=len(after.faults), **{f"fault_{one.value}": True for one in after.faults})
    return after


def _interview(row: models.Interview) -> Interview:
    found = kept.child(row.case_id, row.about).interviews
    return next(one for one in found if one.id == row.id)


def _keep(
    row: models.Interview,
    held: holding.Held,
    actor: Actor,
    at: datetime,
    *,
    minimal_facts: bool | None,
    adult_refused: str,
) -> models.Sitting:
    recording = held.recording
    sitting = models.Sitting.objects.create(
        case_id=row.case_id,
        interview_id=row.id,
        number=models.Sitting.objects.filter(interview_id=row.id).count() + 1,
        started_at=held.started_at,
        ended_at=held.ended_at,
        phases=[[one.phase, one.minutes] for one in held.phases],
        adult_refused=adult_refused,
        open_prompts=held.open_prompts,
        leading_prompts=held.leading_prompts,
        digest_sha256=recording.digest_sha256 if recording else "",
        exhibit=recording.exhibit if recording else "",
        unbroken=recording.unbroken if recording else None,
        no_recording_reason=held.no_recording_reason,
        minimal_facts=minimal_facts,
        recorded_by=actor.id,
        recorded_at=at,
    )
    if row.held_at is None:
        row.held_at = held.started_at
        row.save(update_fields=["held_at"])
    return sitting
