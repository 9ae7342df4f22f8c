"""Faults that the schema cannot see: rows that name nothing, triggers nobody can meet, cycles."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from bairn.cases.terms import Stage
from bairn.kernel.periods import Counting, Span
from bairn.protocols.deadlines import DONE_OF
from bairn.protocols.findings import Finding
from bairn.protocols.lint_reach import cycles, never_held, unreachable
from bairn.protocols.pack_parts import Document
from bairn.protocols.terms import Pack, Source, Step, Tables, Window

_CALENDAR_AHEAD = timedelta(days=60)


def lint(pack: Pack, vocabulary: Document, *, on: date) -> tuple[Finding, ...]:
    """Every finding in a pack on a day, faults first."""
    found = [
        *_twins(pack),
        *_names(pack),
        *_rules(pack),
        *_branches(pack),
        *_each(pack),
        *_gates(pack),
        *unreachable(pack, vocabulary),
        *(fault for window in pack.windows for fault in _limits(window)),
        *cycles(pack),
        *_sources(sources(pack), on),
        *_calendar(pack, on),
    ]
    return _in_order(found)


def lint_tables(tables: Tables, *, on: date) -> tuple[Finding, ...]:
    """Every finding in the tables that belong to no pack, on a day, faults first."""
    found = [
        *_twice("kit rule", (row.id for row in tables.kits)),
        *_twice("reporting rule", (row.id for row in tables.reporting)),
        *_twice("guidance", (row.id for row in tables.guidance)),
    ]
    for rule in tables.kits:
        for one in rule.clocks:
            found += _counting(f"{rule.id}.{one.id}", one.span, one.counting)
            if one.from_event == one.to_event:
                found.append(Finding(f"{rule.id}.{one.id}", "packs.cycle", "ends where it starts"))
    found += _sources(((row.id, row.source) for row in tables.kits), on)
    found += _sources(((row.id, row.source) for row in tables.reporting), on)
    found += _sources(((row.id, row.source) for row in tables.guidance), on)
    return _in_order(found)


def _in_order(found: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(found, key=lambda one: (one.warning, one.row, one.code)))


def _twins(pack: Pack) -> Iterator[Finding]:
    yield from _twice("step", (step.id for step in pack.steps))
    yield from _twice("window", (window.id for window in pack.windows))
    yield from _twice("stage", (stage.id for stage in pack.stages))
    yield from _twice("branch", (branch.id for branch in pack.branches))
    yield from _twice("gate", (gate.stage for gate in pack.gates))
    yield from _twice("privacy rule", (rule.data for rule in pack.privacy))
    yield from _twice("interview point", (point.id for point in pack.interview.points))


def _twice(kind: str, names: Iterable[str]) -> Iterator[Finding]:
    for name, count in Counter(names).items():
        if count > 1:
            yield Finding(name, "packs.twin", f"{kind} stands {count} times")


def _names(pack: Pack) -> Iterator[Finding]:
    stages = {stage.id for stage in pack.stages}
    reasons = {reason.id for reason in pack.pause_reasons}
    for step in pack.steps:
        if step.stage not in stages:
            yield Finding(step.id, "packs.stage", f"unknown stage {step.stage}")
        yield from _roles(step.id, pack, {*step.roles, step.on_overdue})
        escalation = pack.roles.get(step.on_overdue)
        if escalation is not None and not escalation.outside:
            yield Finding(
                step.id, "packs.escalation", "lateness must reach a role outside the team"
            )
        for reason in set(step.pause_reasons) - reasons:
            yield Finding(step.id, "packs.pause", f"unknown pause reason {reason}")
        if not _anchor_known(step, pack):
            yield Finding(step.id, "packs.anchor", f"unknown anchor {step.anchor}")
        yield from _counting(step.id, step.span, step.counting)
    for window in pack.windows:
        if window.anchor not in pack.anchors:
            yield Finding(window.id, "packs.anchor", f"unknown anchor {window.anchor}")


def _roles(row: str, pack: Pack, asked: Iterable[str]) -> Iterator[Finding]:
    for role in sorted(set(asked) - set(pack.roles)):
        yield Finding(row, "packs.role", f"unknown role {role}")


def _anchor_known(step: Step, pack: Pack) -> bool:
    if step.anchor.startswith(DONE_OF):
        return pack.step(step.anchor.removeprefix(DONE_OF)) is not None
    return step.anchor in pack.anchors


def _counting(row: str, span: Span | None, counting: Counting) -> Iterator[Finding]:
    if span is None:
        return
    clock = counting is Counting.CLOCK
    if (clock and span.months) or (not clock and span.elapsed):
        yield Finding(row, "packs.counting", "hours go with the clock, months with days")


def _rules(pack: Pack) -> Iterator[Finding]:
    for rule in pack.privacy:
        yield from _roles(f"privacy:{rule.data}", pack, rule.visible_to)
    for contact in pack.contacts:
        yield from _roles("contacts", pack, [contact.role])
    if pack.interview.alert_at <= pack.interview.planned:
        yield Finding("interview", "packs.interview", "the alert lies within what is planned")


def _branches(pack: Pack) -> Iterator[Finding]:
    known, taken = {branch.id for branch in pack.branches}, {step.branch for step in pack.steps}
    for step in pack.steps:
        if step.branch and step.branch not in known:
            yield Finding(step.id, "packs.branch", f"unknown branch {step.branch}")
    for branch in sorted(known - taken):
        yield Finding(branch, "packs.branch", "no step belongs to this branch")


def _each(pack: Pack) -> Iterator[Finding]:
    for step in pack.steps:
        anchor = pack.anchors.get(step.anchor)
        if step.each and (step.repeat or anchor is None or not anchor.take_last):
            yield Finding(
                step.id, "packs.each", "each time anew needs an anchor that takes the last time"
            )


def _gates(pack: Pack) -> Iterator[Finding]:
    stages = {stage.id for stage in pack.stages} | {Stage.CLOSED.value}
    for gate in pack.gates:
        row = f"gate:{gate.stage}"
        if gate.stage not in stages:
            yield Finding(row, "packs.stage", f"unknown stage {gate.stage}")
        if held := never_held(gate):
            yield Finding(row, "packs.care", f"may never wait at a gate: {', '.join(held)}")
        for name in gate.needs:
            step = pack.step(name)
            if step is None:
                yield Finding(row, "packs.gate", f"unknown step {name}")
            elif step.repeat:
                yield Finding(row, "packs.gate", f"{name} starts anew each time: it is never done")


def _limits(window: Window) -> Iterator[Finding]:
    collect = window.collect_until_h
    urgent = window.urgent_until_h
    if collect is not None and urgent is not None and urgent > collect:
        yield Finding(window.id, "packs.window", "urgent_until lies after collect_until")
    for modifier in window.modifiers:
        longer = modifier.collect_until_h
        if longer is not None and (collect is None or longer < collect):
            yield Finding(window.id, "packs.modifier", "a modifier may only lengthen a window")
    published = [one.hours for one in window.limits if one.hours is not None]
    if collect is not None and published and max(published) > collect:
        yield Finding(window.id, "packs.longest", "a published limit is longer than collect_until")


def sources(pack: Pack) -> Iterator[tuple[str, Source]]:
    """Every source of a pack with the row it stands in."""
    yield "thresholds", pack.thresholds.source
    yield from ((step.id, step.source) for step in pack.steps)
    yield from ((window.id, window.source) for window in pack.windows)
    yield from ((f"gate:{gate.stage}", gate.source) for gate in pack.gates)
    yield "interview", pack.interview.source
    yield from ((f"interview:{one.id}", one.source) for one in pack.interview.points)
    yield from ((f"privacy:{rule.data}", rule.source) for rule in pack.privacy)
    yield "review", pack.review.source


def _sources(rows: Iterable[tuple[str, Source]], on: date) -> Iterator[Finding]:
    for row, source in rows:
        if " ours" in f" {source.art}" and not source.check_locally:
            yield Finding(row, "packs.mark", "a number of our own is shown as somebody else's")
        if source.review_due < on:
            yield Finding(row, "packs.review", f"review was due {source.review_due}", warning=True)


def _calendar(pack: Pack, on: date) -> Iterator[Finding]:
    if pack.calendar_until < on + _CALENDAR_AHEAD:
        text = f"holidays are known until {pack.calendar_until} only"
        yield Finding("holidays", "packs.calendar", text, warning=True)
