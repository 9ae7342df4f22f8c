"""What can be done in linkage; each part of the room has its own module."""

from bairn.linkage.actions.fanning import fan_out, renew_reveals, settle_part, tell_own
from bairn.linkage.actions.files import compare_files
from bairn.linkage.actions.judging import end_relation, judge, merge, relate, unmerge
from bairn.linkage.actions.leads import forget, keep_leads, move_leads
from bairn.linkage.actions.meeting import meet_plans
from bairn.linkage.actions.planning import drop_plan, note_talk, plan_action
from bairn.linkage.actions.reveals import (
    answer_reveal,
    ask_reveal,
    decide_reveal,
    withdraw_reveal,
)
from bairn.linkage.actions.telling import tell_to_judge
from bairn.linkage.actions.tracing import note_trace

__all__ = [
    "answer_reveal",
    "ask_reveal",
    "compare_files",
    "decide_reveal",
    "drop_plan",
    "end_relation",
    "fan_out",
    "forget",
    "judge",
    "keep_leads",
    "meet_plans",
    "merge",
    "move_leads",
    "note_talk",
    "note_trace",
    "plan_action",
    "relate",
    "renew_reveals",
    "settle_part",
    "tell_own",
    "tell_to_judge",
    "unmerge",
    "withdraw_reveal",
]
