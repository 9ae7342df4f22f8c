"""Which gate each address of reviewing old cases is behind; the first is what it shows by."""

from collections.abc import Mapping

WHO_MAY: Mapping[str, tuple[str, ...]] = {}
