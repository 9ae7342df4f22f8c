"""One pack made ready to be read for many cases: triggers as closures, words and roles looked up.

The same answers as reading the pack row by row (a test compares them), without asking for every
case what is the same in all of them. A reader holds nothing of any case beyond which steps apply
to which combination of the facts that the pack asks about.
"""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from zoneinfo import ZoneInfo

from bairn.kernel.periods import Bounds, LocalClock
from bairn.protocols import deadlines, facts, triggers
from bairn.protocols.deadlines import FINISHED, urgency
from bairn.protocols.reader_rows import Row, row_of
from bairn.protocols.terms import (
    Branch,
    CaseFacts,
    DueStep,
    FactValue,
    Happened,
    Pack,
    Pause,
    Step,
    StepState,
    Truth,
    Waiver,
)

_MOST_REMEMBERED = 20_000  # combinations of facts; then they are found anew


@dataclass(slots=True)
class _Case:
    """What is known of one case at the moment of reading."""

    known: CaseFacts
    past: tuple[Happened, ...]
    seen: frozenset[str]
    kinds: Mapping[str, list[datetime]]
    steps: Mapping[str, list[datetime]]
    pauses: tuple[Pause, ...]
    waivers: dict[str, Waiver]
    clock: LocalClock
    at: datetime
    case_id: uuid.UUID | None
    started: dict[str, Bounds]
    due: dict[tuple[object, ...], Bounds]


class PackReader:
    """Reads the duties of cases under one pack."""

    def __init__(self, pack: Pack) -> None:
        """Makes the pack ready; worth keeping wherever more than one case is read."""
        self.pack = pack
        self._branches = {one.id: triggers.compiled(one.trigger) for one in pack.branches}
        self._rows = tuple(row_of(step, pack, self._branches) for step in pack.steps)
        asked = [
            triggers.asked(one.trigger) for one in chain[Step | Branch](pack.steps, pack.branches)
        ]
        self._facts = tuple(sorted(frozenset[str]().union(*(names for names, _ in asked))))
        self._kinds = frozenset[str]().union(*(kinds for _, kinds in asked))
        self._clocks: dict[ZoneInfo, LocalClock] = {}
        self._applicable: dict[tuple[object, ...], tuple[Row, ...]] = {}

    def due_steps(
        self,
        case_facts: CaseFacts,
        milestones: Iterable[Happened],
        *,
        at: datetime,
        zone: ZoneInfo,
        pauses: Iterable[Pause] = (),
        waivers: Iterable[Waiver] = (),
        case_id: uuid.UUID | None = None,
        finished: bool = True,
    ) -> tuple[DueStep, ...]:
        """Every step that applies, most pressing first; what lies after `at` is not seen.

        Without `finished` those that are done or waived are left out, and cost next to nothing.
        """
        case = self._case(case_facts, milestones, at, zone, case_id)
        case.pauses = tuple(one for one in pauses if one.period.start <= at)
        for one in waivers:
            if one.at <= at:
                case.waivers.setdefault(one.step, one)
        read = (self._read(row, case, finished=finished) for row in self._that_apply(case))
        return tuple(sorted((one for one in read if one is not None), key=urgency))

    def branches(
        self, case_facts: CaseFacts, milestones: Iterable[Happened], *, at: datetime
    ) -> tuple[Branch, ...]:
        """The courses that a case takes, in the order of the pack."""
        case = self._case(case_facts, milestones, at, None, None)
        return tuple(
            one
            for one in self.pack.branches
            if self._branches[one.id](case.known.values, case.known.moments, case.seen) is Truth.YES
        )

    def _case(
        self,
        case_facts: CaseFacts,
        milestones: Iterable[Happened],
        at: datetime,
        zone: ZoneInfo | None,
        case_id: uuid.UUID | None,
    ) -> _Case:
        zone = zone or ZoneInfo("UTC")
        clock = self._clocks.get(zone)
        if clock is None:
            clock = self._clocks[zone] = self.pack.clock(zone)
        past = tuple(one for one in milestones if one.at <= at)
        kinds: dict[str, list[datetime]] = {}
        steps: dict[str, list[datetime]] = {}
        for one in past:
            kinds.setdefault(one.kind, []).append(one.at)
            if one.step:
                steps.setdefault(one.step, []).append(one.at)
        return _Case(
            known=facts.with_derived(case_facts, self.pack.thresholds),
            past=past,
            seen=frozenset(chain(kinds, steps)),
            kinds=kinds,
            steps=steps,
            pauses=(),
            waivers={},
            clock=clock,
            at=at,
            case_id=case_id,
            started={},
            due={},
        )

    def _that_apply(self, case: _Case) -> tuple[Row, ...]:
        values, moments = case.known.values, case.known.moments
        asked: list[FactValue | None] = [values.get(name) for name in self._facts]
        # Types stand in the key as well: True and 1 are equal in Python.
        key = (
            tuple(asked),
            tuple(map(type, asked)),
            tuple(name in moments for name in self._facts),
            case.seen & self._kinds,
        )
        found = self._applicable.get(key)
        if found is None:
            found = tuple(row for row in self._rows if _applies(row, case))
            if len(self._applicable) >= _MOST_REMEMBERED:
                self._applicable.clear()
            self._applicable[key] = found
        return found

    def _read(self, row: Row, case: _Case, *, finished: bool) -> DueStep | None:
        step = row.step
        done: Sequence[datetime] = ()
        if not row.names.isdisjoint(case.seen):
            if not finished and _done_once(step, case):
                return None
            done = _completions(step, case)
        started = self._started(step.anchor, case)
        if step.each:
            done = deadlines.counting_now(step, done, started)
        if step.repeat and done:
            started = Bounds.exactly(done[-1])
        pauses: Sequence[Pause] = ()
        if case.pauses:
            pauses = [one for one in case.pauses if one.step == step.id]
        due_at = self._due(step, started, case, pauses)
        state, reason = _state(row, case, done, started, due_at, pauses)
        if not finished and state in FINISHED:
            return None
        return self._due_step(row, case, done, started, due_at, state, reason)

    def _due(self, step: Step, started: Bounds, case: _Case, pauses: Sequence[Pause]) -> Bounds:
        """`deadlines.due`; found once for all steps of one span that start at one moment."""
        if step.span is None or not started.known:
            return _NOTHING
        if pauses:
            counted = [one.period.closed_by(case.at) for one in pauses]
            return deadlines.due(step, started, case.clock, counted)
        key = (step.span, step.counting, started.earliest, started.latest)
        found = case.due.get(key)
        if found is None:
            found = case.due[key] = deadlines.due(step, started, case.clock)
        return found

    def _started(self, name: str, case: _Case) -> Bounds:
        found = case.started.get(name)
        if found is None:
            found = case.started[name] = self._anchored(name, case)
        return found

    def _anchored(self, name: str, case: _Case) -> Bounds:
        if name.startswith(deadlines.DONE_OF):
            return deadlines.anchored(name, self.pack, case.known, case.past)
        anchor = self.pack.anchors[name]
        moments = [at for kind in anchor.milestones for at in case.kinds.get(kind, ())]
        if moments:
            return Bounds.exactly(max(moments) if anchor.take_last else min(moments))
        return case.known.moments.get(name, _NOTHING)

    def _due_step(
        self,
        row: Row,
        case: _Case,
        done: Sequence[datetime],
        started: Bounds,
        due_at: Bounds,
        state: StepState,
        reason: str,
    ) -> DueStep:
        ticking = state not in FINISHED
        return DueStep(
            **row.fixed,
            state=state,
            anchored=started,
            due_at=due_at,
            due_on=deadlines.last_day(row.step, due_at, case.clock),
            hours_left=deadlines.hours_until(due_at.latest, case.at) if ticking else None,
            hours_left_least=deadlines.hours_until(due_at.earliest, case.at) if ticking else None,
            done_at=done[-1] if done else None,
            reason=reason,
            case_id=case.case_id,
        )


