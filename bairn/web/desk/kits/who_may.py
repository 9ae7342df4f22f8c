"""Which gate each address of kits stands behind."""

from collections.abc import Mapping

WHO_MAY: Mapping[str, tuple[str, ...]] = {
    "desk:kits": ("evidence.kit_board",),
    "desk:kit_new": ("desk.kit_new", "journeys.register_kit", "evidence.register_unreported_kit"),
    "desk:kit_figures": ("evidence.kit_figures",),
    "desk:kit": (
        "desk.kit", "journeys.move_kit", "journeys.match_kit", "journeys.tell_of_kit",
        "journeys.report_kit", "evidence.ask_not_to_test", "evidence.answer_not_to_test",
        "evidence.test_after_all", "evidence.plan_to_tell", "evidence.object_to_kit",
        "evidence.settle_kit_objection", "evidence.veto_kit", "evidence.lift_kit_veto",
        "evidence.admit_to_kit",
    ),
    "desk:kit_words": ("words.read", "desk.kit"),
    "desk:kit_notice": ("desk.kit", "evidence.kit"),
}  # fmt: skip
