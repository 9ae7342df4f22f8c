"""A report's place in the queue, read from the report and from where it stands."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from bairn.intake.terms import ReportCard, ReportState
from bairn.triage.terms import FAR, OpenWindow, QueueState, Standpoint

NOT_ASSESSED = 0  # ahead of every band: nobody knows yet how urgent it is


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Everything the queue keeps of a report."""

    report_id: uuid.UUID
    unit_id: uuid.UUID
    reference: str
    channel: str
    state: QueueState
    band: int
    behind: int
    urgent_until: datetime
    received_at: datetime
    completeness: int
    assessment_id: uuid.UUID | None
    merged_into: uuid.UUID | None


def place(card: ReportCard, point: Standpoint | None, *, at: datetime) -> Place:
    """Where a report belongs in the queue at `at`; without an assessment it comes first."""
    return Place(
        report_id=card.id,
        unit_id=card.unit_id,
        reference=card.reference,
        channel=card.channel.value,
        state=state_of(card),
        band=NOT_ASSESSED if point is None else point.band.value,
        behind=0 if point is None or point.ahead else 1,
        urgent_until=FAR if point is None else next_closing(point.windows, at=at),
        received_at=card.received_at,
        completeness=0 if point is None else point.completeness,
        assessment_id=None if point is None else point.id,
        merged_into=card.merged_into,
    )


def state_of(card: ReportCard) -> QueueState:
    """Whether the report still waits. A report that is still arriving waits like any other."""
    if card.state is ReportState.MERGED:
        return QueueState.MERGED
    if card.state is ReportState.RETRACTED:
        return QueueState.RETRACTED
    return QueueState.WAITING if card.case_id is None else QueueState.IN_CASE


def next_closing(windows: tuple[OpenWindow, ...], *, at: datetime) -> datetime:
    """When the next of these windows closes after `at`; FAR when none does."""
    closing = (one.closes_at for one in windows if one.closes_at and one.closes_at > at)
    return min(closing, default=FAR)


def still_open(windows: tuple[OpenWindow, ...], *, at: datetime) -> tuple[OpenWindow, ...]:
    """Those of the windows that have not closed by `at`, in their order."""
    return tuple(one for one in windows if one.closes_at is None or one.closes_at > at)
