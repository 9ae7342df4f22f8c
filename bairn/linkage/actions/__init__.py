"""What can be done in linkage; each part of the room has its own module."""

from bairn.linkage.actions.leads import forget, keep_leads, move_leads

__all__ = ["forget", "keep_leads", "move_leads"]
