"""What evidence keeps: codes, times, ids. Words are sealed in the vault; no file lies here."""

from bairn.evidence.models import (
    contamination,
    custody,
    exhibits,
    files,
    kits,
    places,
    reading,
)

__all__ = ["contamination", "custody", "exhibits", "files", "kits", "places", "reading"]
