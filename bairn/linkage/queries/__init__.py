"""What can be seen of linkage; each part of the room has its own module."""

from bairn.linkage.queries.leads import lead, leads, to_judge, waiting_across

__all__ = ["lead", "leads", "to_judge", "waiting_across"]
