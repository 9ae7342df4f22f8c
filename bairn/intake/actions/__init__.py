"""What can be done with reports: receive, add, answer, join, and speak the platforms' protocol."""

from bairn.intake.actions.adding import (
    add_by_code,
    add_to_report,
    answer_reporter,
    settle_additions,
)
from bairn.intake.actions.dropping import drop_sending, drop_stale_sendings
from bairn.intake.actions.joining import join_case, merge, unmerge
from bairn.intake.actions.receiving import compare_files, receive
from bairn.intake.actions.registering import (
    end_partner,
    end_platform,
    register_partner,
    register_platform,
    set_route,
)
from bairn.intake.actions.wire import (
    describe_file,
    finish,
    open_sending,
    retract,
    take_file,
)

__all__ = [
    "add_by_code",
    "add_to_report",
    "answer_reporter",
    "compare_files",
    "describe_file",
    "drop_sending",
    "drop_stale_sendings",
    "end_partner",
    "end_platform",
    "finish",
    "join_case",
    "merge",
    "open_sending",
    "receive",
    "register_partner",
    "register_platform",
    "retract",
    "set_route",
    "settle_additions",
    "take_file",
    "unmerge",
]
