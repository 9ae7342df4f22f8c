"""Between the tables of interviews and its terms: six questions, however many cases there are."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from bairn.interviews import counting, models
from bairn.interviews.terms import (
    AccountAddition,
    FirstAccount,
    Interview,
    InterviewPurpose,
    InterviewState,
    PhaseHeld,
    Postponement,
    Present,
    Questioning,
    Recording,
    Sitting,
)

T = TypeVar("T", Interview, Questioning)
Seats = dict[tuple[uuid.UUID, uuid.UUID | None], list[Present]]


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of one child."""

    interviews: tuple[Interview, ...] = ()
    questionings: tuple[Questioning, ...] = ()
    account: FirstAccount | None = None

    @property
    def case_id(self) -> uuid.UUID:
        """The case of this child."""
        return next(
            one.case_id for one in (*self.interviews, *self.questionings, self.account) if one
        )


def children(case_ids: Sequence[uuid.UUID], *, seats: bool = True) -> dict[uuid.UUID, Kept]:
    """Everything kept of the children of these cases, by participant; who sat there if asked."""
    interviews = _by_child(_interviews(case_ids, with_seats=seats))
    questionings = _by_child(_questionings(case_ids))
    accounts = {one.about: one for one in _accounts(case_ids)}
    return {
        about: Kept(
            interviews=tuple(interviews[about]),
            questionings=tuple(questionings[about]),
            account=accounts.get(about),
        )
        for about in {*interviews, *questionings, *accounts}
    }


def child(case_id: uuid.UUID, about: uuid.UUID) -> Kept:
    """Everything kept of one child."""
    return children([case_id]).get(about, Kept())


def alert_due(case_id: uuid.UUID, about: uuid.UUID, *, alert_at: int) -> int | None:
    """The count at which the alert is to be raised now; None while it has not come so far."""
    mine = child(case_id, about)
    now = counting.tally(mine.interviews, mine.questionings)
    return now.total if counting.alert(now, alert_at=alert_at) else None


def keep_seats(
    present: Iterable[Present],
    *,
    case_id: uuid.UUID,
    interview_id: uuid.UUID,
    sitting_id: uuid.UUID | None = None,
) -> None:
    """Writes down who is in the room."""
    models.Seat.objects.bulk_create(
        models.Seat(
            case_id=case_id,
            interview_id=interview_id,
            sitting_id=sitting_id,
            role=one.role,
            participant_id=one.participant_id,
            staff_id=one.staff_id,
        )
        for one in present
    )


def state_of(row: models.Interview) -> InterviewState:
    """Where the interview stands."""
    if row.ended_at is not None:
        return InterviewState.DECLINED if row.declined else InterviewState.WITHDRAWN
    if row.held_at is not None:
        return InterviewState.HELD
    waits = row.purpose == InterviewPurpose.REPEAT.value and row.approved_at is None
    return InterviewState.ASKED if waits else InterviewState.PLANNED


def _by_child(rows: Iterable[T]) -> defaultdict[uuid.UUID, list[T]]:
    found: defaultdict[uuid.UUID, list[T]] = defaultdict(list)
    for row in rows:
        found[row.about].append(row)
    return found


def _interviews(case_ids: Sequence[uuid.UUID], *, with_seats: bool) -> list[Interview]:
    rows = list(models.Interview.objects.filter(case_id__in=case_ids).order_by("asked_at", "id"))
    if not rows:
        return []
    seats = _seats(case_ids) if with_seats else {}
    sittings = _sittings(case_ids, seats)
    postponed = _postponements(case_ids)
    return [_interview(row, seats, sittings[row.id], postponed[row.id]) for row in rows]


