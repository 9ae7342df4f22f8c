"""What can be seen of cases."""

from bairn.cases.queries.case import (
    case,
    closing_of,
    milestones,
    milestones_across,
    participants,
    participants_across,
    stage_of,
    stages_across,
)
from bairn.cases.queries.lists import (
    by_ids,
    by_reference,
    cases,
    cases_of_unit,
    closings_waiting,
    my_open_cases,
    oldest_open_of_unit,
)
from bairn.cases.queries.promises import promises, promises_across
from bairn.cases.queries.sweeping import open_bounds, open_cases

__all__ = [
    "by_ids",
    "by_reference",
    "case",
    "cases",
    "cases_of_unit",
    "closing_of",
    "closings_waiting",
    "milestones",
    "milestones_across",
    "my_open_cases",
    "oldest_open_of_unit",
    "open_bounds",
    "open_cases",
    "participants",
    "participants_across",
    "promises",
    "promises_across",
    "stage_of",
    "stages_across",
]
