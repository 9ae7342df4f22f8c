"""Rows of leads read into values."""

import uuid
from collections.abc import Iterable, Sequence

from bairn.linkage import models
from bairn.linkage.terms.leads import (
    Finding,
    FoundLead,
    LeadCard,
    LeadSource,
    LeadState,
    Reason,
    Side,
    Verdict,
)


def card(row: models.Lead, holder_id: uuid.UUID) -> LeadCard:
    """A lead as it is seen from one of its two holders."""
    low, high = Side(row.low_subject, row.low_holder), Side(row.high_subject, row.high_holder)
    here, there = (low, high) if row.low_holder == holder_id else (high, low)
    return LeadCard(
        id=row.id,
        here=here,
        there=there,
        source=LeadSource(row.source),
        state=LeadState(row.state),
        verdict=Verdict(row.verdict) if row.verdict else None,
        probability=row.probability,
        low=row.low,
        high=row.high,
        found_at=row.found_at,
        checked_at=row.checked_at,
    )


def finding(row: models.Finding) -> Finding:
    """The reasons of a lead at one time."""
    return Finding(
        at=row.at,
        model=row.model,
        keys=row.keys,
        logit=row.logit,
        probability=row.probability,
        low=row.low,
        high=row.high,
        reasons=tuple(Reason(*one) for one in row.reasons),
        shared=tuple((one[0], one[1]) for one in row.shared),
    )


def same(row: models.Finding | None, one: FoundLead, keys: str) -> bool:
    """Whether a finding says what was found now, by the same model and keys."""
    return (
        row is not None
        and row.model == one.model
        and row.keys == keys
        and tuple(Reason(*reason) for reason in row.reasons) == one.reasons
    )


def written(one: FoundLead) -> tuple[Sequence[object], Sequence[object]]:
    """Reasons and shared kinds as they are kept."""
    return (
        [[reason.evidence, reason.level, reason.weight] for reason in one.reasons],
        [list(kinds) for kinds in one.shared],
    )


def of_subject(subject_id: uuid.UUID) -> Iterable[models.Lead]:
    """The leads of a subject, on whichever side it stands."""
    low = models.Lead.objects.filter(low_subject=subject_id)
    return low.union(models.Lead.objects.filter(high_subject=subject_id))
