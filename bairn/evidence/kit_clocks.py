"""A kit's days by the rules of its place: the state's own first, then the country's."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from bairn.evidence.terms.kits import KeptUntil, KitKind
from bairn.kernel.periods import LocalClock
from bairn.protocols import kits
from bairn.protocols.terms import KitDeadline, KitRule, KitState

_OPEN = (KitState.OPEN, KitState.DUE_SOON, KitState.LATE)
_FINISHED = "disposed"
_ORDER = (
    "collected", "consented", "notified", "picked_up", "decided", "requested", "answered",
    "accepted", "submitted", "result", "disposal_notice", "disposed",
)  # fmt: skip


def clocks(
    place: str,
    moments: Mapping[str, datetime],
    rules: Iterable[KitRule],
    *,
    at: datetime,
    clock: LocalClock,
    objection_open: bool = False,
    waits: bool = True,
) -> tuple[KitDeadline, ...]:
    """Every stretch of a kit's way, the place's own rules before the country's.

    Of a kit that waits for nobody (nobody reported, or it is not to be tested) what holds it, and
    what was done, and no day by which it ought to move.
    """
    found: list[KitDeadline] = []
    for rule in kits.rules_for(place, rules):
        found += kits.kit_deadlines(
            rule, moments, at=at, clock=clock, objection_open=objection_open
        )
    return tuple(one for one in found if waits or one.state not in (*_OPEN, KitState.NOT_YET))


def next_due(
    deadlines: Iterable[KitDeadline], moments: Mapping[str, datetime], *, waits: bool
) -> datetime | None:
    """The earliest day that is still open; none for a kit that waits for nobody.

    What was passed over is not waited for: a kit at the laboratory has left the clinic. The
    stretch that nobody ended stays to be seen all the same.
    """
    if not waits or _FINISHED in moments:
        return None
    reached = max((_ORDER.index(one) for one in moments if one in _ORDER), default=0)
    days = [
        one.due_at
        for one in deadlines
        if one.state in _OPEN and one.due_at and _ORDER.index(one.to_event) > reached
    ]
    return min(days, default=None)


def kept(
    place: str,
    rules: Iterable[KitRule],
    collected_at: datetime,
    *,
    kind: KitKind,
    of_child: bool,
    clock: LocalClock,
) -> tuple[KeptUntil, ...]:
    """How long each rule keeps it, the place's own first; of the kinds that fit, the longest.

    A kit that is gone is not coming back: every rule of the place and the country counts, and the
    latest day holds (`last_day`), also that of a recommendation.
    """
    found = []
    for rule in kits.rules_for(place, rules):
        days = [
            day
            for name in _kinds(kind, of_child)
            if (day := kits.kept_until(rule, collected_at, kind=name, clock=clock)) is not None
        ]
        if days:
            found.append(KeptUntil(rule=rule, until=max(days)))
    return tuple(found)


def _kinds(kind: KitKind, of_child: bool) -> tuple[str, ...]:
    if kind is not KitKind.UNREPORTED:
        return ("felony_or_anonymous", "any")
    return (
        "unreported",
        "felony_or_anonymous",
        *(("unreported_child",) if of_child else ()),
        "any",
    )


def notice_days(place: str, rules: Iterable[KitRule], default: int) -> int:
    """How many days a written notice runs: the longest that the place or its country sets."""
    days = [
        one.span.days
        for rule in kits.rules_for(place, rules)
        for one in rule.clocks
        if one.not_before and one.from_event == "disposal_notice"
    ]
    return max(days, default=default)
