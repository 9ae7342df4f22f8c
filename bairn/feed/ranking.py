"""In which part of the day an item stands, in which order, and when it may be set aside.

The order is read off four plain things, never added up: safety, the time left, how urgent the
report is, whether one follows the case; the newer comes first among equals.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bairn.feed.terms import Aside, ClosingWindow, Day, Item, ItemKind, Section
from bairn.kernel.refusal import Refusal
from bairn.triage.terms import Band

MOST_IN_PART = 100
MOST_WINDOWS = 40  # on the strip: more bars, and nobody reads them
LONGEST_ASIDE = timedelta(days=7)
LONGEST_LATE_ASIDE = timedelta(days=1)
WINDOW_AHEAD = timedelta(hours=24)
_FAR = datetime.max.replace(tzinfo=UTC)
# What waits for an answer, by no moment of its own.
_ASKED = frozenset(
    {
        ItemKind.LOWERING,
        ItemKind.CLOSING,
        ItemKind.NOTICE,
        ItemKind.INTERVIEW,
        ItemKind.WAIVER,
        ItemKind.ADVICE,
        ItemKind.HANDOVER,
        ItemKind.UNTESTED,
        ItemKind.DISPOSAL,
        ItemKind.CROSSING,
        ItemKind.AGREEMENT,
        ItemKind.SERIES,
        ItemKind.KEY,
        ItemKind.ASKED,
    }
)
# What falls due by its own moment.
_DUE = frozenset(
    {
        ItemKind.STEP,
        ItemKind.SIGNAL,
        ItemKind.WANTED,
        ItemKind.REVIEW,
        ItemKind.DIRECTION,
        ItemKind.PROMISE,
        ItemKind.OFFER,
        ItemKind.UNSTORED,
        ItemKind.KIT,
        ItemKind.FILE,
        ItemKind.UPLOAD,
        ItemKind.REQUEST,
        ItemKind.OLD_CASE,
    }
)


def section(item: Item) -> Section | None:
    """The part of the day an item belongs to; None when it need not be seen today."""
    if item.kind in _ASKED:
        return Section.WAITING
    if item.late or item.safety or item.unassessed or item.band is Band.A:
        return Section.NOW
    if item.kind in _DUE or item.band is Band.B:
        return Section.DUE
    return Section.NEW if item.fresh else None


def rank(item: Item) -> tuple[bool, datetime, int, bool, float, str]:
    """The key by which items of one part are put in order, most pressing first."""
    return (
        not item.safety,
        item.due_at or _FAR,
        0 if item.unassessed else item.band or len(Band) + 1,
        not item.followed,
        -item.since.timestamp(),
        item.key,
    )


def arrange(
    items: Iterable[Item],
    windows: Iterable[ClosingWindow],
    *,
    asides: Mapping[str, Aside],
    at: datetime,
) -> Day:
    """The day: every item in its part and its place, but for those set aside for now."""
    parts: dict[Section, list[Item]] = {part: [] for part in Section}
    for item in {one.key: one for one in items}.values():
        part = section(item)
        if part is not None and not is_aside(item, asides.get(item.key), at=at):
            parts[part].append(item)
    soon = closing_soon(windows, at=at)
    shown = {part: tuple(sorted(rows, key=rank)[:MOST_IN_PART]) for part, rows in parts.items()}
    return Day(
        now=shown[Section.NOW],
        due=shown[Section.DUE],
        new=shown[Section.NEW],
        waiting=shown[Section.WAITING],
        windows=soon[:MOST_WINDOWS],
        windows_left_out=max(len(soon) - MOST_WINDOWS, 0),
        left_out=sum(map(len, parts.values())) - sum(map(len, shown.values())),
    )


def is_aside(item: Item, aside: Aside | None, *, at: datetime) -> bool:
    """Whether an item stands aside now. Safety never does; what falls due comes back by itself."""
    if aside is None or item.safety or at >= aside.until_at:
        return False
    fell_due = item.due_at is not None and aside.set_at < item.due_at <= at
    return not fell_due


def may_set_aside(item: Item, *, until: datetime, at: datetime) -> None:
    """Raises Refusal for a matter of safety, a moment past, or a time beyond what it can wait."""
    if item.safety:
        raise Refusal("feed.safety", "A matter of safety cannot be set aside: act on it.")
    if until <= at:
        raise Refusal("feed.until", "Choose a time that is still to come.", field="until")
    latest = at + (LONGEST_LATE_ASIDE if item.late else LONGEST_ASIDE)
    if item.due_at is not None and item.due_at > at:
        latest = min(latest, item.due_at)
    if until > latest:
        raise Refusal("feed.too_long", "It cannot wait that long.", field="until")


def closing_soon(windows: Iterable[ClosingWindow], *, at: datetime) -> tuple[ClosingWindow, ...]:
    """Every window that ends within a day, the nearest first."""
    soon = [one for one in windows if at <= one.ends_at <= at + WINDOW_AHEAD]
    return tuple(sorted(soon, key=lambda one: (one.ends_at, one.reference, one.window.window)))


def marked(items: Iterable[Item], followed: frozenset[object]) -> tuple[Item, ...]:
    """The items, those of followed cases marked as such."""
    return tuple(replace(one, followed=one.case_id in followed) for one in items)
