"""What of exhibits takes an id beside a case: the table of that id, and what else it asks for."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from importlib import import_module
from typing import Any

from bairn.evidence.actions import contamination, custody, disposing, exhibits, places, sealing
from bairn.evidence.queries import custody as hands
from bairn.evidence.queries import disposing as endings
from bairn.evidence.terms import BreakKind, Carries, Receipt, Receiver

SOON = timedelta(days=2)
cards = import_module("bairn.evidence.queries.exhibits")  # a look there has the same name
ROOMS = (contamination, custody, disposing, exhibits, places, sealing, hands, endings, cards)
NOT_HERE = {
    "evidence.no_exhibit", "evidence.no_handover", "evidence.participant", "evidence.no_alert",
    "evidence.no_objection",
}  # fmt: skip
_PAPER = Receipt(reference="Note", signed_by="They")
_SOMEBODY = Receiver(staff_id=uuid.uuid4())
_ANY = uuid.uuid4()
_INTACT = {"condition": "intact"}
_ONE: dict[Callable[..., Any], dict[str, Any]] = {
    exhibits.correct: {"field": "kind", "value": "swab", "reason": "written_wrongly"},
    sealing.came_back: {"receipt": _PAPER, "said_seal": "", "seal": "", **_INTACT},
    sealing.claim: {"reason": "giver_left", "seal": "", **_INTACT},
    sealing.explain_break: {"event": 1, "kind": BreakKind.GAP, "reason": "not_known"},
    sealing.seal: {"number": "S-1"},
    sealing.break_seal: {"reason": "examination"},
    places.store: {"place_id": _ANY, **_INTACT},
    places.take_out: {"purpose": "viewing"},
    disposing.examine: {
        "what_for": "dna", "from_at": -SOON, "until_at": -SOON, "seal_after": "",
    },
    disposing.give_back: {"owner": "They", "receipt": _PAPER},
    disposing.keep_until: {"until_at": SOON, "basis": "law"},
    disposing.object_to_disposal: {"by_whom": "victim"},
    disposing.propose_disposal: {"basis": "spoiled"},
    disposing.agree_disposal: {},
    disposing.decline_disposal: {"reason": "still_needed"},
    disposing.dispose: {"method": "shredded", "witness": _ANY},
    cards.exhibit: {},
    endings.examinations: {},
    endings.disposal_of: {},
}  # fmt: skip
_OF_HANDOVER: dict[Callable[..., Any], dict[str, Any]] = {
    custody.accept: {},
    custody.refuse: {"reason": "packaging"},
    custody.take_back: {"reason": "plan_changed"},
    custody.accepted_outside: {"receipt": _PAPER},
    hands.handover: {},
}
SUB_IDS: dict[tuple[Callable[..., Any], str], tuple[str, dict[str, Any]]] = {
    **{(act, "exhibit_id"): ("evidence_exhibit", more) for act, more in _ONE.items()},
    **{(act, "handover_id"): ("evidence_handover", more) for act, more in _OF_HANDOVER.items()},
    **{
        (act, "exhibit_ids"): ("evidence_exhibit", {"handover_id": _ANY, **more})
        for act, more in _OF_HANDOVER.items()
        if act is not hands.handover
    },
    (custody.offer, "exhibit_ids"): ("evidence_exhibit", {"to": _SOMEBODY, "purpose": "storage"}),
    (disposing.settle_objection, "objection_id"): ("evidence_objection", {"outcome": "kept"}),
    (contamination.answer_contact, "alert_id"): ("evidence_alert", {"answer": "entry_wrong"}),
    (contamination.note_contact, "with_participant"): (
        "cases_participant",
        {"what": Carries.STAFF, "which": _ANY, "from_at": -SOON, "until_at": -SOON},
    ),
}
# Whose unit's they are is asked apart, and they say nothing of a case.
NOT_OF_A_CASE = {"place_id", "which", "witness"}
