"""Leads between two files of paper in which the same digital file lies."""

import uuid
from datetime import datetime

from bairn.access import across, gate
from bairn.digests import queries as digests
from bairn.kernel.actor import Actor
from bairn.likeness.matches import Reason
from bairn.linkage import models
from bairn.linkage.actions.leads import keep_leads
from bairn.linkage.terms.leads import FoundLead, LeadSource, LeadState, Side

MODEL = "digest"  # no model: two digests are equal or they are not
_SAME = (Reason("digest", "same", 0.0),)


@gate.act("linkage.compare_files")
def compare_files(*, actor: Actor, at: datetime, holder_id: uuid.UUID) -> int:
    """Puts down where else a file of this report or case lies; how many leads. The house alone.

    Such a lead stands between the two as a whole, under their own numbers, and carries no
    probability: an equal digest says nothing of whose file it is. Safe to repeat.
    """
    home, shared = digests.sharing(actor=actor, at=at, holder_id=holder_id)
    if home is None:
        return 0
    _leave_reports(home, actor, at)
    sides = {one: Side(one, one) for one in (home, *shared)}
    keep_leads(
        actor=actor,
        at=at,
        found=[_lead(sides[home], sides[other]) for other in shared],
        source=LeadSource.FILE,
        model=MODEL,
        keys=MODEL,
        checked=tuple(sides.values()),
    )
    gate.note(count=len(shared))
    return len(shared)


def _leave_reports(home: uuid.UUID, actor: Actor, at: datetime) -> None:
    """A report that became part of the case leaves its leads to it: the case has them now."""
    reports = across.reports_across(actor=actor, at=at, case_ids=[home]).get(home, ())
    for side in ("low_subject", "high_subject"):
        models.Lead.objects.filter(
            source=LeadSource.FILE.value, state=LeadState.OPEN.value, **{f"{side}__in": reports}
        ).update(state=LeadState.WITHDRAWN.value, checked_at=at)


def _lead(here: Side, there: Side) -> FoundLead:
    return FoundLead(
        one=here, other=there, logit=0.0, probability=0.0, low=0.0, high=0.0, reasons=_SAME,
        model=MODEL,
    )  # fmt: skip
