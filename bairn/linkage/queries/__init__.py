"""What can be seen of linkage; each part of the room has its own module."""

from bairn.linkage.queries.graph import neighbourhood
from bairn.linkage.queries.judging import (
    independent_reporters,
    judgements,
    judgements_for_linking,
    person_of,
    relations,
)
from bairn.linkage.queries.leads import lead, leads, to_judge, waiting_across
from bairn.linkage.queries.planning import plans, talks, traces
from bairn.linkage.queries.reveals import asked_of_us, own_key, reveals

__all__ = [
    "asked_of_us",
    "independent_reporters",
    "judgements",
    "judgements_for_linking",
    "lead",
    "leads",
    "neighbourhood",
    "own_key",
    "person_of",
    "plans",
    "relations",
    "reveals",
    "talks",
    "to_judge",
    "traces",
    "waiting_across",
]
