"""What can be seen of reports: codes and times here, words and names through the vault."""

from bairn.intake.queries.documents import elements
from bairn.intake.queries.reports import (
    by_ids,
    by_reference,
    received_after,
    report,
    reports_of_case,
    same_sending,
)
from bairn.intake.queries.senders import by_code, senders, state_for_partner

__all__ = [
    "by_code",
    "by_ids",
    "by_reference",
    "elements",
    "received_after",
    "report",
    "reports_of_case",
    "same_sending",
    "senders",
    "state_for_partner",
]
