"""Which gate each address of supervision stands behind; the first is what it shows by."""

from collections.abc import Mapping

_CASE = "desk.case_supervision"

WHO_MAY: Mapping[str, tuple[str, ...]] = {
    "desk:reviews": ("supervision.due_reviews",),
    "desk:handovers": ("supervision.handovers_waiting", "journeys.offer_person"),
    "desk:supervision": (_CASE, "cases.promise"),
    "desk:supervision_review": (_CASE, "journeys.review_case"),
    "desk:supervision_words": ("words.read", _CASE),
    "desk:supervision_offer": (_CASE, "journeys.offer_case"),
    "desk:handover": (
        _CASE,
        "supervision.handover",
        "journeys.handover_news",
        "supervision.accept_item",
        "supervision.question_item",
        "supervision.answer_item",
        "supervision.take_back",
        "journeys.finish_handover",
    ),
    "desk:supervision_promise": (
        _CASE,
        "journeys.keep_promise",
        "cases.put_off_promise",
        "cases.withdraw_promise",
    ),
    "desk:supervision_direction": (_CASE, "supervision.answer_direction"),
}
