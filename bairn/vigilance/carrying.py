"""What one sweep asks once and carries from page to page, because it grows with the whole house."""

import uuid
from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from bairn.kernel.actor import Actor
from bairn.vigilance import choosing, gathering
from bairn.vigilance.gathering import Often


@dataclass(slots=True)
class Carried:
    """Empty when a sweep begins; each answer is asked for by the first page that needs it."""

    done: Often | None = None
    waiting: Counter[uuid.UUID] | None = None  # by owner; counted along as signals are given

    def done_lately(self, *, actor: Actor, at: datetime) -> Often:
        """What was done again and again in one case."""
        if self.done is None:
            self.done = gathering.often(actor=actor, at=at)
        return self.done

    def tally(self) -> Counter[uuid.UUID]:
        """How many signals each owner has to answer, with those that this sweep gave."""
        if self.waiting is None:
            self.waiting = choosing.waiting_now()
        return self.waiting
