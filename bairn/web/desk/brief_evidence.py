"""The key points on evidence: counts and moments of the record. Plain Python, no words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bairn.evidence.terms import ExhibitCard
from bairn.evidence.terms.checking import CheckState
from bairn.evidence.terms.kits import KitCard
from bairn.preservation.terms import Request

AHEAD = timedelta(days=3)  # as far as my day looks
_GONE = frozenset({"given_back", "disposed"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Holdings:
    """What a case holds, and what of it waits; None: the look is no part of the reader's role."""

    exhibits: int | None
    offered: int  # offers that wait for an answer
    broken: int  # exhibits with a break that nobody explained
    kits: int | None
    kit_due: datetime | None  # the next day that a kit has to keep
    requests: int | None  # open, to holders
    running_out: int  # of these, due within three days or over
    request_due: datetime | None
    files: int | None
    failed: int  # files that are not what was taken in
    unread: int  # files that nobody has checked since they came in

    @property
    def any(self) -> bool:
        """Whether there is anything to say at all."""
        return bool(self.exhibits or self.kits or self.requests or self.files)


def holdings(
    *,
    exhibits: Sequence[ExhibitCard] | None,
    kits: Sequence[KitCard] | None,
    requests: Sequence[Request] | None,
    checks: Sequence[CheckState] | None,
    at: datetime,
) -> Holdings:
    """The key points, as many as the reader's role may see."""
    held = [one for one in exhibits or () if one.state not in _GONE]
    open_requests = [one for one in requests or () if one.next is not None]
    return Holdings(
        exhibits=None if exhibits is None else len(held),
        offered=sum(one.handover_id is not None for one in held),
        broken=sum(one.breaks > one.explained for one in held),
        kits=None if kits is None else len(kits),
        kit_due=_first(one.due_at for one in kits or ()),
        requests=None if requests is None else len(open_requests),
        running_out=sum(one.next.until <= at + AHEAD for one in open_requests if one.next),
        request_due=_first(one.next.until for one in open_requests if one.next),
        files=None if checks is None else len(checks),
        failed=sum(one.failed for one in checks or ()),
        unread=sum(one.last is None for one in checks or ()),
    )


def _first(moments: Iterable[datetime | None]) -> datetime | None:
    return min((one for one in moments if one is not None), default=None)
