"""What can be seen in protocols: duties and windows, gates, what is due over many, the packs."""

from bairn.protocols.queries.across import (
    MOST_CASES,
    due_across,
    next_across,
    pressing_across,
)
from bairn.protocols.queries.case import (
    binding_of_case,
    bindings_of_case,
    board_of_case,
    facts_of_case,
    gate_of_case,
    interview_rule,
    move_preview,
    pack_of_case,
    review_rule,
    steps_of_case,
    steps_under,
    windows_of_case,
)
from bairn.protocols.queries.editions import edition_differences, editions
from bairn.protocols.queries.ever import ever_said
from bairn.protocols.queries.packs import kept_pack, overlays, packs_available
from bairn.protocols.queries.reviewing import review_rules_across
from bairn.protocols.queries.sweep import sweep
from bairn.protocols.queries.waiting import waivers_waiting
from bairn.protocols.queries.watching import standings_across

__all__ = [
    "MOST_CASES",
    "binding_of_case",
    "bindings_of_case",
    "board_of_case",
    "due_across",
    "edition_differences",
    "editions",
    "ever_said",
    "facts_of_case",
    "gate_of_case",
    "interview_rule",
    "kept_pack",
    "move_preview",
    "next_across",
    "overlays",
    "pack_of_case",
    "packs_available",
    "pressing_across",
    "review_rule",
    "review_rules_across",
    "standings_across",
    "steps_of_case",
    "steps_under",
    "sweep",
    "waivers_waiting",
    "windows_of_case",
]
