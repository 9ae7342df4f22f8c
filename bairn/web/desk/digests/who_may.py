"""Which gate each address of known digests stands behind."""

from collections.abc import Mapping

WHO_MAY: Mapping[str, tuple[str, ...]] = {}
