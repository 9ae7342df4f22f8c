"""What can be seen: the requests of a case, what runs out, what waits, how holders answer."""

from bairn.preservation.queries.across import quality, running_out, waiting
from bairn.preservation.queries.case import provider_year, removal_named, request, requests
from bairn.preservation.queries.directory import holders
from bairn.preservation.queries.watching import due_counts, preservation_watch, watched_across

__all__ = [
    "due_counts",
    "holders",
    "preservation_watch",
    "provider_year",
    "quality",
    "removal_named",
    "request",
    "requests",
    "running_out",
    "waiting",
    "watched_across",
]
