"""Planning an interview, asking for one more, agreeing to it, putting it off, taking it back."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction

from bairn.access import gate
from bairn.interviews import codes, kept, models, planning, rows, seating, surroundings
from bairn.interviews.terms import (
    Interview,
    InterviewPurpose,
    InterviewState,
    NewInterview,
    Present,
)
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.vault import actions as vault
from bairn.vault.terms import SubjectKind


@gate.act("interviews.plan")
def plan(  # long: a plan says each of its parts by name
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    about: uuid.UUID,
    planned_at: datetime,
    place: str,
    interviewer: uuid.UUID,
    present: Sequence[Present] = (),
    adapted_site: bool = True,
    purpose: InterviewPurpose = InterviewPurpose.FIRST,
    open_questions: str = "",
    sittings: int = 1,
    covers: int = 1,
    adult_refused: str = "",
) -> uuid.UUID:
    """Plans the child's interview, or asks for one more; its id.

    The first needs the gate of the stage. A repeat needs open questions, which are sealed, and
    has no effect until a supervisor who did not ask agrees. `sittings` are those of one interview.
    """
    wish = NewInterview(
        about=about,
        planned_at=planned_at,
        place=codes.check("place", place),
        interviewer=interviewer,
        present=seating.everybody(present, interviewer=interviewer),
        adapted_site=adapted_site,
        purpose=InterviewPurpose(purpose),
        open_questions=open_questions,
        sittings=sittings,
        covers=covers,
        adult_refused=adult_refused and codes.check("adult_refused", adult_refused),
    )
    surroundings.check_case_open(actor, at, case_id)
    before = kept.child(case_id, about).interviews
    room = surroundings.room(actor, at, case_id, about)
    planning.may_plan(wish, before=before, planned=room.rule.planned, at=at)
    seating.may_sit(
        room, interviewer=interviewer, present=wish.present, adult_refused=wish.adult_refused
    )
    if wish.purpose is InterviewPurpose.FIRST:
        surroundings.check_gate(actor, at, case_id)
    row = _row(wish, actor=actor, at=at, case_id=case_id, before=before)
    kept.keep_seats(wish.present, case_id=case_id, interview_id=row.id)
    gate.subject(row.id)
    gate.note(purpose=row.purpose, present=len(wish.present), sittings=sittings, covers=covers)
    return row.id


def _row(
    wish: NewInterview,
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    before: Sequence[Interview],
) -> models.Interview:
    """The new interview, with its questions sealed. Refuses when another was planned meanwhile."""
    first = wish.purpose is InterviewPurpose.FIRST
    tied = planning.first_held([one for one in before if one.stands])
    row = models.Interview(
        case_id=case_id,
        about=wish.about,
        purpose=wish.purpose.value,
        planned_at=wish.planned_at,
        first_planned_at=wish.planned_at,
        place=wish.place,
        adapted_site=wish.adapted_site,
        interviewer=wish.interviewer,
        adult_refused=wish.adult_refused,
        sittings_planned=wish.sittings,
        covers=wish.covers,
        questions_id=None if first else _sealed(actor, at, case_id, wish.open_questions),
        questions=0 if first else planning.questions_in(wish.open_questions),
        tied_to_id=tied.id if tied and wish.purpose is InterviewPurpose.SUPPLEMENT else None,
        asked_by=actor.id,
        asked_at=at,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as twice:
        raise Refusal(
            "interviews.planned_already",
            "An interview is planned already: postpone it or withdraw it first.",
        ) from twice
    return row


def _sealed(actor: Actor, at: datetime, case_id: uuid.UUID, words: str) -> uuid.UUID:
    return vault.seal(
        actor=actor,
        at=at,
        kind=SubjectKind.WORDS,
        fields={"open_questions": words.strip()},
        case_id=case_id,
    )


@gate.act("interviews.approve")
def approve(*, actor: Actor, at: datetime, case_id: uuid.UUID, interview_id: uuid.UUID) -> None:
    """Agrees to one more interview. Refuses whoever asked; asks anew who may sit there."""
    row = rows.held_still(case_id, interview_id)
    planning.may_answer(state=kept.state_of(row), asked_by=row.asked_by, by=actor.id)
    surroundings.check_case_open(actor, at, case_id)
    rows.check_seats(actor, at, row)
    row.approved_by, row.approved_at = actor.id, at
    row.save(update_fields=["approved_by", "approved_at"])
    gate.subject(row.id)
    gate.note(questions=row.questions)


@gate.act("interviews.decline")
def decline(
    *, actor: Actor, at: datetime, case_id: uuid.UUID, interview_id: uuid.UUID, reason: str
) -> None:
    """Says no to one more interview, with a coded reason; it stays on the ledger."""
    row = rows.held_still(case_id, interview_id)
    planning.may_answer(state=kept.state_of(row), asked_by=row.asked_by, by=actor.id)
    codes.check("decline", reason, field="reason")
    row.declined = True
    _end(row, actor, at, reason)


@gate.act("interviews.postpone")
def postpone(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    interview_id: uuid.UUID,
    until: datetime,
    reason: str,
) -> int:
    """Puts a planned interview off for a coded reason; how often that has happened by now."""
    row = rows.held_still(case_id, interview_id)
    planning.may_postpone(state=kept.state_of(row), until=until, at=at)
    codes.check("postpone", reason, field="reason")
    models.Postponement.objects.create(
        case_id=case_id,
        interview_id=row.id,
        from_at=row.planned_at,
        until_at=until,
        reason=reason,
        by_id=actor.id,
        at=at,
    )
    row.planned_at = until
    row.save(update_fields=["planned_at"])
    times = models.Postponement.objects.filter(interview_id=row.id).count()
    gate.subject(row.id)
    gate.note(reason=reason, times=times)
    return times


@gate.act("interviews.withdraw")
def withdraw(
    *, actor: Actor, at: datetime, case_id: uuid.UUID, interview_id: uuid.UUID, reason: str
) -> None:
    """Takes a planned interview back for a coded reason, or the sittings that are still to come."""
    row = rows.held_still(case_id, interview_id)
    codes.check("withdraw", reason, field="reason")
    sittings = models.Sitting.objects.filter(interview_id=row.id).count()
    state = kept.state_of(row)
    planning.may_withdraw(state=state, sittings_left=row.sittings_planned - sittings)
    if state is InterviewState.HELD:
        row.sittings_planned = sittings
        row.save(update_fields=["sittings_planned"])
        gate.subject(row.id)
        gate.note(reason=reason, sittings=sittings)
    else:
        _end(row, actor, at, reason)


def _end(row: models.Interview, actor: Actor, at: datetime, reason: str) -> None:
    row.ended_by, row.ended_at, row.ended_for = actor.id, at, reason
    row.save(update_fields=["ended_by", "ended_at", "ended_for", "declined"])
    gate.subject(row.id)
    gate.note(reason=reason, declined=row.declined)
