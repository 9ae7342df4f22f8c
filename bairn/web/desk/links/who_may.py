"""Which gate each address of leads and reveals stands behind; the first is what it shows by."""

from collections.abc import Mapping

_ONE = (
    "words.read",
    "linkage.decide_reveal",
    "linkage.withdraw_reveal",
)

WHO_MAY: Mapping[str, tuple[str, ...]] = {
    "desk:links": ("desk.links",),
    "desk:reveal_answer": ("linkage.answer_reveal",),
    "desk:case_links": ("desk.case_links",),
    "desk:graph": ("linkage.neighbourhood", "desk.case_links"),
    "desk:case_plans": (
        "desk.case_links",
        "access.circle_of",
        "linkage.traces",
        "linkage.plan",
        "linkage.drop_plan",
        "linkage.note_talk",
        "linkage.note_trace",
    ),
    "desk:lead": (
        "desk.lead",
        "linkage.judge",
        "linkage.merge",
        "linkage.unmerge",
        "linkage.relate",
        "linkage.end_relation",
    ),
    "desk:lead_open": ("desk.lead", "identity.open"),
    "desk:lead_words": ("desk.lead", "words.read"),
    "desk:case_reveal_ask": ("desk.case_links", "linkage.ask_reveal"),
    "desk:case_reveal": ("desk.case_links", *_ONE),
    "desk:report_links": ("desk.report_links",),
    "desk:report_reveal_ask": ("desk.report_links", "linkage.ask_reveal"),
    "desk:report_reveal": ("desk.report_links", *_ONE),
}
