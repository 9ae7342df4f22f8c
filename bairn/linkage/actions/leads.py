"""Keeping what was found of somebody, withdrawing what no longer stands, forgetting the erased."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q

from bairn import jobs
from bairn.access import gate
from bairn.kernel.actor import Actor
from bairn.linkage import kept, matching, models
from bairn.linkage.terms.leads import FoundLead, LeadSource, LeadState, Side


@gate.act("linkage.keep_leads")
def keep_leads(
    *,
    actor: Actor,
    at: datetime,
    found: Sequence[FoundLead],
    source: LeadSource,
    model: str,
    keys: str,
    checked: Sequence[Side] = (),
) -> tuple[uuid.UUID, ...]:
    """Puts leads down, the new ones' ids; of everybody in `checked` what was not found goes.

    "Not the same" sticks: a lead that somebody judged keeps its judgement, with the new reasons
    beside it. The house alone.
    """
    new = [lead for one in found if (lead := _keep(one, source, keys, at)) is not None]
    withdrawn = sum(_withdraw(side, found, at) for side in checked)
    models.Checked.objects.bulk_create(
        [
            models.Checked(
                subject_id=side.subject_id, holder_id=side.holder_id, at=at, model=model, keys=keys
            )
            for side in checked
        ],
        update_conflicts=True,
        unique_fields=["subject_id"],
        update_fields=["holder_id", "at", "model", "keys"],
    )
    if source is not LeadSource.BATCH:  # of a batch there may be thousands: they stand in the list
        for lead_id in new:
            jobs.defer("linkage.tell_to_judge", lead_id=lead_id)
    gate.note(found=len(found), new=len(new), withdrawn=withdrawn, checked=len(checked))
    return tuple(new)


@gate.act("linkage.move_leads")
def move_leads(*, actor: Actor, at: datetime, sides: Sequence[Side]) -> None:
    """These subjects hang on another holder now, and so do their leads. The house alone."""
    for side in sides:
        models.Lead.objects.filter(low_subject=side.subject_id).update(low_holder=side.holder_id)
        models.Lead.objects.filter(high_subject=side.subject_id).update(high_holder=side.holder_id)
        models.Checked.objects.filter(subject_id=side.subject_id).update(holder_id=side.holder_id)
    gate.note(count=len(sides))


@gate.act("linkage.forget")
def forget(*, actor: Actor, at: datetime, subject_ids: Sequence[uuid.UUID]) -> None:
    """These subjects were erased: their leads say so, and nobody is asked to judge them."""
    wanted = Q(low_subject__in=subject_ids) | Q(high_subject__in=subject_ids)
    count = models.Lead.objects.filter(wanted).update(state=LeadState.GONE.value, checked_at=at)
    gate.note(subjects=len(subject_ids), leads=count)


def _keep(one: FoundLead, source: LeadSource, keys: str, at: datetime) -> uuid.UUID | None:
    """The id of a new lead; None where an earlier one was brought up to date."""
    pair = matching.pair_of(one.one, one.other)
    now = {
        "low_holder": pair.low.holder_id,
        "high_holder": pair.high.holder_id,
        "state": LeadState.OPEN.value,
        "probability": one.probability,
        "low": one.low,
        "high": one.high,
        "checked_at": at,
    }
    row, made = models.Lead.objects.get_or_create(
        low_subject=pair.low.subject_id,
        high_subject=pair.high.subject_id,
        defaults={**now, "source": source.value, "found_at": at},
    )
    newest = None if made else row.findings.order_by("-at", "-id").first()
    if not made:
        models.Lead.objects.filter(id=row.id).update(**now)
    if not kept.same(newest, one, keys):
        reasons, shared = kept.written(one)
        models.Finding.objects.create(
            lead=row,
            at=at,
            model=one.model,
            keys=keys,
            logit=one.logit,
            probability=one.probability,
            low=one.low,
            high=one.high,
            reasons=reasons,
            shared=shared,
        )
    return row.id if made else None


def _withdraw(side: Side, found: Sequence[FoundLead], at: datetime) -> int:
    own = [one for one in found if side.subject_id in (one.one.subject_id, one.other.subject_id)]
    stands = {
        (row.low_subject, row.high_subject): row.id
        for row in kept.of_subject(side.subject_id)
        # A person's own lead and a file's stand by themselves: no matcher of people speaks of them.
        if row.state == LeadState.OPEN.value and row.source not in _BY_THEMSELVES
    }
    gone = matching.no_longer(stands, own)
    if gone:
        models.Lead.objects.filter(id__in=gone).update(
            state=LeadState.WITHDRAWN.value, checked_at=at
        )
    return len(gone)


_BY_THEMSELVES = frozenset({LeadSource.HAND.value, LeadSource.FILE.value})
