"""What the house reads of cases that no sweep passes any more."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime

from bairn.access import gate
from bairn.kernel.actor import Actor
from bairn.protocols import kept
from bairn.protocols.terms import Standing


@gate.look("protocols.watch")
def standings_across(
    *, actor: Actor, at: datetime, case_ids: Sequence[uuid.UUID]
) -> Mapping[uuid.UUID, Standing]:
    """The pack, the facts, the pauses and waivers of each of these cases, closed ones too."""
    found = {one.case_id: one for one in kept.standings(case_ids)}
    gate.note(count=len(found))
    return found
