"""Which gate each address of vigilance stands behind."""

from collections.abc import Mapping

WHO_MAY: Mapping[str, tuple[str, ...]] = {
    "desk:vigilance": ("desk.vigilance",),
    "desk:vigilance_signals": ("desk.vigilance",),
    "desk:vigilance_signal": (
        "desk.vigilance_signal",
        "vigilance.answer",
        "vigilance.explain",
        "words.read_signal",
    ),
    "desk:overseers": ("desk.overseers", "vigilance.name_overseer", "vigilance.end_overseer"),
    "desk:vigilance_case": ("desk.case_vigilance",),
}
