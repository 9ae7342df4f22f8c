"""What the room speaks of: digests, lists of them, what was found, what is watched for."""

from bairn.digests.terms.digest import (
    LENGTHS,
    Algorithm,
    Digest,
    of_file,
    read_digest,
)
from bairn.digests.terms.found import (
    Checked,
    FileDigests,
    Found,
    FoundCount,
    Hit,
    Known,
    SeenBefore,
    Watch,
    WatchReason,
)
from bairn.digests.terms.lists import (
    BadReason,
    BadRow,
    Entry,
    Import,
    ListCard,
    ListFile,
    ListKind,
    NewList,
    Progress,
    Row,
)

__all__ = [
    "LENGTHS",
    "Algorithm",
    "BadReason",
    "BadRow",
    "Checked",
    "Digest",
    "Entry",
    "FileDigests",
    "Found",
    "FoundCount",
    "Hit",
    "Import",
    "Known",
    "ListCard",
    "ListFile",
    "ListKind",
    "NewList",
    "Progress",
    "Row",
    "SeenBefore",
    "Watch",
    "WatchReason",
    "of_file",
    "read_digest",
]
