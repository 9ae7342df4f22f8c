"""Looks for series: offences and how they were coded, leads, clusters, series, proposals."""

from bairn.series.queries.leads import clusters, judgements, lead, ranked
from bairn.series.queries.offences import (
    agreement,
    map_and_time,
    matrix,
    offence,
    offences,
    to_code_again,
)
from bairn.series.queries.together import (
    all_series,
    proposals,
    related,
    series,
    to_review,
)

__all__ = [
    "agreement",
    "all_series",
    "clusters",
    "judgements",
    "lead",
    "map_and_time",
    "matrix",
    "offence",
    "offences",
    "proposals",
    "ranked",
    "related",
    "series",
    "to_code_again",
    "to_review",
]
