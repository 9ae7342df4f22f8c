"""What can be seen of the ledger: each child of a case, what waits, the numbers of many cases."""

import uuid
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from bairn.access import gate
from bairn.cases import queries as cases
from bairn.cases.terms import Participant, ParticipantRole
from bairn.interviews import counting, kept, models, surroundings
from bairn.interviews.terms import (
    ChildCounts,
    ChildLedger,
    Interview,
    InterviewPurpose,
    InterviewState,
    WaitingInterview,
)
from bairn.kernel.actor import Actor
from bairn.protocols.terms import InterviewRule

MOST_WAITING = 200
MOST_CASES = 500
_HARMED = (ParticipantRole.CHILD, ParticipantRole.VICTIM)
_LATELY = timedelta(days=30)
_WAITING = (InterviewState.ASKED, InterviewState.PLANNED)


@gate.look("interviews.ledger")
def ledger(*, actor: Actor, at: datetime, case_id: uuid.UUID) -> tuple[ChildLedger, ...]:
    """The ledger of each child or victim of the case, in the order they were brought in."""
    people = cases.participants(actor=actor, at=at, case_id=case_id)
    rule = surroundings.rule_or_none(actor, at, case_id)
    found = kept.children([case_id])
    rows = tuple(
        _ledger(one, found.get(one.id, kept.Kept()), rule, at)
        for one in people
        if one.role in _HARMED
    )
    gate.note(count=len(rows), alerts=sum(row.alert for row in rows))
    return rows


@gate.look("interviews.waiting")
def waiting_for_approval(*, actor: Actor, at: datetime) -> tuple[WaitingInterview, ...]:
    """Asked-for interviews in one's reach that nobody has answered, oldest first, at most 200."""
    rows = list(
        models.Interview.objects.filter(
            purpose=InterviewPurpose.REPEAT.value,
            approved_at__isnull=True,
            held_at__isnull=True,
            ended_at__isnull=True,
        ).order_by("asked_at", "id")[:MOST_WAITING]
    )
    people = cases.participants_across(
        actor=actor, at=at, case_ids=list({row.case_id for row in rows})
    )
    names = {one.id: one.pseudonym for part in people.values() for one in part}
    gate.note(count=len(rows))
    return tuple(
        WaitingInterview(
            interview_id=row.id,
            case_id=row.case_id,
            about=row.about,
            pseudonym=names.get(row.about, ""),
            asked_by=row.asked_by,
            asked_at=row.asked_at,
            planned_at=row.planned_at,
            questions=row.questions,
        )
        for row in rows
    )


@gate.look("interviews.counts_across")
def counts_across(
    *, actor: Actor, at: datetime, case_ids: Sequence[uuid.UUID]
) -> Mapping[uuid.UUID, tuple[ChildCounts, ...]]:
    """The numbers of every child of these cases of whom anything was kept; at most 500 cases."""
    asked = list(dict.fromkeys(case_ids))[:MOST_CASES]
    raised = models.Alert.objects.filter(case_id__in=asked).values_list("about", flat=True)
    alerts = Counter(raised)
    found: defaultdict[uuid.UUID, list[ChildCounts]] = defaultdict(list)
    for about, mine in sorted(kept.children(asked, seats=False).items()):
        found[mine.case_id].append(_counts(about, mine, alerts[about], at))
    gate.note(count=len(found))
    return {case_id: tuple(rows) for case_id, rows in found.items()}


def _ledger(
    one: Participant, mine: kept.Kept, rule: InterviewRule | None, at: datetime
) -> ChildLedger:
    count = counting.tally(mine.interviews, mine.questionings)
    alert_at = rule.alert_at if rule else surroundings.ALERT_AT
    return ChildLedger(
        about=one.id,
        pseudonym=one.pseudonym,
        interviews=mine.interviews,
        questionings=mine.questionings,
        tally=count,
        first_account=mine.account,
        planned=rule.planned if rule else 1,
        alert_at=alert_at,
        alert=counting.alert(count, alert_at=alert_at),
        next=counting.next_move(mine.interviews, at=at),
    )


def _postponements(interviews: Sequence[Interview], at: datetime) -> int:
    """How often what is still to be held was put off; taking it back begins no new count."""
    waits = [one for one in interviews if one.state in _WAITING]
    taken_back = [
        one
        for one in interviews
        if one.state is InterviewState.WITHDRAWN
        and one.postponed
        and one.ended_at is not None
        and one.ended_at > at - _LATELY
    ]
    return sum(len(one.postponed) for one in (*waits, *taken_back)) + len(taken_back)


def _counts(about: uuid.UUID, mine: kept.Kept, alerts: int, at: datetime) -> ChildCounts:
    open_one = next((one for one in mine.interviews if one.state in _WAITING), None)
    asked = open_one is not None and open_one.state is InterviewState.ASKED
    return ChildCounts(
        about=about,
        tally=counting.tally(mine.interviews, mine.questionings),
        unrecorded=sum(
            sitting.recording is None for one in mine.interviews for sitting in one.sittings
        ),
        postponements=_postponements(mine.interviews, at),
        planned_at=open_one.planned_at if open_one else None,
        asked_at=open_one.asked_at if open_one is not None and asked else None,
        alerts=alerts,
    )
