"""What linkage keeps; each part of the room has its own module. No name, no word stands here."""

from bairn.linkage.models.judging import Judgement, Membership, Plan, Relation, Talk, Trace
from bairn.linkage.models.leads import Checked, Finding, Lead, Sight
from bairn.linkage.models.reveals import Reveal, RevealPart, Shown

__all__ = [
    "Checked",
    "Finding",
    "Judgement",
    "Lead",
    "Membership",
    "Plan",
    "Relation",
    "Reveal",
    "RevealPart",
    "Shown",
    "Sight",
    "Talk",
    "Trace",
]
