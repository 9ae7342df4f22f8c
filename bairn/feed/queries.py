"""What can be seen in the feed: one's own day, and which cases one follows."""

import uuid
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from bairn.access import gate
from bairn.cases import queries as cases
from bairn.cases.terms import CaseCard
from bairn.feed import answering, asking, evidence_answering, models, ranking, readings
from bairn.feed.terms import Aside, ClosingWindow, Day, Item
from bairn.kernel.actor import Actor
from bairn.outbox import queries as outbox
from bairn.protocols import queries as duties
from bairn.protocols.terms import Pressing
from bairn.triage import queries as triage

LAST_SHIFT = timedelta(hours=16)
MOST_REPORTS = 100


@gate.look("feed.my_day")
def my_day(*, actor: Actor, at: datetime, since: datetime | None = None) -> Day:
    """What matters to the actor now; new is what came since `since`, by default in 16 hours.

    It asks other rooms' looks alone, so it shows nothing that access would refuse, in a number of
    questions that does not grow with the rows.
    """
    followed = _followed(actor)
    mine = _my_cases(actor, at, followed)
    pressing = _pressing(actor, at, mine)
    items = (
        *_steps(pressing, at, mine),
        *_reports(actor, at, since or at - LAST_SHIFT),
        *_lowerings(actor, at),
        *_closings(actor, at),
        *_notices(actor, at),
        *answering.items(actor, at, mine),
        *evidence_answering.items(actor, at, mine),
    )
    day = ranking.arrange(
        ranking.marked(items, followed),
        _windows(pressing, mine),
        asides=_asides(actor),
        at=at,
    )
    gate.note(
        now=len(day.now),
        due=len(day.due),
        new=len(day.new),
        waiting=len(day.waiting),
        windows=len(day.windows),
    )
    return day


@gate.look("feed.following")
def following(*, actor: Actor, at: datetime) -> tuple[CaseCard, ...]:
    """The cases one follows, of those in one's reach."""
    followed = sorted(_followed(actor), reverse=True)
    return cases.by_ids(actor=actor, at=at, case_ids=followed)


def _followed(actor: Actor) -> frozenset[uuid.UUID]:
    rows = models.Following.objects.filter(staff_id=actor.id)
    return frozenset(rows.values_list("case_id", flat=True))


def _asides(actor: Actor) -> Mapping[str, Aside]:
    rows = models.SetAside.objects.filter(staff_id=actor.id)
    return {row.key: Aside(key=row.key, set_at=row.set_at, until_at=row.until_at) for row in rows}


def _my_cases(
    actor: Actor, at: datetime, followed: frozenset[uuid.UUID]
) -> Mapping[uuid.UUID, CaseCard]:
    """The open cases of one's circle and those one follows, by id."""
    if not gate.fits(actor, "cases.list"):
        return {}
    cards = (
        *cases.by_ids(actor=actor, at=at, case_ids=sorted(followed)),
        *cases.my_open_cases(actor=actor, at=at),
    )
    return {card.id: card for card in cards if card.closed_at is None}


def _pressing(actor: Actor, at: datetime, mine: Mapping[uuid.UUID, CaseCard]) -> Pressing:
    if not gate.fits(actor, "protocols.due_across"):
        return Pressing(steps=(), windows={})
    return duties.pressing_across(actor=actor, at=at, case_ids=list(mine))


def _steps(found: Pressing, at: datetime, mine: Mapping[uuid.UUID, CaseCard]) -> Iterator[Item]:
    for row in found.steps:
        if row.case_id is not None:
            yield readings.of_step(row, mine[row.case_id].reference, at=at)


def _windows(found: Pressing, mine: Mapping[uuid.UUID, CaseCard]) -> Iterator[ClosingWindow]:
    for case_id, rows in found.windows.items():
        for row in rows:
            window = readings.of_window(case_id, mine[case_id].reference, row)
            if window is not None:
                yield window


def _reports(actor: Actor, at: datetime, since: datetime) -> Iterator[Item]:
    if not gate.fits(actor, "triage.queue"):
        return
    for row in triage.queue(actor=actor, at=at, limit=MOST_REPORTS).rows:
        yield readings.of_report(row, since=since)


def _lowerings(actor: Actor, at: datetime) -> Iterator[Item]:
    if not gate.fits(actor, "triage.waiting_for_second"):
        return
    cards = triage.waiting_for_second(actor=actor, at=at)
    references = asking.of_reports(actor, at, [card.report_id for card in cards])
    for card in cards:
        yield readings.of_lowering(card, references.get(card.report_id, ""), actor.id)


def _closings(actor: Actor, at: datetime) -> Iterator[Item]:
    if not gate.fits(actor, "cases.closings_waiting"):
        return
    for card in cases.closings_waiting(actor=actor, at=at):
        yield readings.of_closing(card, actor.id)


def _notices(actor: Actor, at: datetime) -> Iterator[Item]:
    if not gate.fits(actor, "outbox.waiting_for"):
        return
    waiting = outbox.waiting_for(actor=actor, at=at)
    notices = [one for one in waiting if not answering.told(actor, one.kind)]
    held = [one.holder_id for one in notices if one.holder_id is not None]
    of_cases = asking.of_cases(actor, at, held)
    of_reports = asking.of_reports(actor, at, held)
    for one in notices:
        case = of_cases.get(one.holder_id, "") if one.holder_id else ""
        report = of_reports.get(one.holder_id, "") if one.holder_id else ""
        yield readings.of_notice(one, case=case, report=report)
