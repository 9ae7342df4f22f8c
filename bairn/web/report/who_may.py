"""Who may open which address of this door: anybody. What they may do is said by these gates."""

from collections.abc import Mapping

WHO_MAY: Mapping[str, tuple[str, ...]] = {
    "report:start": ("public",),
    "report:tell": ("public", "intake.receive"),
    "report:back": ("public", "intake.by_code", "intake.add_by_code"),
}
