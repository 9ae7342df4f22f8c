"""When an interview may be planned: once; one more only with open questions and a supervisor."""

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta

from bairn.interviews.terms import Interview, InterviewPurpose, InterviewState, NewInterview
from bairn.kernel.refusal import Refusal

CLOCK_SLACK = timedelta(minutes=5)
FURTHEST = timedelta(days=366)  # a slip of the year would plan an interview that is never late
MOST_SITTINGS = 6
MOST_COVERED = 50
_WAITING = (InterviewState.ASKED, InterviewState.PLANNED)


def questions_in(text: str) -> int:
    """How many questions are named: one a line."""
    return sum(bool(line.strip()) for line in text.splitlines())


def may_plan(
    wish: NewInterview, *, before: Sequence[Interview], planned: int, at: datetime
) -> None:
    """Raises Refusal unless this interview may be planned beside those that stand (`before`).

    `planned` is how many the rule plans without open questions and a supervisor.
    """
    standing = [one for one in before if one.stands]
    _check_numbers(wish, at)
    nothing_open(standing)
    may_be(wish.purpose, before=standing, planned=planned)
    if wish.purpose is InterviewPurpose.FIRST:
        return
    if not questions_in(wish.open_questions):
        raise Refusal(
            "interviews.open_questions",
            "Name the questions that are still open, one a line.",
            field="open_questions",
        )
    first = first_held(standing)
    supplement = wish.purpose is InterviewPurpose.SUPPLEMENT
    if supplement and first is not None and wish.interviewer != first.interviewer:
        raise Refusal(
            "interviews.same_interviewer",
            "The defence's questions go through the interviewer of the first interview.",
            field="interviewer",
        )


def nothing_open(before: Sequence[Interview]) -> None:
    """Raises Refusal while an interview is asked for or planned and not yet held."""
    if any(one.state in _WAITING for one in before):
        raise Refusal(
            "interviews.planned_already",
            "An interview is planned already: postpone it or withdraw it first.",
        )


def may_be(purpose: InterviewPurpose, *, before: Sequence[Interview], planned: int) -> None:
    """Raises Refusal unless an interview of this kind can come after those that stand."""
    counted = [one for one in before if one.purpose is not InterviewPurpose.SUPPLEMENT]
    if purpose is InterviewPurpose.FIRST and len(counted) >= planned:
        raise Refusal(
            "interviews.repeat",
            "A child is interviewed once. One more needs open questions and a supervisor.",
            field="purpose",
        )
    if purpose is not InterviewPurpose.FIRST and first_held(before) is None:
        raise Refusal(
            "interviews.no_first", "There is no earlier interview: plan the first.", field="purpose"
        )
    if purpose is InterviewPurpose.SUPPLEMENT and len(counted) < len(before):
        raise Refusal(
            "interviews.supplement",
            "The defence's questions were put once. More of them count as one more interview.",
            field="purpose",
        )


def first_held(interviews: Sequence[Interview]) -> Interview | None:
    """The earliest interview that was held, which a supplement is tied to."""
    held = [one for one in interviews if one.state is InterviewState.HELD]
    return min(held, key=lambda one: one.sittings[0].started_at, default=None)


def _check_numbers(wish: NewInterview, at: datetime) -> None:
    if wish.planned_at < at - CLOCK_SLACK:
        raise Refusal(
            "interviews.past",
            "A plan lies in the future. What has happened already is recorded as a questioning.",
            field="planned_at",
        )
    if wish.planned_at > at + FURTHEST:
        raise Refusal("interviews.far", "Plan it within a year.", field="planned_at")
    several = wish.sittings > 1 and wish.purpose is not InterviewPurpose.FIRST
    if not 1 <= wish.sittings <= MOST_SITTINGS or several:
        raise Refusal(
            "interviews.sittings",
            "Only the first interview is planned in several sittings, at most six.",
            field="sittings",
        )
    if not 1 <= wish.covers <= MOST_COVERED:
        raise Refusal("interviews.covers", "Say how many it serves, from 1 to 50.", field="covers")


def may_answer(*, state: InterviewState, asked_by: uuid.UUID, by: uuid.UUID) -> None:
    """Raises Refusal unless somebody else asked and nobody has answered."""
    if state is not InterviewState.ASKED:
        raise Refusal("interviews.not_asked", "Nobody waits for an answer on this interview.")
    if asked_by == by:
        raise Refusal("interviews.second_person", "A second person has to agree.")


def is_waiting(state: InterviewState) -> None:
    """Raises Refusal unless the interview is still to be held."""
    if state not in _WAITING:
        raise Refusal("interviews.not_planned", "This interview is not planned any more.")


def may_postpone(*, state: InterviewState, until: datetime, at: datetime) -> None:
    """Raises Refusal unless it is still to be held, and the new time is still to come."""
    is_waiting(state)
    if not at < until <= at + FURTHEST:
        raise Refusal(
            "interviews.until", "Choose a time that is still to come, within a year.", field="until"
        )


def may_withdraw(*, state: InterviewState, sittings_left: int) -> None:
    """Raises Refusal unless something of it is still to be held."""
    if state not in _WAITING and (state is not InterviewState.HELD or not sittings_left):
        raise Refusal("interviews.not_planned", "This interview is not planned any more.")
