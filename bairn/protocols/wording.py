"""Why a row stands there, in plain words of both languages, made from its own data."""

from datetime import timedelta

from bairn.kernel.periods import Bounds, Counting, Span
from bairn.protocols.terms import Anchor, Pack, Step, Text, Window

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
