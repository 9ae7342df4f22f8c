"""How often each of many cases is to be looked over, in one question."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bairn.access import gate
from bairn.kernel.actor import Actor
from bairn.protocols import kept
from bairn.protocols.terms import ReviewRule


@gate.look("protocols.due_across")
def review_rules_across(
    *, actor: Actor, at: datetime, case_ids: Sequence[uuid.UUID]
) -> Mapping[uuid.UUID, tuple[ReviewRule, ZoneInfo]]:
    """The review rule of each case that is in reach and has a pack, with the zone it works in."""
    found = kept.bindings(case_ids)
    gate.note(cases=len(found))
    return {case_id: (kept.pack_of(one.digest).review, one.zone) for case_id, one in found.items()}
