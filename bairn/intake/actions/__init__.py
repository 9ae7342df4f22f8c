"""What can be done with reports: receive, add, answer, join, and speak the platforms' protocol."""

from bairn.intake.actions.adding import (
    add_by_code,
    add_to_report,
    answer_reporter,
    settle_additions,
)
from bairn.intake.actions.joining import join_case, merge, unmerge
from bairn.intake.actions.receiving import receive
from bairn.intake.actions.registering import (
    end_partner,
    end_platform,
    register_partner,
    register_platform,
    set_route,
)

__all__ = [
    "add_by_code",
    "add_to_report",
    "answer_reporter",
    "end_partner",
    "end_platform",
    "join_case",
    "merge",
    "receive",
    "register_partner",
    "register_platform",
    "set_route",
    "settle_additions",
    "unmerge",
]
