"""Every row of a pack or table as one flat line, for a command to show or a page to print."""

from collections.abc import Iterator
from dataclasses import dataclass

from bairn.kernel.periods import Counting
from bairn.protocols import wording
from bairn.protocols.terms import (
    KitClock,
    KitRule,
    Mark,
    Pack,
    Source,
    Step,
    Tables,
    Text,
    Window,
)

NO_LIMIT = Text("no limit set", "未设上限")
AT_ONCE = Text("at once", "立即")
_AND = Text("; ", "；")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row: what kind, its id, words, by when, how binding, where it comes from."""

    kind: str
    id: str
    title: Text
    due: Text
    binding: str
    branch: str
    source: Source


def of_pack(pack: Pack) -> Iterator[Line]:
    """The gates, steps, windows, interview rule, privacy and review of a pack, in this order."""
    for branch in pack.branches:
        own = [step for step in pack.steps if step.branch == branch.id]
        steps = Text(f"{len(own)} steps", f"{len(own)}项步骤")
        ours = Source("our default", "", Mark.D, pack.version, pack.review_due)
        yield _line("branch", branch.id, branch.title, ours, steps)
    for gate in pack.gates:
        asked = [step.title for step in map(pack.step, gate.needs) if step is not None]
        yield _line("gate", gate.stage, gate.title, gate.source, _listed(asked))
    yield from (_step(step, pack) for step in pack.steps)
    yield from (_window(window) for window in pack.windows)
    yield from _interview(pack)
    for rule in pack.privacy:
        roles = [pack.roles[role].title for role in rule.visible_to if role in pack.roles]
        yield _line("privacy", rule.data, rule.title, rule.source, _listed(roles))
    every = wording.of_span(pack.review.every, Counting.DAY)
    yield _line("review", pack.review.role, pack.review.title, pack.review.source, every)


def of_tables(tables: Tables) -> Iterator[Line]:
    """Every clock of every kit rule, every reporting rule, every piece of guidance."""
    for rule in tables.kits:
        yield from _kit(rule, tables)
    for one in tables.reporting:
        within = wording.of_span(one.within, Counting.CLOCK) if one.within else AT_ONCE
        yield _line("reporting", one.id, one.who, one.source, within)
    for said in tables.guidance:
        yield _line("guidance", said.id, said.title, said.source, said.text)


def _line(
    kind: str,
    row: str,
    title: Text,
    source: Source,
    due: Text,
    *,
    binding: str = "",
    branch: str = "",
) -> Line:
    return Line(
        kind=kind, id=row, title=title, due=due, binding=binding, branch=branch, source=source
    )


def _step(step: Step, pack: Pack) -> Line:
    return _line(
        "step",
        step.id,
        step.title,
        step.source,
        wording.why_step(step, pack),
        binding=step.required.value,
        branch=step.branch,
    )


def _window(window: Window) -> Line:
    hours = window.collect_until_h
    due = NO_LIMIT if hours is None else Text(f"{hours} h", f"{hours}小时")
    return _line("window", window.id, window.title, window.source, due)


def _interview(pack: Pack) -> Iterator[Line]:
    rule = pack.interview
    title = Text(
        f"{rule.planned} planned; an alert at {rule.alert_at}",
        f"计划{rule.planned}次；第{rule.alert_at}次触发警示",
    )
    phases = _listed([phase.title for phase in rule.phases])
    yield _line("interview", "interview", title, rule.source, phases)
    for point in rule.points:
        yield _line("interview", point.id, point.title, point.source, Text("", ""))


def _kit(rule: KitRule, tables: Tables) -> Iterator[Line]:
    for clock in rule.clocks:
        name = f"{rule.id}.{clock.id}"
        title = Text(f"{rule.title.en}: {clock.title.en}", f"{rule.title.zh}：{clock.title.zh}")
        yield _line("kit", name, title, rule.source, of_clock(clock, tables))
    for keep in rule.keep:
        title = Text(f"{rule.title.en}: {keep.title.en}", f"{rule.title.zh}：{keep.title.zh}")
        unit = "year" if keep.years == 1 else "years"
        years = Text(f"kept {keep.years} {unit}", f"保存{keep.years}年")
        yield _line("kit", f"{rule.id}.keep.{keep.id}", title, rule.source, years)
    if not rule.clocks and not rule.keep:
        yield _line("kit", rule.id, rule.title, rule.source, rule.note)


def of_clock(clock: KitClock, tables: Tables) -> Text:
    """How long a stretch of a kit's way may take, or must be waited, and from when."""
    length = wording.of_span(clock.span, clock.counting)
    start = tables.events[clock.from_event].title
    if clock.not_before:
        return Text(
            f"not within {length.en} of: {start.en}", f"{length.zh}内不得，起算：{start.zh}"
        )
    return Text(f"within {length.en} of: {start.en}", f"{length.zh}内，起算：{start.zh}")


def _listed(words: list[Text]) -> Text:
    return Text(_AND.en.join(one.en for one in words), _AND.zh.join(one.zh for one in words))