_NOTHING = Bounds()


def _done_once(step: Step, case: _Case) -> bool:
    """Whether a step is done that is due no second time."""
    if step.repeat or step.each:
        return False
    return step.id in case.steps or not case.kinds.keys().isdisjoint(step.done_by)


def _completions(step: Step, case: _Case) -> Sequence[datetime]:
    """`deadlines.completions`; where all bear one name they are at hand."""
    own = case.steps.get(step.id)
    by_kind = [moments for kind in step.done_by if (moments := case.kinds.get(kind))]
    if own is None and len(by_kind) == 1:
        return sorted(by_kind[0])
    if not by_kind:
        return sorted(own or ())
    return deadlines.completions(step, case.past)  # one milestone may bear both


def _applies(row: Row, case: _Case) -> bool:
    values, moments = case.known.values, case.known.moments
    if row.branch is not None and row.branch(values, moments, case.seen) is not Truth.YES:
        return False
    return row.applies(values, moments, case.seen) is Truth.YES


def _state(
    row: Row,
    case: _Case,
    done: Sequence[datetime],
    started: Bounds,
    due_at: Bounds,
    pauses: Sequence[Pause],
) -> tuple[StepState, str]:
    if done and not row.step.repeat:
        return StepState.DONE, ""
    waiver = case.waivers.get(row.step.id)
    if waiver is not None and deadlines.counting_now(row.step, [waiver.at], started):
        return StepState.WAIVED, waiver.reason
    if row.waits and not started.known:
        return StepState.NOT_YET, ""
    state = deadlines.reading(started, due_at, case.at)
    pause = next((one for one in pauses if one.period.contains(case.at)), None)
    # A pause never hides what was late before it began.
    if pause is not None and state is not StepState.OVERDUE:
        return StepState.PAUSED, pause.reason
    return state, ""
