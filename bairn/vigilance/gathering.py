"""Puts together what the readings are asked of: a page of cases in a fixed number of questions."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bairn.access import across
from bairn.cases import queries as cases
from bairn.cases.queries import watching
from bairn.cases.terms import CaseCard, Milestone
from bairn.digests import queries as digests
from bairn.evidence import queries as evidence
from bairn.evidence.terms.neglect import DIGITAL, NOTHING
from bairn.interviews import queries as interviews
from bairn.interviews.terms import ChildCounts
from bairn.kernel.actor import Actor
from bairn.preservation import queries as preservation
from bairn.protocols import packs
from bairn.protocols import queries as protocols
from bairn.protocols.queries import watching as protocols_watching
from bairn.protocols.terms import CaseFacts, CaseSwept, Happened, Pack
from bairn.supervision.queries import watching as supervision
from bairn.triage.queries import lowered
from bairn.vigilance.readings import READINGS
from bairn.vigilance.readings.found import Kind
from bairn.vigilance.rulebook import rules
from bairn.vigilance.terms.reading import (
    CaseReading,
    Done,
    HandedOver,
    HouseReading,
    KeptOut,
    PackRows,
    Placed,
    Tried,
    Uncounted,
    UnitWaivers,
)

CLOSED_FOR = timedelta(days=90)
WAIVED = "protocols.approve_waiver"
Often = Mapping[uuid.UUID, tuple[tuple[str, datetime], ...]]


@dataclass(frozen=True, slots=True)
class Page:
    """Some cases as the readings see them; `next` leads on, None at the end."""

    cases: tuple[CaseReading, ...]
    next: uuid.UUID | None


def often(*, actor: Actor, at: datetime) -> Often:
    """What was done twice or more in one case lately, of the acts that any rule asks about.

    One question for the whole house, asked once for all pages of a sweep.
    """
    asked: set[str] = set()
    longest = timedelta()
    for rule in rules().by_id.values():
        for key, kind in READINGS[rule.reads].given.items():
            value = rule.given[key]
            if kind is Kind.ACTS and isinstance(value, tuple):
                asked.update(value)
                within = rule.given["within"]
                longest = max(longest, within if isinstance(within, timedelta) else longest)
    return across.done_often(actor=actor, at=at, acts=sorted(asked), since=at - longest, times=2)


def open_page(
    *,
    actor: Actor,
    at: datetime,
    after: uuid.UUID | None,
    until: uuid.UUID | None,
    limit: int,
    done: Often,
) -> Page:
    """The next open cases, with their duties."""
    cards = watching.open_between(actor=actor, at=at, after=after, until=until, limit=limit)
    if not cards:
        return Page((), None)
    last = cards[-1].id
    page = protocols.sweep(actor=actor, at=at, after=after, until=last, limit=limit, finished=False)
    swept = {one.case_id: one for one in page.cases}
    return Page(
        _readings(cards, {one.id: _of_swept(swept.get(one.id)) for one in cards}, actor, at, done),
        last if len(cards) == limit else None,
    )


def closed_page(
    *, actor: Actor, at: datetime, after: uuid.UUID | None, limit: int, done: Often
) -> Page:
    """The next of the cases that were closed in the last 90 days."""
    cards = watching.closed_since(
        actor=actor, at=at, since=at - CLOSED_FOR, after=after, limit=limit
    )
    ids = [one.id for one in cards]
    known = protocols_watching.standings_across(actor=actor, at=at, case_ids=ids)
    rest = {case_id: {"facts": (one.facts, *one.people.values())} for case_id, one in known.items()}
    return Page(_readings(cards, rest, actor, at, done), ids[-1] if len(cards) == limit else None)


def _of_swept(one: CaseSwept | None) -> dict[str, Any]:
    """What a sweep of protocols says of a case; nothing of one that works under no pack."""
    if one is None:
        return {}
    facts: tuple[CaseFacts, ...] = (one.facts, *one.people_facts.values())
    return {
        "steps": one.steps,
        "facts": facts,
        "review_every": one.pack.review.every,
        "alert_at": one.pack.interview.alert_at,
        "marks": one.happened,
        "recorded_last": one.recorded_last,
    }


def _readings(
    cards: Sequence[CaseCard],
    rest: Mapping[uuid.UUID, dict[str, Any]],
    actor: Actor,
    at: datetime,
    done: Often,
) -> tuple[CaseReading, ...]:
    """Each case with what every room says of it; as many questions for one as for five hundred."""
    told = _Told([one.id for one in cards], actor, at, done)
    told.read_marks([one.id for one in cards if "marks" not in rest.get(one.id, {})])
    return tuple(
        CaseReading(
            case_id=card.id,
            unit_id=card.unit_id,
            opened_at=card.opened_at,
            reference=card.reference,
            closed_at=card.closed_at,
            **told.people(card.id),
            **told.work(card.id),
            **told.evidence(card.id),
            **(told.marks(card.id) | rest.get(card.id, {})),
        )
        for card in cards
    )


class _Told:
    """What the rooms below say of a page of cases."""

    def __init__(self, ids: Sequence[uuid.UUID], actor: Actor, at: datetime, done: Often) -> None:
        this: dict[str, Any] = {"actor": actor, "at": at, "case_ids": ids}
        self._this, self._done = this, done
        self._marks: Mapping[uuid.UUID, tuple[Milestone, ...]] = {}
        self._circles = across.circles_across(**this)
        self._kept_out = across.kept_out_across(**this)
        self._tried = _tried(self._kept_out, actor, at)
        self._closings = watching.closings_across(**this)
        self._promises = cases.promises_across(**this)
        self._lowered = _lowered(ids, actor, at)
        self._counted = interviews.counts_across(**this)
        self._handed = supervision.open_across(**this)
        self._evidence = evidence.neglected_across(**this)
        self._requests = preservation.watched_across(**this)
        self._struck = digests.hits_across(**this, since=at - CLOSED_FOR)

    def read_marks(self, further: Sequence[uuid.UUID]) -> None:
        """Read whole what happened in `further`, which no sweep read, and in what was lowered."""
        wanted = list(
            dict.fromkeys([*further, *(one for one, when in self._lowered.items() if when)])
        )
        self._marks = cases.milestones_across(**{**self._this, "case_ids": wanted})

    def marks(self, case_id: uuid.UUID) -> dict[str, Any]:
        """What happened, where it was read whole."""
        marks = self._marks.get(case_id, ())
        return {
            "marks": tuple(Happened(one.kind, one.at, one.step) for one in marks),
            "recorded_last": max((one.recorded_at for one in marks), default=None),
            "milestones": marks,
        }

    def people(self, case_id: uuid.UUID) -> dict[str, Any]:
        """Who is in the circle, who is kept out and tried, between whom the case is."""
        circle, handed = self._circles.get(case_id, ()), self._handed.get(case_id, ())
        return {
            "circle": tuple(Placed(staff_id=one.staff_id, unit_id=one.unit_id) for one in circle),
            "kept_out": tuple(map(_kept_out, self._kept_out.get(case_id, ()))),
            "tried": self._tried.get(case_id, ()),
            "handed_over": tuple(HandedOver(one.id, one.offered_at) for one in handed),
        }

    def work(self, case_id: uuid.UUID) -> dict[str, Any]:
        """What was done, promised, asked, closed and lowered."""
        counted = self._counted.get(case_id)
        return {
            "done": tuple(Done(act, moment) for act, moment in self._done.get(case_id, ())),
            "closings": self._closings.get(case_id, ()),
            "lowered": self._lowered.get(case_id, ()),
            "promises": self._promises.get(case_id, ()),
            "questioned": _questioned(counted),
            "postponed": sum(one.postponements for one in counted or ()),
        }

    def evidence(self, case_id: uuid.UUID) -> dict[str, Any]:
        """What waits on its evidence, what holders were asked, what came back."""
        return {
            "evidence": self._evidence.get(case_id, NOTHING),
            "requests": self._requests.get(case_id, ()),
            "struck": self._struck.get(case_id, ()),
        }


def _questioned(counts: Sequence[ChildCounts] | None) -> Mapping[uuid.UUID, int] | None:
    """How often each child was questioned; None where no ledger was kept in this case."""
    return None if counts is None else {one.about: one.tally.total for one in counts}


def _kept_out(one: across.Outsider) -> KeptOut:
    return KeptOut(
        staff_id=one.staff_id, unit_id=one.unit_id, reason=one.reason, from_at=one.from_at
    )


def _tried(
    kept_out: Mapping[uuid.UUID, tuple[across.Outsider, ...]], actor: Actor, at: datetime
) -> dict[uuid.UUID, tuple[Tried, ...]]:
    """Refusals of those who are kept out, from the moment on that they are."""
    since = at - CLOSED_FOR
    refused = across.refused_across(actor=actor, at=at, case_ids=list(kept_out), since=since)
    return {
        case_id: tuple(
            Tried(one.at) for one in asked if any(_is(one, out) for out in kept_out[case_id])
        )
        for case_id, asked in refused.items()
    }


def _is(one: across.Refused, out: across.Outsider) -> bool:
    whole_unit = out.staff_id is None and out.unit_id == one.unit_id
    return one.at >= out.from_at and (one.actor_id == out.staff_id or whole_unit)


def _lowered(
    ids: Sequence[uuid.UUID], actor: Actor, at: datetime
) -> dict[uuid.UUID, tuple[datetime, ...]]:
    reports = across.reports_across(actor=actor, at=at, case_ids=ids)
    asked = [report for of_case in reports.values() for report in of_case]
    moments = lowered.lowered_across(actor=actor, at=at, report_ids=asked)
    return {
        case_id: tuple(sorted(m for report in of_case for m in moments.get(report, ())))
        for case_id, of_case in reports.items()
    }


def house(*, actor: Actor, at: datetime) -> HouseReading:
    """What concerns no single case: the packs on disk, and what each unit left out lately."""
    return HouseReading(
        packs=tuple(_rows(packs.current(name)) for name in packs.ids()),
        waivers=tuple(_waivers(actor, at)),
        uncounted=tuple(_uncounted(actor, at)),
    )


def _uncounted(actor: Actor, at: datetime) -> Iterable[Uncounted]:
    after: uuid.UUID | None = None
    while page := evidence.counts_overdue(actor=actor, at=at, after=after):
        for one in page:
            if one.condition == DIGITAL:  # its files are read again one by one
                continue
            yield Uncounted(place_id=one.id, unit_id=one.unit_id, due_at=one.audit_due_at)
        after = page[-1].id


def _rows(pack: Pack) -> PackRows:
    sources = [*(step.source for step in pack.steps), *(one.source for one in pack.windows)]
    return PackRows(id=pack.id, review_due=tuple(sorted({one.review_due for one in sources})))


def _waivers(actor: Actor, at: datetime) -> Iterable[UnitWaivers]:
    longest = max(
        (
            one
            for rule in rules().of_the_house
            for one in rule.given.values()
            if isinstance(one, timedelta)
        ),
        default=timedelta(),
    )
    done = across.done_often(actor=actor, at=at, acts=[WAIVED], since=at - longest, times=1)
    by_unit: dict[uuid.UUID, list[datetime]] = {}
    ids = list(done)
    for start in range(0, len(ids), 500):
        for card in cases.by_ids(actor=actor, at=at, case_ids=ids[start : start + 500]):
            by_unit.setdefault(card.unit_id, []).extend(moment for _, moment in done[card.id])
    for unit_id, moments in sorted(by_unit.items()):
        yield UnitWaivers(unit_id=unit_id, at=tuple(sorted(moments)))
