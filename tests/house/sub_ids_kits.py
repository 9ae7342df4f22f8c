"""What of kits takes an id beside a case: the table of that id, and what else it asks for."""

import uuid
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from typing import Any

from bairn.evidence.actions import kits
from bairn.evidence.terms.kits import KitKind, NewKit, NoticeKind
from bairn.journeys import move_kit, report_kit

SOON = timedelta(days=2)
looks = import_module("bairn.evidence.queries.kits")
ROOMS = (kits, looks, move_kit, report_kit)
NOT_HERE = {"evidence.kit_unknown", "evidence.participant"}
_ANY = uuid.uuid4()
_TOLD = {
    "kind": NoticeKind.RETENTION, "language": "en", "told_how": "by_hand", "told_at": -SOON,
    "disposal_on": date(2090, 1, 1),
}  # fmt: skip
_CONSENT = {"consent_by": "survivor", "consented_at": -SOON}
_ONE: dict[Callable[..., Any], dict[str, Any]] = {
    kits.move: {"event": "notified", "happened_at": -SOON},
    kits.laboratory: {"event": "accepted", "happened_at": -SOON},
    kits.from_ledger: {"event": "submitted"},
    kits.ask_not_to_test: {"reason": "no_crime_supported"},
    kits.answer_not_to_test: {"agreed": True},
    kits.have_it_tested: {},
    kits.match_step: {"step": "screened", "happened_at": -SOON},
    kits.plan_to_tell: {
        "match": 1, "choice": "asked_now", "channel": "in_person", "place": "clinic",
        "advocate_id": _ANY, "words": "Calm words.",
    },
    kits.tell_in_writing: _TOLD,
    kits.object_to: {"by_whom": "victim", "made_at": -SOON},
    kits.settle_objection: {"objection_id": _ANY, "settled_as": "kept"},
    kits.veto: {"reason": "appeal"},
    kits.lift_veto: {"veto_id": _ANY},
    kits.into_case: _CONSENT,
    looks.kit: {},
    looks.notice_of_code: {"code": "7"},
    move_kit.move_kit: {"event": "notified", "happened_at": -SOON},
    move_kit.match_kit: {"step": "screened", "happened_at": -SOON},
    move_kit.tell_of_kit: _TOLD,
    report_kit.report_kit: _CONSENT,
}  # fmt: skip
_NEW = NewKit(
    number="K-1", kind=KitKind.REPORTED, place="CN", zone="Asia/Shanghai",
    collected_at=datetime(2026, 1, 1, tzinfo=UTC),
)  # fmt: skip
SUB_IDS: dict[tuple[Callable[..., Any], str], tuple[str, dict[str, Any]]] = {
    **{(act, "kit_id"): ("evidence_exhibit", more) for act, more in _ONE.items()},
    (kits.register_kit, "about"): ("cases_participant", {"said": _NEW}),
    (move_kit.register_kit, "about"): ("cases_participant", {"said": _NEW}),
}
# Named together with a kit, which is looked up in the case first; or whose they are is asked apart.
NOT_OF_A_CASE = {"lab_unit_id", "advocate_id", "veto_id", "objection_id"}
