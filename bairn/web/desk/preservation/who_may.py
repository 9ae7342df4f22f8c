"""Which gate each address of requests to holders stands behind; the first is what it shows by."""

from collections.abc import Mapping

_CASE = "desk.case_preservation"

WHO_MAY: Mapping[str, tuple[str, ...]] = {
    "desk:running_out": ("desk.running_out",),
    "desk:holders": (
        "preservation.holders",
        "preservation.quality",
        "preservation.add_holder",
        "preservation.retire_holder",
    ),
    "desk:preservation": (_CASE,),
    "desk:preservation_draft": (_CASE, "preservation.draft", "preservation.draft_takedown"),
    "desk:preservation_words": ("words.read", _CASE),
    "desk:preservation_request": (
        _CASE,
        "preservation.approve",
        "journeys.ask_holder",
        "journeys.holder_acknowledged",
        "preservation.extend",
        "journeys.receive_answer",
        "evidence.register",
        "preservation.refuse",
        "preservation.find_nothing",
        "preservation.withdraw",
        "journeys.content_removed",
        "preservation.note_reuploaded",
    ),
    "desk:preservation_letter": (_CASE, "words.read", "preservation.finish_letter"),
    "desk:preservation_kept": ("document.read", _CASE),
}
