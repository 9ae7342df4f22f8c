"""How many look-ups somebody may make in an hour: enough to work, too few to fish."""

from datetime import datetime

from bairn.kernel.actor import ActorKind
from bairn.kernel.refusal import Refusal

HOURLY = {ActorKind.STAFF: 120, ActorKind.PARTNER: 60}
MOST_AT_ONCE = 50  # sources in one look-up: the people and numbers of one report


def hour_of(at: datetime) -> datetime:
    """The beginning of the hour in which `at` falls."""
    return at.replace(minute=0, second=0, microsecond=0)


def is_counted(kind: ActorKind) -> bool:
    """Whether this kind of actor is counted; the house's own jobs and incoming reports are not."""
    return kind in HOURLY


def check(kind: ActorKind, count: int) -> None:
    """Refuses the look-up that goes beyond the hour's measure; `count` includes this one."""
    if kind in HOURLY and count > HOURLY[kind]:
        raise Refusal("vault.too_fast", "Too many look-ups in this hour. Please go on later.")


def check_size(sources: int) -> None:
    """Refuses more sources at once than one report can have."""
    if sources > MOST_AT_ONCE:
        raise Refusal("vault.too_many", f"At most {MOST_AT_ONCE} can be looked up at once.")
