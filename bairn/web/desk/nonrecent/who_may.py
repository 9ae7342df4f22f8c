"""Which gate each address of reviewing old cases is behind; the first is what it shows by."""

from collections.abc import Mapping

WHO_MAY: Mapping[str, tuple[str, ...]] = {
    "desk:old_cases": ("nonrecent.queue",),
    "desk:old_cases_funnel": ("nonrecent.funnel",),
    "desk:old_cases_changes": ("nonrecent.changes", "nonrecent.declare", "nonrecent.withdraw"),
    "desk:old_case": (
        "nonrecent.item",
        "nonrecent.take",
        "nonrecent.give_back",
        "nonrecent.answer",
        "nonrecent.finish",
        "nonrecent.say_why_unsent",
    ),
    "desk:old_case_words": ("words.read", "nonrecent.item"),
}
