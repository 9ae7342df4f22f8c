"""Why a row stands there, in plain words of both languages, made from its own data."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from bairn.kernel.periods import Bounds, Counting, Span
from bairn.protocols.terms import Anchor, Condition, Pack, Step, Text, Window

_UNKNOWN = Text("time not known", "时间不明")
_DAYS = {
    Counting.CLOCK: Text("days", "天"),
    Counting.DAY: Text("calendar days", "个自然日"),
    Counting.BUSINESS: Text("working days", "个工作日"),
}


def of_anchor(name: str, pack: Pack) -> Text:
    """What an anchor is called."""
    anchor: Anchor | None = pack.anchors.get(name)
    if anchor is not None:
        return anchor.title
    step = pack.step(name.partition(".")[2])
    title = step.title if step is not None else Text(name, name)
    return Text(f"“{title.en}” done", f"“{title.zh}”完成")


def of_span(span: Span, counting: Counting) -> Text:
    """A length of time in words: `24 hours`, `7 working days`, `3 months`."""
    if span.months:
        return Text(_plural(span.months, "month"), f"{span.months}个月")
    if span.elapsed:
        hours, minutes = divmod(span.elapsed, timedelta(hours=1))
        if minutes:
            whole = int(span.elapsed / timedelta(minutes=1))
            return Text(_plural(whole, "minute"), f"{whole}分钟")
        return Text(_plural(hours + 24 * span.days, "hour"), f"{hours + 24 * span.days}小时")
    if not span.days:
        return Text("the same day", "当日")
    unit = _DAYS[counting]
    english = unit.en[:-1] if span.days == 1 else unit.en
    return Text(f"{span.days} {english}", f"{span.days}{unit.zh}")


def why_step(step: Step, pack: Pack) -> Text:
    """Why the step is due when it is."""
    anchor = of_anchor(step.anchor, pack)
    if step.span is None:
        return Text(f"Applies from: {anchor.en}.", f"自以下时间起适用：{anchor.zh}。")
    if step.span == Span():
        return Text(f"Due on the same day: {anchor.en}.", f"应在当日完成：{anchor.zh}。")
    length = of_span(step.span, step.counting)
    if step.repeat:
        return Text(
            f"Due every {length.en}; counted from: {anchor.en}, then from the last time.",
            f"每{length.zh}一次；首次起算：{anchor.zh}，此后自上次完成时起算。",
        )
    if step.each:
        return Text(
            f"Due within {length.en}, each time anew, of: {anchor.en}.",
            f"每次均须在{length.zh}内完成，起算：{anchor.zh}。",
        )
    return Text(f"Due within {length.en} of: {anchor.en}.", f"期限{length.zh}，起算：{anchor.zh}。")


def why_window(window: Window, pack: Pack, contact: Bounds) -> Text:
    """Why the window reads as it does: what it is counted from, and whether that is known."""
    anchor = of_anchor(window.anchor, pack)
    if contact.latest is None:
        return Text(
            f"Counted from: {anchor.en} ({_UNKNOWN.en}), so it stays open: ask a clinician.",
            f"起算：{anchor.zh}（{_UNKNOWN.zh}），因此保持开放：请询问医生。",
        )
    return Text(f"Counted from: {anchor.en}.", f"起算：{anchor.zh}。")


def _plural(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"


@dataclass(frozen=True, slots=True)
class Names:
    """What the facts, codes and milestones that a trigger asks about are called."""

    fact: Callable[[str], Text]
    code: Callable[[str], Text]
    happened: Callable[[str], Text]


def of_condition(condition: Condition, names: Names) -> Text:
    """A trigger in plain words: when a row applies."""
    if condition.op == "always":
        return Text("in every case", "任何案件")
    return _of_part(condition, names)


def _of_part(condition: Condition, names: Names) -> Text:
    if condition.op in ("all", "any"):
        return _joined(condition, names)
    if condition.op in ("not", "possible"):
        inner = _bracketed(condition.parts[0], names)
        if condition.op == "not":
            return Text(f"not: {inner.en}", f"并非：{inner.zh}")
        return Text(f"unless ruled out: {inner.en}", f"除非已排除：{inner.zh}")
    if condition.op == "always":
        return of_condition(condition, names)
    if condition.op == "happened":
        done = names.happened(condition.name)
        return Text(f"once “{done.en}” stands on the case", f"已发生“{done.zh}”")
    return _of_fact(condition, names)


def _of_fact(condition: Condition, names: Names) -> Text:
    named, value = names.fact(condition.name), condition.value
    fact = Text(_inside(named.en), named.zh)
    if condition.op == "known":
        return Text(f"known: {fact.en}", f"已知：{fact.zh}")
    if isinstance(value, bool):
        return fact if value else Text(f"not: {fact.en}", f"并非：{fact.zh}")
    if condition.op == "below":
        return Text(f"{fact.en} under {value}", f"{fact.zh}小于{value}")
    if condition.op == "at_least":
        return Text(f"{fact.en} {value} or more", f"{fact.zh}不小于{value}")
    codes = value if isinstance(value, tuple) else (value,)
    said = [names.code(one) if isinstance(one, str) else Text(f"{one}", f"{one}") for one in codes]
    english, chinese = " or ".join(one.en for one in said), "或".join(one.zh for one in said)
    if condition.op == "has":
        return Text(f"{fact.en} include {english}", f"{fact.zh}包括{chinese}")
    return Text(f"{fact.en}: {english}", f"{fact.zh}：{chinese}")


def _inside(words: str) -> str:
    """English words as they stand inside a sentence; what is written in capitals stays."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


def _joined(condition: Condition, names: Names) -> Text:
    parts = [_bracketed(part, names) for part in condition.parts]
    english, chinese = (" and ", "，且") if condition.op == "all" else (" or ", "，或")
    return Text(
        english.join(part.en for part in parts),
        chinese.join(part.zh for part in parts),
    )


def _bracketed(condition: Condition, names: Names) -> Text:
    """Brackets only where "and" and "or" would run into each other."""
    said = _of_part(condition, names)
    if condition.op in ("all", "any") and len(condition.parts) > 1:
        return Text(f"({said.en})", f"（{said.zh}）")
    return said
