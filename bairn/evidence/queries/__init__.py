"""What can be seen of evidence; each part of the room has its own module."""

from bairn.evidence.queries.custody import (
    breaks_across,
    chains_of_case,
    custody_of_case,
    handover,
    handovers_waiting,
    in_my_hands,
)
from bairn.evidence.queries.exhibits import by_code, exhibit, exhibits
from bairn.evidence.queries.files import file, files
from bairn.evidence.queries.uploads import upload, uploads

__all__ = [
    "breaks_across",
    "by_code",
    "chains_of_case",
    "custody_of_case",
    "exhibit",
    "exhibits",
    "file",
    "files",
    "handover",
    "handovers_waiting",
    "in_my_hands",
    "upload",
    "uploads",
]
