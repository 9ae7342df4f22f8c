"""From the reporter's words to the bounds of the last contact. Plain Python.

Both bounds matter: evidence windows count from the latest possible moment, so that an uncertain
time keeps them open (facts/protocol-facts.md, 0.1 and cross-cutting (a) and (g)).
"""

from datetime import datetime, timedelta

from bairn.kernel.periods import Bounds

_WITHIN = {
    "today": timedelta(hours=24),
    "days3": timedelta(days=3),
    "week": timedelta(days=7),
    "month": timedelta(days=31),
}


def last_contact(*, said: str, at: datetime) -> Bounds:
    """The bounds that the choice `said` gives when it is made at `at`.

    Each choice reaches up to now: "in the last week" may have been this morning.
    """
    if said == "going_on":
        return Bounds(at, at)
    if said in _WITHIN:
        return Bounds(at - _WITHIN[said], at)
    if said == "longer":
        return Bounds(None, at - _WITHIN["month"])
    return Bounds()
