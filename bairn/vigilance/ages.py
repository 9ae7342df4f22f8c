"""How long a signal has stood, in bins that do not overlap: day 7 lies in one, never in two."""

from datetime import datetime, timedelta

from bairn.kernel.periods import Bins
from bairn.vigilance.terms.board import Age

_EDGES = tuple(timedelta(days=days) for days in (3, 7, 14, 28))
BINS = Bins(_EDGES, tuple(age.value for age in Age))


def age_of(raised_at: datetime, *, at: datetime) -> Age:
    """The bin of a signal at this moment: under 3, under 7, under 14, under 28 days, or longer."""
    return Age(BINS.name_of(at - raised_at))


def raised_between(age: Age, *, at: datetime) -> tuple[datetime, datetime | None]:
    """When a signal of this age was raised: up to the first moment, after the second if any."""
    place = list(Age).index(age)
    newest = at - _EDGES[place - 1] if place else datetime.max.replace(tzinfo=at.tzinfo)
    return newest, at - _EDGES[place] if place < len(_EDGES) else None
