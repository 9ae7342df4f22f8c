"""Which gate each address of kits stands behind."""

from collections.abc import Mapping

WHO_MAY: Mapping[str, tuple[str, ...]] = {}
