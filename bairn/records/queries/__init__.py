"""What can be seen of imported records: collections, their files, rejected rows, a record."""

from bairn.records.queries.collections import collection, collections, record, rejected
from bairn.records.queries.handed_in import handed_in, preview
from bairn.records.queries.reviewing import references, to_review

__all__ = [
    "collection",
    "collections",
    "handed_in",
    "preview",
    "record",
    "references",
    "rejected",
    "to_review",
]
