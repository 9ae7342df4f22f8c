"""What of linkage takes an id beside a case."""

import uuid
from datetime import timedelta
from typing import Any

from bairn.linkage import actions, queries
from bairn.linkage.terms.reveals import RevealPurpose

ROOMS = (actions, queries)
NOT_HERE = {
    "linkage.no_subject", "linkage.no_reveal", "linkage.no_lead", "linkage.no_member",
    "linkage.no_plan", "linkage.no_talk", "linkage.no_relation", "linkage.plan_person",
    "linkage.trace_about",
}  # fmt: skip
# Of a subject who is nobody of the case they say nothing; whom a plan names works on it.
HARMLESS = {
    (queries.person_of, "subject_id"),
    (queries.independent_reporters, "subject_id"),
    (queries.relations, "subject_id"),
    (actions.plan_action, "contact_id"),
}
_ASK: dict[str, Any] = {"purpose": RevealPurpose.IDENTIFY, "words": "Calm words."}
_PLAN: dict[str, Any] = {
    "what": "search", "from_at": timedelta(hours=1), "until_at": timedelta(hours=2),
    "contact_id": uuid.uuid4(),
}  # fmt: skip
SUB_IDS = {
    (actions.ask_reveal, "subject_id"): ("linkage_checked", _ASK),
    (actions.decide_reveal, "reveal_id"): ("linkage_reveal", {"agreed": True}),
    (actions.withdraw_reveal, "reveal_id"): ("linkage_reveal", {}),
    (queries.lead, "lead_id"): ("linkage_sight", {}),
    (queries.judgements, "lead_id"): ("linkage_sight", {}),
    (actions.judge, "lead_id"): (
        "linkage_sight", {"verdict": "positive", "reason": "document_seen"},
    ),
    (actions.merge, "lead_id"): ("linkage_sight", {}),
    (actions.unmerge, "membership_id"): ("linkage_membership", {"reason": "mistake"}),
    (actions.end_relation, "relation_id"): ("linkage_relation", {}),
    (actions.plan_action, "subject_id"): ("linkage_checked", _PLAN),
    (actions.drop_plan, "plan_id"): ("linkage_plan", {}),
    (actions.note_talk, "talk_id"): ("linkage_talk", {"outcome": "agreed"}),
    (actions.note_trace, "about"): (
        "linkage_checked", {"kind": "phone", "value": "1", "source": "person"},
    ),
}  # fmt: skip
