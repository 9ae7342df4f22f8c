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

__all__ = [
    "Access",
    "Bundle",
    "BundledExhibit",
    "BundledFile",
    "Dossier",
    "Hand",
    "PackUsed",
    "RecordPart",
    "ScheduleLine",
]
