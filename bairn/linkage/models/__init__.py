"""What linkage keeps; each part of the room has its own module. No name, no word stands here."""

from bairn.linkage.models.leads import Checked, Finding, Lead, Sight

__all__ = ["Checked", "Finding", "Lead", "Sight"]
