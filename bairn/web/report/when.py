"""From the reporter's words to the bounds of the last contact. Plain Python.

Both bounds matter: evidence windows count from the latest possible moment, so that an uncertain
time keeps them open (facts/protocol-facts.md, 0.1 and cross-cutting (a) and (g)).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

_WITHIN = {
    "today": timedelta(hours=24),
    "days3": timedelta(days=3),
    "week": timedelta(days=7),
    "month": timedelta(days=31),
}


@dataclass(frozen=True, slots=True)
class LastContact:
    """The earliest and latest moment it can have been; None where nothing is known."""

    earliest: datetime | None
    latest: datetime | None


def last_contact(*, said: str, at: datetime) -> LastContact:
    """The bounds that the choice `said` gives when it is made at `at`.

    Each choice reaches up to now: "in the last week" may have been this morning.
    """
    if said == "going_on":
        return LastContact(at, at)
    if said in _WITHIN:
        return LastContact(at - _WITHIN[said], at)
    if said == "longer":
        return LastContact(None, at - _WITHIN["month"])
    return LastContact(None, None)
