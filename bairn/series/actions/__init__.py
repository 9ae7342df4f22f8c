"""What can be done in series: code, rule, judge, hold together, propose, answer."""

from bairn.series.actions.coding import amend_coding, code_again, code_offence
from bairn.series.actions.judging import judge_series_lead, place_forensic
from bairn.series.actions.proposing import answer_part, propose
from bairn.series.actions.together import enter_series, leave_series, open_series

__all__ = [
    "amend_coding",
    "answer_part",
    "code_again",
    "code_offence",
    "enter_series",
    "judge_series_lead",
    "leave_series",
    "open_series",
    "place_forensic",
    "propose",
]
