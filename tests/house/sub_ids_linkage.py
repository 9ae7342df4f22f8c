"""What of linkage takes an id beside a case."""

from typing import Any

from bairn.linkage import actions, queries
from bairn.linkage.terms.reveals import RevealPurpose

ROOMS = (actions, queries)
NOT_HERE = {"linkage.no_subject", "linkage.no_reveal", "linkage.no_lead"}
_ASK: dict[str, Any] = {"purpose": RevealPurpose.IDENTIFY, "words": "Calm words."}
SUB_IDS = {
    (actions.ask_reveal, "subject_id"): ("linkage_checked", _ASK),
    (actions.decide_reveal, "reveal_id"): ("linkage_reveal", {"agreed": True}),
    (actions.withdraw_reveal, "reveal_id"): ("linkage_reveal", {}),
    (queries.lead, "lead_id"): ("linkage_sight", {}),
}
