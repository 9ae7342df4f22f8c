"""What can be seen of imported records: collections, their files, rejected rows, a record."""

from bairn.records.queries.collections import collection, collections, record, rejected
from bairn.records.queries.handed_in import handed_in, preview

__all__ = ["collection", "collections", "handed_in", "preview", "record", "rejected"]
