"""What can be done in triage: assess, raise, lower by two people, join, keep views."""

from bairn.triage.actions.assessing import (
    assess,
    assess_waiting,
    enter,
    record_police_band,
    renew_windows,
)
from bairn.triage.actions.banding import (
    confirm_lowering,
    drop_lowering,
    propose_lowering,
    raise_band,
)
from bairn.triage.actions.joining import (
    dismiss_proposal,
    find_duplicates,
    leave_queue,
    merge,
    unmerge,
)
from bairn.triage.actions.views import forget_view, save_view

__all__ = [
    "assess",
    "assess_waiting",
    "confirm_lowering",
    "dismiss_proposal",
    "drop_lowering",
    "enter",
    "find_duplicates",
    "forget_view",
    "leave_queue",
    "merge",
    "propose_lowering",
    "raise_band",
    "record_police_band",
    "renew_windows",
    "save_view",
    "unmerge",
]
