"""The words of disclosure."""

from bairn.disclosure.terms.bundle import (
    Access,
    Bundle,
    BundledExhibit,
    BundledFile,
    Dossier,
    Hand,
    PackUsed,
    RecordPart,
    ScheduleLine,
)
from bairn.disclosure.terms.releases import (
    Leaving,
    Making,
    NewRelease,
    Release,
    SealedBundle,
    Stage,
)
from bairn.disclosure.terms.schedule import (
    Answer,
    Choice,
    Held,
    Line,
    Piece,
    Row,
    Said,
    Schedule,
    Use,
)

__all__ = [
    "Access",
    "Answer",
    "Bundle",
    "BundledExhibit",
    "BundledFile",
    "Choice",
    "Dossier",
    "Hand",
    "Held",
    "Leaving",
    "Line",
    "Making",
    "NewRelease",
    "PackUsed",
    "Piece",
    "RecordPart",
    "Release",
    "Row",
    "Said",
    "Schedule",
    "ScheduleLine",
    "SealedBundle",
    "Stage",
    "Use",
]
