"""Which gate each address of digests stands behind; the first is what it shows by."""

from collections.abc import Mapping

WHO_MAY: Mapping[str, tuple[str, ...]] = {
    "desk:digest_lists": ("digests.lists",),
    "desk:digest_import": ("digests.hand_in",),
    "desk:digest_list": ("digests.list", "digests.retire", "access.staff_of"),
    "desk:known_file": ("desk.known_file",),
    "desk:watched": ("desk.case_watched", "digests.watch", "digests.end_watch"),
}
