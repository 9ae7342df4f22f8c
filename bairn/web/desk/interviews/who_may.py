"""Which gate each address of interviews stands behind."""

from collections.abc import Mapping

_LOOK = "desk.case_interviews"
WHO_MAY: Mapping[str, tuple[str, ...]] = {
    "desk:interviews": (_LOOK,),
    "desk:interviews_plan": (_LOOK, "interviews.plan"),
    "desk:interviews_questioned": (_LOOK, "interviews.record_questioning"),
    "desk:interviews_account": (
        _LOOK,
        "interviews.record_first_account",
        "interviews.add_to_account",
    ),
    "desk:interviews_words": (_LOOK, "words.read"),
    "desk:interviews_one": (
        _LOOK,
        "interviews.approve",
        "interviews.decline",
        "interviews.postpone",
        "interviews.withdraw",
    ),
    "desk:interviews_hold": (_LOOK, "journeys.hold_interview"),
}
