"""The duties of a case read row by row, plainly: what the fast reader has to equal."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bairn.kernel.periods import Bounds, LocalClock
from bairn.protocols import deadlines, facts, triggers, wording
from bairn.protocols.terms import (
    CaseFacts,
    DueStep,
    Happened,
    Pack,
    Pause,
    Step,
    StepState,
    Truth,
    Waiver,
)

ORDER = (
    StepState.OVERDUE,
    StepState.DUE_SOON,
    StepState.OPEN,
    StepState.PAUSED,
    StepState.NOT_YET,
    StepState.WAIVED,
    StepState.DONE,
)
FINISHED = frozenset({StepState.DONE, StepState.WAIVED})


@dataclass(frozen=True, slots=True)
class _Case:
    """What is known of the case at the moment of reading."""

    pack: Pack
    known: CaseFacts
    past: tuple[Happened, ...]
    pauses: tuple[Pause, ...]
    waivers: tuple[Waiver, ...]
    clock: LocalClock
    at: datetime


def due_steps(
    pack: Pack,
    case_facts: CaseFacts,
    milestones: Iterable[Happened],
    *,
    at: datetime,
    zone: ZoneInfo,
    pauses: Iterable[Pause] = (),
    waivers: Iterable[Waiver] = (),
) -> tuple[DueStep, ...]:
    """Every step that applies, most pressing first; what lies after `at` is not seen."""
    case = _Case(
        pack=pack,
        known=facts.with_derived(case_facts, pack.thresholds),
        past=tuple(one for one in milestones if one.at <= at),
        pauses=tuple(one for one in pauses if one.period.start <= at),
        waivers=tuple(one for one in waivers if one.at <= at),
        clock=pack.clock(zone),
        at=at,
    )
    seen = {one.kind for one in case.past} | {one.step for one in case.past if one.step}
    rows = [
        _read(step, case)
        for step in pack.steps
        if triggers.holds(step.trigger, case.known, seen) is Truth.YES
        and (not step.branch or _takes(step.branch, case, seen))
    ]
    return tuple(sorted(rows, key=urgency))


def _takes(name: str, case: _Case, seen: set[str]) -> bool:
    (branch,) = (one for one in case.pack.branches if one.id == name)
    return triggers.holds(branch.trigger, case.known, seen) is Truth.YES


def urgency(row: DueStep) -> tuple[int, bool, float]:
    """The key by which duties are put in order: state, safety first, then the time left."""
    left = row.hours_left_least if row.hours_left_least is not None else row.hours_left
    return ORDER.index(row.state), not row.safety, float("inf") if left is None else left


def _read(step: Step, case: _Case) -> DueStep:
    done = deadlines.completions(step, case.past)
    started = deadlines.anchored(step.anchor, case.pack, case.known, case.past)
    if step.each and started.latest:
        done = tuple(one for one in done if one >= started.latest)
    if step.repeat and done:
        started = Bounds.exactly(done[-1])
    pauses = [one for one in case.pauses if one.step == step.id]
    counted = [one.period.closed_by(case.at) for one in pauses]
    due_at = deadlines.due(step, started, case.clock, counted)
    state, reason = _state(step, case, done, started, due_at, pauses)
    return _row(step, case, done, started, due_at, state, reason)


def _state(
    step: Step,
    case: _Case,
    done: Sequence[datetime],
    started: Bounds,
    due_at: Bounds,
    pauses: Sequence[Pause],
) -> tuple[StepState, str]:
    if done and not step.repeat:
        return StepState.DONE, ""
    waiver = next((one for one in case.waivers if one.step == step.id), None)
    old = waiver is not None and step.each and started.latest and waiver.at < started.latest
    if waiver is not None and not old:
        return StepState.WAIVED, waiver.reason
    if not started.known and deadlines.waits_for_milestone(step.anchor, case.pack):
        return StepState.NOT_YET, ""
    state = deadlines.reading(started, due_at, case.at)
    pause = next((one for one in pauses if one.period.contains(case.at)), None)
    # A pause never hides what was late before it began.
    if pause is not None and state is not StepState.OVERDUE:
        return StepState.PAUSED, pause.reason
    return state, ""


def _row(
    step: Step,
    case: _Case,
    done: Sequence[datetime],
    started: Bounds,
    due_at: Bounds,
    state: StepState,
    reason: str,
) -> DueStep:
    pack = case.pack
    ticking = state not in FINISHED
    return DueStep(
        step=step.id,
        pack=pack.id,
        version=pack.version,
        stage=step.stage,
        title=step.title,
        advice=step.advice,
        who=step.roles,
        who_titles=tuple(pack.roles[role].title for role in step.roles),
        required=step.required,
        safety=step.safety,
        state=state,
        anchor=step.anchor,
        anchored=started,
        due_at=due_at,
        due_on=deadlines.last_day(step, due_at, case.clock),
        hours_left=deadlines.hours_until(due_at.latest, case.at) if ticking else None,
        hours_left_least=deadlines.hours_until(due_at.earliest, case.at) if ticking else None,
        escalates_to=step.on_overdue,
        escalates_to_title=pack.roles[step.on_overdue].title,
        why=wording.why_step(step, pack),
        basis=step.basis,
        source=step.source,
        check_locally=step.source.check_locally,
        pause_reasons=step.pause_reasons,
        done_at=done[-1] if done else None,
        reason=reason,
        done_by=step.done_by,
        branch=step.branch,
    )
