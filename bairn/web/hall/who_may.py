"""Which gate each address of the hall stands behind: none, for they show nothing about anyone."""

from collections.abc import Mapping

WHO_MAY: Mapping[str, tuple[str, ...]] = {
    "which_door": ("public",),
    "hall:health": ("public",),
}
