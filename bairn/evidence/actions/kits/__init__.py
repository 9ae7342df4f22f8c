"""What can be done with kits."""

from bairn.evidence.actions.kits.holding import (
    lift_veto,
    object_to,
    settle_objection,
    tell_in_writing,
    veto,
)
from bairn.evidence.actions.kits.matches import match_step, plan_to_tell
from bairn.evidence.actions.kits.moving import from_ledger, laboratory, move
from bairn.evidence.actions.kits.registering import (
    admit,
    into_case,
    register_kit,
    register_unreported_kit,
)
from bairn.evidence.actions.kits.untested import (
    answer_not_to_test,
    ask_not_to_test,
    have_it_tested,
)

__all__ = [
    "admit",
    "answer_not_to_test",
    "ask_not_to_test",
    "from_ledger",
    "have_it_tested",
    "into_case",
    "laboratory",
    "lift_veto",
    "match_step",
    "move",
    "object_to",
    "plan_to_tell",
    "register_kit",
    "register_unreported_kit",
    "settle_objection",
    "tell_in_writing",
    "veto",
]
