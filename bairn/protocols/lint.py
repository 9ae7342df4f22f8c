"""Faults that the schema cannot see: rows that name nothing, triggers nobody can meet, cycles."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice, product
from math import prod
from typing import Any

from bairn.kernel.periods import Counting
from bairn.protocols import triggers
from bairn.protocols.deadlines import DONE_OF
from bairn.protocols.pack_parts import Document
from bairn.protocols.terms import CaseFacts, Condition, FactValue, Pack, Step, Truth, Window

_TRIALS = 20_000  # assignments tried before a trigger is believed to be reachable
_CALENDAR_AHEAD = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault of a pack: where, a code to grep for, what to mend. Only a warning may ship."""

    row: str
    code: str
    text: str
    warning: bool = False


def lint(pack: Pack, vocabulary: Document, *, on: date) -> tuple[Finding, ...]:
    """Every finding in a pack on a day, faults first."""
    found = [
        *_twins(pack),
        *_names(pack),
        *_triggers(pack, vocabulary),
        *_windows(pack),
        *_cycles(pack),
        *_reviews(pack, on),
    ]
    return tuple(sorted(found, key=lambda one: (one.warning, one.row, one.code)))


def _twins(pack: Pack) -> Iterator[Finding]:
    kinds: dict[str, Iterable[str]] = {
        "step": (step.id for step in pack.steps),
        "window": (window.id for window in pack.windows),
        "stage": (stage.id for stage in pack.stages),
    }
    for kind, names in kinds.items():
        for name, count in Counter(names).items():
            if count > 1:
                yield Finding(name, "packs.twin", f"{kind} stands {count} times")


def _names(pack: Pack) -> Iterator[Finding]:
    stages = {stage.id for stage in pack.stages}
    reasons = {reason.id for reason in pack.pause_reasons}
    for step in pack.steps:
        if step.stage not in stages:
            yield Finding(step.id, "packs.stage", f"unknown stage {step.stage}")
        for role in {*step.roles, step.on_overdue} - set(pack.roles):
            yield Finding(step.id, "packs.role", f"unknown role {role}")
        escalation = pack.roles.get(step.on_overdue)
        if escalation is not None and not escalation.outside:
            yield Finding(
                step.id, "packs.escalation", "lateness must reach a role outside the team"
            )
        for reason in set(step.pause_reasons) - reasons:
            yield Finding(step.id, "packs.pause", f"unknown pause reason {reason}")
        if not _anchor_known(step.anchor, pack):
            yield Finding(step.id, "packs.anchor", f"unknown anchor {step.anchor}")
        yield from _counting(step)
    for window in pack.windows:
        if window.anchor not in pack.anchors:
            yield Finding(window.id, "packs.anchor", f"unknown anchor {window.anchor}")


def _anchor_known(name: str, pack: Pack) -> bool:
    if name.startswith(DONE_OF):
        return pack.step(name.removeprefix(DONE_OF)) is not None
    return name in pack.anchors


def _counting(step: Step) -> Iterator[Finding]:
    if step.span is None:
        return
    clock = step.counting is Counting.CLOCK
    if (clock and step.span.months) or (not clock and step.span.elapsed):
        yield Finding(step.id, "packs.counting", "hours go with the clock, months with days")


def _triggers(pack: Pack, vocabulary: Document) -> Iterator[Finding]:
    rows: list[tuple[str, Condition]] = [
        *((step.id, step.trigger) for step in pack.steps),
        *((window.id, window.applies) for window in pack.windows),
        *((window.id, one.when) for window in pack.windows for one in window.modifiers),
    ]
    for row, condition in rows:
        unknown = {
            leaf.name
            for leaf in triggers.leaves(condition)
            if leaf.op not in ("always", "happened") and leaf.name not in vocabulary
        }
        for name in sorted(unknown):
            yield Finding(row, "packs.fact", f"unknown fact {name}")
        if not unknown and not reachable(condition, vocabulary):
            yield Finding(row, "packs.unreachable", "no facts can ever meet this trigger")


def reachable(condition: Condition, vocabulary: Document) -> bool:
    """Whether some facts and milestones answer yes; found by trying them, up to a limit."""
    leaves = triggers.leaves(condition)
    names = sorted({leaf.name for leaf in leaves if leaf.op not in ("always", "happened")})
    kinds = sorted({leaf.name for leaf in leaves if leaf.op == "happened"})
    choices = [_choices(name, vocabulary[name], leaves) for name in names]
    trials = product(product((False, True), repeat=len(kinds)), product(*choices))
    for marks, values in islice(trials, _TRIALS):
        facts = CaseFacts({n: v for n, v in zip(names, values, strict=True) if v is not None})
        happened = [kind for kind, mark in zip(kinds, marks, strict=True) if mark]
        if triggers.holds(condition, facts, happened) is Truth.YES:
            return True
    # Past the limit nothing is proven either way, and a lint must not cry wolf.
    size: int = prod(len(one) for one in choices) << len(kinds)
    return size > _TRIALS


def _choices(
    name: str, word: dict[str, Any], leaves: Iterable[Condition]
) -> list[FactValue | None]:
    if word["kind"] in ("yes_no", "derived"):
        return [True, False, None]
    if word["kind"] == "code":
        return [*word["codes"], None]
    if word["kind"] == "codes":
        return [tuple(word["codes"]), (), None]
    if word["kind"] == "number":
        edges = [leaf.value for leaf in leaves if leaf.name == name]
        around = [e + step for e in edges if isinstance(e, int) for step in (-1, 0, 1)]
        return [*around, None]
    return ["known", None]  # a moment can only be asked whether it is known


def _windows(pack: Pack) -> Iterator[Finding]:
    for window in pack.windows:
        yield from _limits(window)


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


def _cycles(pack: Pack) -> Iterator[Finding]:
    needs = {step.id: _needs(step, pack) for step in pack.steps}
    for start in sorted(needs):
        reached: set[str] = set()
        frontier = set(needs[start])
        while frontier:
            reached |= frontier
            frontier = {n for step in frontier for n in needs.get(step, ())} - reached
        if start in reached:
            yield Finding(start, "packs.cycle", "waits for itself through other steps")


def _needs(step: Step, pack: Pack) -> set[str]:
    """Steps that must be done before this one's trigger or clock can start."""
    needed = set()
    if step.anchor.startswith(DONE_OF):
        needed.add(step.anchor.removeprefix(DONE_OF))
    elif step.anchor in pack.anchors:
        needed |= _only_makers(pack, set(pack.anchors[step.anchor].milestones))
    if step.trigger.op == "happened":
        needed |= _only_makers(pack, {step.trigger.name})
    return needed


def _only_makers(pack: Pack, kinds: set[str]) -> set[str]:
    # The report itself comes from outside, whatever step declares it.
    if not kinds or "report_received" in kinds:
        return set()
    return {one.id for one in pack.steps if one.id in kinds}


def _reviews(pack: Pack, on: date) -> Iterator[Finding]:
    rows = [(row.id, row.source) for row in pack.steps]
    for row, source in rows + [(row.id, row.source) for row in pack.windows]:
        if source.review_due < on:
            text = f"review was due {source.review_due}"
            yield Finding(row, "packs.review", text, warning=True)
    if pack.calendar_until < on + _CALENDAR_AHEAD:
        text = f"holidays are known until {pack.calendar_until} only"
        yield Finding("holidays", "packs.calendar", text, warning=True)
