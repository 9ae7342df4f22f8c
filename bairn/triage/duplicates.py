"""Which reports may be one: the same sent twice, and bursts about one account.

Only proposals come out of here. Merging keeps every link, closes nothing and lowers nothing: a
report that brings a new file lifts the whole (facts S09).
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta

from bairn.triage.bands import in_order, nearest_first
from bairn.triage.terms import Assessment, Band, ProposalKind, Standpoint, Together, Traces

BURST_SIZE = 3  # reports about one account
BURST_WINDOW = timedelta(days=7)


def same(new: Traces, others: Iterable[Traces]) -> tuple[Together, ...]:
    """Proposals between `new` and reports with the same content or the same platform report."""
    known = [one for one in others if one.report_id != new.report_id]
    content = [one for one in known if _equal(one.content, new.content)]
    numbered = [one for one in known if _equal(one.platform_report, new.platform_report)]
    found = (
        _together(ProposalKind.SAME_CONTENT, new, content),
        _together(ProposalKind.SAME_PLATFORM_REPORT, new, numbered),
    )
    return tuple(one for one in found if one is not None)


def bursts(
    new: Traces,
    others: Iterable[Traces],
    *,
    size: int = BURST_SIZE,
    window: timedelta = BURST_WINDOW,
) -> tuple[Together, ...]:
    """Proposals where at least `size` reports name one account with `new` within `window`.

    `window` counts from report to report: a burst goes on for as long as no gap is longer. One
    proposal for each set of reports, however many accounts they share.
    """
    known = [one for one in others if one.report_id != new.report_id]
    found: dict[frozenset[object], Together] = {}
    for account in sorted(new.accounts):
        around = _chain(new, [one for one in known if account in one.accounts], window)
        if len(around) + 1 < size:
            continue
        together = _together(ProposalKind.BURST, new, around)
        if together is not None:
            found.setdefault(frozenset((together.lead, *together.others)), together)
    return tuple(found.values())


def _equal(one: bytes | None, other: bytes | None) -> bool:
    return one is not None and one == other


def _chain(new: Traces, around: Sequence[Traces], window: timedelta) -> list[Traces]:
    line = sorted((*around, new), key=lambda one: (one.received_at, one.report_id))
    place = line.index(new)
    first = last = place
    while first > 0 and line[first].received_at - line[first - 1].received_at <= window:
        first -= 1
    while last + 1 < len(line) and line[last + 1].received_at - line[last].received_at <= window:
        last += 1
    return [one for one in line[first : last + 1] if one is not new]


def _together(kind: ProposalKind, new: Traces, others: Sequence[Traces]) -> Together | None:
    if not others:
        return None
    line = sorted((*others, new), key=lambda one: (one.received_at, one.report_id))
    return Together(
        kind=kind, lead=line[0].report_id, others=tuple(one.report_id for one in line[1:])
    )


def together(lead: Assessment, joined: Sequence[Standpoint]) -> Assessment:
    """The lead's assessment with the reports that were joined to it: the more urgent of each.

    The band, the floor, the reasons and the windows of all; completeness stays the lead's own.
    """
    everyone: tuple[Assessment | Standpoint, ...] = (*joined, lead)
    floors = [one.floor for one in everyone if one.floor is not None]
    reasons = {reason.code: reason for one in everyone for reason in one.reasons}
    windows = {(row.window, row.closes_at): row for one in everyone for row in one.windows}
    return replace(
        lead,
        band=Band.most_urgent(*(one.band for one in everyone)),
        floor=min(floors, default=None),
        reasons=in_order(reasons.values()),
        ahead=any(one.ahead for one in everyone),
        windows=nearest_first(windows.values()),
    )
