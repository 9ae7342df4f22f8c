"""Which gate each address of files and captures stands behind."""

from collections.abc import Mapping

WHO_MAY: Mapping[str, tuple[str, ...]] = {}
