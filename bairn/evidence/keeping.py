"""What still holds a kit: notice, its days, objections, vetoes, years, holds, matches.

Destroying cannot be undone. Whatever is not known to be over still holds.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from bairn.evidence.kit_book import no
from bairn.evidence.terms.disposing import Objection, Obstacle
from bairn.evidence.terms.kits import (
    KeptUntil,
    KitNotice,
    KitStands,
    KitVeto,
    NoticeKind,
)
from bairn.kernel.periods import Counting, LocalClock, Span, due_after
from bairn.kernel.text import Text

_MOMENT = timedelta(microseconds=1)
# Where a kit may be when it is disposed of: its disposal was announced, and nothing else goes on.
_STANDS = (KitStands.NOTICE,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Everything that decides whether a kit may be disposed of."""

    stands: KitStands
    reported: bool
    notices: Sequence[KitNotice]
    days: int  # how long a notice runs
    objections: Sequence[Objection]
    vetoes: Sequence[KitVeto]
    kept: Sequence[KeptUntil]
    legal_holds: int
    open_matches: int
    test_asked: bool = field(default=False)  # whether a question to a prosecutor waits


def obstacles(held: Held, *, at: datetime, clock: LocalClock) -> tuple[Obstacle, ...]:
    """Every obstacle to disposal at `at`, each with its day where it is known; none: it may be."""
    return (
        *_stands(held),
        *_notice(held, at, clock),
        *_people(held),
        *_years(held, at, clock),
        *_open(held),
    )


def check(held: Held, *, at: datetime, clock: LocalClock) -> None:
    """Raises Refusal with every obstacle while there is any."""
    found = obstacles(held, at=at, clock=clock)
    if found:
        en = " ".join(_dated(one, "en", clock) for one in found)
        zh = "".join(_dated(one, "zh", clock) for one in found)
        raise no("held", f"It may not be disposed of. {en}", f"不得处置。{zh}")


def _dated(one: Obstacle, language: str, clock: LocalClock) -> str:
    if one.until is None:
        return one.text.say(language)
    return f"{one.text.say(language)} ({clock.day_of(one.until - _MOMENT).isoformat()})"


def notice_that_counts(held: Held) -> KitNotice | None:
    """The written notice whose days count: the newest after the last objection was settled.

    Whoever never gave a name cannot be written to: what they were told at the examination counts.
    """
    settled = [one.settled_at for one in held.objections if one.settled_at]
    since = max(settled, default=None)
    wanted = (
        (NoticeKind.DISPOSAL,) if held.reported else (NoticeKind.DISPOSAL, NoticeKind.RETENTION)
    )
    counted = [
        one
        for one in held.notices
        if one.kind in wanted and (since is None or one.told_at >= since)
    ]
    return max(counted, key=lambda one: one.told_at, default=None)


def _stands(held: Held) -> Iterator[Obstacle]:
    if held.stands is KitStands.DISPOSED:
        yield Obstacle(code="gone", text=Text("It was disposed of.", "已处置。"))
    elif held.stands not in _STANDS:
        yield Obstacle(
            code="not_announced", text=Text("Its disposal is not announced.", "尚未告知处置。")
        )


def _notice(held: Held, at: datetime, clock: LocalClock) -> Iterator[Obstacle]:
    notice = notice_that_counts(held)
    if notice is None:
        text = Text("Nobody was told in writing.", "尚未书面告知。")
        yield Obstacle(code="no_notice", text=text)
        return
    over = due_after(notice.told_at, Span(days=held.days), counting=Counting.DAY, clock=clock)
    if at < over:
        yield Obstacle(
            code="notice_running",
            text=Text(
                f"{held.days} days from the written notice are not over.",
                f"书面告知后{held.days}日未满。",
            ),
            until=over,
        )
    day_over = clock.end_of(notice.disposal_on - timedelta(days=1))
    if at < day_over:
        text = Text("The day that was told is not here.", "未到所告知的处置日。")
        yield Obstacle(code="day_told", text=text, until=day_over)


def _people(held: Held) -> Iterator[Obstacle]:
    if any(one.settled_at is None for one in held.objections):
        text = Text("An objection is open.", "有未决异议。")
        yield Obstacle(code="objection_open", text=text)
    for veto in held.vetoes:
        if veto.lifted_at is None:
            who = Text("A prosecutor", "检察官") if veto.role == "prosecutor" else Text(
                "A supervisor", "主管"
            )  # fmt: skip
            text = Text(f"{who.en} keeps it.", f"{who.zh}要求保留。")
            yield Obstacle(code="vetoed", text=text)


def last_day(kept: Iterable[KeptUntil]) -> KeptUntil | None:
    """The rule that keeps it longest."""
    return max(kept, key=lambda one: one.until, default=None)


def _years(held: Held, at: datetime, clock: LocalClock) -> Iterator[Obstacle]:
    longest = last_day(held.kept)
    if longest is not None and clock.day_of(at) < longest.until:
        title = longest.rule.title
        yield Obstacle(
            code="retention",
            text=Text(f"It is kept by: {title.en}.", f"依“{title.zh}”仍在保存期内。"),
            until=clock.end_of(longest.until - timedelta(days=1)),
        )


def _open(held: Held) -> Iterator[Obstacle]:
    if held.legal_holds:
        text = Text("A legal hold stands.", "有法律保全。")
        yield Obstacle(code="legal_hold", text=text)
    if held.open_matches:
        text = Text("A match is open.", "有未了结的比中。")
        yield Obstacle(code="match_open", text=text)
    if held.test_asked:
        text = Text("Whether to test it is not answered.", "是否检测尚未答复。")
        yield Obstacle(code="test_open", text=text)


def may_announce(
    *, disposal_on: date, told_at: datetime, at: datetime, days: int, kept: Sequence[KeptUntil],
    clock: LocalClock,
) -> None:  # fmt: skip
    """Refuses a day that leaves less time than the notice runs, or that lies within the years.

    The days run from when it is written down: a notice said to be old takes no day from anybody.
    """
    if told_at > at:
        raise no("future", "This lies in the future.", "该时间晚于现在。", field="told_at")
    over = clock.day_of(due_after(at, Span(days=days), counting=Counting.DAY, clock=clock))
    if disposal_on < over:
        raise no(
            "notice_short",
            f"At least {days} days from the notice: not before {over.isoformat()}.",
            f"告知后至少{days}日：不早于{over.isoformat()}。",
            field="disposal_on",
        )
    longest = last_day(kept)
    if longest is not None and disposal_on < longest.until:
        en, zh = longest.rule.title.en, longest.rule.title.zh
        raise no(
            "kept_longer",
            f"It is kept until {longest.until.isoformat()} ({en}).",
            f"须保存至{longest.until.isoformat()}（{zh}）。",
            field="disposal_on",
        )


def may_object(*, stands: KitStands, by_whom: str, made_at: datetime, at: datetime,
               listed: Iterable[str]) -> None:  # fmt: skip
    """Refuses an objection after the kit is gone, or by nobody of the list."""
    if stands is KitStands.DISPOSED:
        raise no("gone", "The kit was disposed of.", "检材盒已处置。")
    if by_whom not in set(listed):
        raise no("code", "Choose one of the listed answers.", "请选择列出的选项。", field="by_whom")
    if made_at > at:
        raise no("future", "This lies in the future.", "该时间晚于现在。", field="made_at")
