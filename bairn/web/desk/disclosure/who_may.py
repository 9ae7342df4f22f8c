"""Which gate each address of what leaves for court stands behind."""

from collections.abc import Mapping

WHO_MAY: Mapping[str, tuple[str, ...]] = {}