def _interview(
    row: models.Interview, seats: Seats, sittings: list[Sitting], postponed: list[Postponement]
) -> Interview:
    return Interview(
        id=row.id,
        case_id=row.case_id,
        about=row.about,
        purpose=InterviewPurpose(row.purpose),
        state=state_of(row),
        planned_at=row.planned_at,
        first_planned_at=row.first_planned_at,
        place=row.place,
        adapted_site=row.adapted_site,
        interviewer=row.interviewer,
        present=tuple(seats.get((row.id, None), ())),
        adult_refused=row.adult_refused,
        sittings_planned=row.sittings_planned,
        covers=row.covers,
        questions_id=row.questions_id,
        questions=row.questions,
        tied_to=row.tied_to_id,
        asked_by=row.asked_by,
        asked_at=row.asked_at,
        approved_by=row.approved_by,
        approved_at=row.approved_at,
        ended_by=row.ended_by,
        ended_at=row.ended_at,
        ended_for=row.ended_for,
        postponed=tuple(postponed),
        sittings=tuple(
            replace(one, faults=counting.faults(one, adapted_site=row.adapted_site))
            for one in sittings
        ),
    )


def _seats(case_ids: Sequence[uuid.UUID]) -> Seats:
    found: Seats = defaultdict(list)
    for row in models.Seat.objects.filter(case_id__in=case_ids).order_by("id"):
        found[row.interview_id, row.sitting_id].append(
            Present(role=row.role, participant_id=row.participant_id, staff_id=row.staff_id)
        )
    return found


def _sittings(case_ids: Sequence[uuid.UUID], seats: Seats) -> defaultdict[uuid.UUID, list[Sitting]]:
    found: defaultdict[uuid.UUID, list[Sitting]] = defaultdict(list)
    for row in models.Sitting.objects.filter(case_id__in=case_ids).order_by("number"):
        found[row.interview_id].append(
            Sitting(
                id=row.id,
                number=row.number,
                started_at=row.started_at,
                ended_at=row.ended_at,
                phases=tuple(PhaseHeld(phase=code, minutes=n) for code, n in row.phases),
                present=tuple(seats.get((row.interview_id, row.id), ())),
                adult_refused=row.adult_refused,
                open_prompts=row.open_prompts,
                leading_prompts=row.leading_prompts,
                recording=_recording(row),
                no_recording_reason=row.no_recording_reason,
                minimal_facts=row.minimal_facts,
                recorded_by=row.recorded_by,
                recorded_at=row.recorded_at,
            )
        )
    return found


def _recording(row: models.Sitting) -> Recording | None:
    if not row.digest_sha256:
        return None
    return Recording(
        digest_sha256=row.digest_sha256, exhibit=row.exhibit, unbroken=bool(row.unbroken)
    )


def _postponements(
    case_ids: Sequence[uuid.UUID],
) -> defaultdict[uuid.UUID, list[Postponement]]:
    found: defaultdict[uuid.UUID, list[Postponement]] = defaultdict(list)
    for row in models.Postponement.objects.filter(case_id__in=case_ids).order_by("at", "id"):
        found[row.interview_id].append(
            Postponement(
                from_at=row.from_at,
                until_at=row.until_at,
                reason=row.reason,
                by_id=row.by_id,
                at=row.at,
            )
        )
    return found


def _questionings(case_ids: Sequence[uuid.UUID]) -> list[Questioning]:
    rows = models.Questioning.objects.filter(case_id__in=case_ids).order_by("at_time", "id")
    return [
        Questioning(
            id=row.id,
            case_id=row.case_id,
            about=row.about,
            at_time=row.at_time,
            minutes=row.minutes,
            by_role=row.by_role,
            setting=row.setting,
            recorded_by=row.recorded_by,
            recorded_at=row.recorded_at,
        )
        for row in rows
    ]


def _accounts(case_ids: Sequence[uuid.UUID]) -> list[FirstAccount]:
    additions: defaultdict[uuid.UUID, list[AccountAddition]] = defaultdict(list)
    for more in models.AccountAddition.objects.filter(case_id__in=case_ids).order_by("added_at"):
        additions[more.account_id].append(
            AccountAddition(
                id=more.id, words_id=more.words_id, added_by=more.added_by, added_at=more.added_at
            )
        )
    return [
        FirstAccount(
            id=row.id,
            case_id=row.case_id,
            about=row.about,
            told_to=row.told_to,
            told_at=row.told_at,
            words_id=row.words_id,
            prompts=tuple(row.prompts),
            recorded_by=row.recorded_by,
            recorded_at=row.recorded_at,
            additions=tuple(additions[row.id]),
        )
        for row in models.FirstAccount.objects.filter(case_id__in=case_ids)
    ]
