"""When platforms reported what a case is about: the year in which they keep it runs from there."""

from collections.abc import Iterable
from datetime import datetime

from bairn.intake.terms import Channel, ReportCard

_PLATFORMS = frozenset({Channel.PLATFORM_FILE, Channel.PLATFORM_WIRE})


def by_platforms(reports: Iterable[ReportCard]) -> list[datetime]:
    """When each report of a platform was received, the earliest first."""
    return sorted(one.received_at for one in reports if one.channel in _PLATFORMS)
