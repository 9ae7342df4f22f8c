"""Which gate each address of exhibits and hands stands behind; the first is what it shows by."""

from collections.abc import Mapping

_CASE = "desk.case_evidence"
_ONE = "desk.exhibit"

WHO_MAY: Mapping[str, tuple[str, ...]] = {
    "desk:exhibits": ("desk.exhibits",),
    "desk:scan": ("signed_in", "evidence.by_code", "evidence.handovers_waiting"),
    "desk:scan_many": ("signed_in", "desk.scanned"),
    "desk:exhibits_find": ("desk.exhibits_found", "evidence.search"),
    "desk:places": ("evidence.places", "evidence.add_place"),
    "desk:place": (
        "desk.place",
        "evidence.search",
        "evidence.audit_place",
        "evidence.close_place",
    ),
    "desk:evidence": (_CASE, "evidence.contacts"),
    "desk:exhibit_new": (_CASE, "journeys.lodge_exhibit"),
    "desk:exhibit_offer": (_CASE, "evidence.offer"),
    "desk:exhibit_labels": (_CASE,),
    "desk:contamination": (
        "desk.contamination",
        "evidence.note_contact",
        "evidence.add_carrier",
        "evidence.answer_contact",
    ),
    "desk:contamination_words": ("words.read_exhibit", "desk.contamination"),
    "desk:exhibit_handover": (
        _CASE,
        "evidence.handover",
        "evidence.accept",
        "evidence.accepted_outside",
        "evidence.refuse",
        "evidence.take_back",
    ),
    "desk:exhibit": (
        _ONE,
        "evidence.seal",
        "evidence.break_seal",
        "evidence.offer",
        "evidence.store",
        "evidence.take_out",
        "evidence.examine",
        "evidence.came_back",
        "evidence.give_back",
        "evidence.claim",
        "evidence.correct",
        "evidence.explain_break",
    ),
    "desk:exhibit_words": ("words.read_exhibit", _ONE),
    "desk:exhibit_continuity": (_ONE, "desk.continuity"),
    "desk:exhibit_end": (
        _ONE,
        "evidence.disposal",
        "evidence.keep_until",
        "evidence.object",
        "evidence.settle_objection",
        "evidence.propose_disposal",
        "evidence.agree_disposal",
        "evidence.decline_disposal",
        "evidence.dispose",
    ),
}
