"""What must be done in a case, read from the pack, the facts and the milestones at one moment.

Nothing is stored: a step is done when its milestone stands on the case, and a deadline cannot go
stale. The same inputs at the same moment always give the same answer.
"""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from bairn.kernel.periods import Period
from bairn.protocols.deadlines import FINISHED, ORDER, urgency
from bairn.protocols.readers import PackReader
from bairn.protocols.terms import CaseFacts, DueStep, Happened, Pack, Pause, Waiver

__all__ = ["FINISHED", "ORDER", "active_pause", "due_steps", "urgency"]


def due_steps(
    pack: Pack,
    case_facts: CaseFacts,
    milestones: Iterable[Happened],
    *,
    at: datetime,
    zone: ZoneInfo,
    pauses: Iterable[Pause] = (),
    waivers: Iterable[Waiver] = (),
) -> tuple[DueStep, ...]:
    """Every step that applies, most pressing first; what lies after `at` is not seen."""
    return PackReader(pack).due_steps(
        case_facts, milestones, at=at, zone=zone, pauses=pauses, waivers=waivers
    )


def active_pause(step: str, pauses: Iterable[Pause], at: datetime) -> Period | None:
    """The pause in which a step stands at `at`, if it stands in one."""
    return next(
        (one.period for one in pauses if one.step == step and one.period.contains(at)), None
    )
