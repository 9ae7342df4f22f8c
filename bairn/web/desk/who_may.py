"""Which gate each address of the desk stands behind; the first is what it cannot show without."""

from collections.abc import Mapping

WHO_MAY: Mapping[str, tuple[str, ...]] = {
    "desk:purpose": ("signed_in",),
}
