"""What can be seen of linkage; each part of the room has its own module."""

from bairn.linkage.queries.leads import lead, leads, to_judge, waiting_across
from bairn.linkage.queries.reveals import asked_of_us, own_key, reveals

__all__ = [
    "asked_of_us",
    "lead",
    "leads",
    "own_key",
    "reveals",
    "to_judge",
    "waiting_across",
]
