"""Which gate each address of leads to judge, what another unit holds, whom to talk with stands behind; the first is what it shows by."""

from collections.abc import Mapping

WHO_MAY: Mapping[str, tuple[str, ...]] = {}
