"""What can be looked at: matches, what was found and named before, lists, watches."""

from bairn.digests.queries.lists import entry, handed_in, list_file, lists
from bairn.digests.queries.matching import found, found_among, match, seen_before
from bairn.digests.queries.sharing import sharing
from bairn.digests.queries.watching import hits_across, watch_hits, watches

__all__ = [
    "entry",
    "found",
    "found_among",
    "handed_in",
    "hits_across",
    "list_file",
    "lists",
    "match",
    "seen_before",
    "sharing",
    "watch_hits",
    "watches",
]
