"""What linkage keeps; each part of the room has its own module. No name, no word stands here."""

from bairn.linkage.models.leads import Checked, Finding, Lead, Sight
from bairn.linkage.models.reveals import Reveal, RevealPart, Shown

__all__ = ["Checked", "Finding", "Lead", "Reveal", "RevealPart", "Shown", "Sight"]
