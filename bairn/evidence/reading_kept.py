"""Between the tables of reading and their terms."""

from bairn.evidence.models import reading
from bairn.evidence.terms.captures import CaptureCard
from bairn.evidence.terms.checking import BrokenRange, Check, CheckOutcome
from bairn.evidence.terms.viewing import Viewing


def check(row: reading.Check) -> Check:
    """A check as it is kept."""
    return Check(
        file_id=row.file_id,
        case_id=row.holder_id,
        outcome=CheckOutcome(row.outcome),
        ranges=tuple(BrokenRange(start=start, end=end) for start, end in row.ranges),
        at=row.at,
        by_id=row.by_id,
    )


def viewing(row: reading.Viewing) -> Viewing:
    """A viewing as it is kept."""
    return Viewing(
        id=row.id,
        case_id=row.holder_id,
        file_id=row.file_id,
        staff_id=row.staff_id,
        purpose=row.purpose,
        began_at=row.began_at,
        last_at=row.last_at,
        looks=row.looks,
    )


def capture(row: reading.Capture) -> CaptureCard:
    """A capture as it is kept; its addresses are sealed under `words_id`."""
    return CaptureCard(
        file_id=row.file_id,
        case_id=row.holder_id,
        asked_at=row.asked_at,
        by_id=row.by_id,
        kind=row.kind,
        captured_at=row.captured_at,
        captured_until=row.captured_until,
        records=row.records,
        agreements=row.agreements,
        faults=tuple(row.faults),
        holds=row.holds,
        words_id=row.words_id,
        read_at=row.read_at,
    )
