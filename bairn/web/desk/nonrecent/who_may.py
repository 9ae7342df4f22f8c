"""Which gate each address of the review of old cases stands behind; the first is what it shows by."""

from collections.abc import Mapping

WHO_MAY: Mapping[str, tuple[str, ...]] = {}
