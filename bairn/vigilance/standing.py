"""What a sweep has to do: a pure comparison of what stands now with what was raised before.

A signal never ends by itself. Its condition may be gone, may come back: it stands until somebody
outside the unit has answered. After an answer it rests while the condition stands, for as long as
the rule or the given day says, and is raised anew if it is still there then.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bairn.vigilance.terms.signal import Condition, Standing


@dataclass(frozen=True, slots=True)
class Work:
    """What a sweep has to do with the signals of some cases."""

    to_raise: tuple[Condition, ...]
    ended: tuple[uuid.UUID, ...]  # the condition is gone, nobody has answered yet
    returned: tuple[uuid.UUID, ...]  # it came back before anybody had answered
    settled: tuple[uuid.UUID, ...]  # answered, and the condition is gone: done with
    again: tuple[uuid.UUID, ...]  # answered, the answer holds no longer: its condition is raised


def work(conditions: Iterable[Condition], standing: Iterable[Standing], *, at: datetime) -> Work:
    """The work of one sweep; doing it twice does nothing the second time."""
    now = {one.key: one for one in conditions}
    known = {one.key: one for one in standing}
    ended, returned, settled, again = [], [], [], []
    for key, one in known.items():
        there = key in now
        if one.answered_at is None:
            if there and one.ended_at is not None:
                returned.append(one.id)
            elif not there and one.ended_at is None:
                ended.append(one.id)
        elif not there:
            settled.append(one.id)
        elif one.quiet_until is not None and one.quiet_until <= at:
            again.append(one.id)
    renewed = {one.key for one in known.values() if one.id in again}
    to_raise = tuple(one for key, one in now.items() if key not in known or key in renewed)
    return Work(to_raise, tuple(ended), tuple(returned), tuple(settled), tuple(again))


def owed(one: Standing, *, at: datetime) -> bool:
    """Whether its answer is late and there is still a level above."""
    return one.answered_at is None and one.level < 2 and at >= one.answer_by
