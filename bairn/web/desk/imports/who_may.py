"""Which gate each address of imported records stands behind; the first is what it shows by."""

from collections.abc import Mapping

_COLLECTION = ("records.collection", "words.read", "access.staff_of")

WHO_MAY: Mapping[str, tuple[str, ...]] = {
    "desk:imports": ("records.collections", "access.staff_of"),
    "desk:import_new": ("records.hand_in", "records.begin", "access.staff_of_unit", "vault.seal"),
    "desk:import_one": (*_COLLECTION, "records.withdraw"),
    "desk:import_progress": ("records.collection",),
    "desk:import_mapping": ("records.preview", "records.say_mapping", "vault.seal"),
    "desk:import_rejected": ("records.rejected", "records.collection", "words.read"),
    "desk:import_record": (
        "records.record",
        "records.collection",
        "identity.open",
        "records.decline",
        "journeys.take_up",
        "cases.list",
        "access.staff_of",
    ),
}
