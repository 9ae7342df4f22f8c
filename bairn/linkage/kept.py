"""Rows of leads read into values."""

import uuid
from collections.abc import Iterable, Sequence

from django.db.models import Q, QuerySet

from bairn.likeness.matches import Reason
from bairn.linkage import models
from bairn.linkage.terms.judging import Plan
from bairn.linkage.terms.leads import (
    Finding,
    FoundLead,
    LeadCard,
    LeadSource,
    LeadState,
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


def plan(row: models.Plan) -> Plan:
    """What a case is about to do with somebody."""
    return Plan(
        id=row.id,
        case_id=row.holder_id,
        subject_id=row.subject_id,
        what=row.what,
        from_at=row.from_at,
        until_at=row.until_at,
        contact_id=row.contact_id,
        by_id=row.by_id,
        at=row.at,
        dropped_at=row.dropped_at,
    )


def of_holder(held: uuid.UUID) -> Q:
    """The leads of a report or case, on whichever side it stands."""
    return Q(low_holder=held) | Q(high_holder=held)


def may_be() -> QuerySet[models.Lead]:
    """The leads in force that nobody judged apart."""
    return models.Lead.objects.filter(state=LeadState.OPEN.value).exclude(
        verdict=Verdict.NEGATIVE.value
    )


def may_be_somebody(subject_id: uuid.UUID) -> QuerySet[models.Lead]:
    """Those of one subject, on whichever side it stands."""
    return may_be().filter(Q(low_subject=subject_id) | Q(high_subject=subject_id))


def of_subject(subject_id: uuid.UUID) -> Iterable[models.Lead]:
    """The leads of a subject, on whichever side it stands."""
    low = models.Lead.objects.filter(low_subject=subject_id)
    return low.union(models.Lead.objects.filter(high_subject=subject_id))
