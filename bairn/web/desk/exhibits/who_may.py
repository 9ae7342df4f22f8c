"""Which gate each address of exhibits and hands stands behind."""

from collections.abc import Mapping

WHO_MAY: Mapping[str, tuple[str, ...]] = {}
