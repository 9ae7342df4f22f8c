"""What can be seen of cases."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db.models import Q

from bairn.access import gate
from bairn.cases import models
from bairn.cases.terms import CaseCard, CasePage, Milestone, Participant, ParticipantRole
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal

_MOST = 100


@gate.look("cases.read")
def case(*, actor: Actor, at: datetime, case_id: uuid.UUID) -> CaseCard:
    """The case itself. Raises Refusal when it is not in one's circle."""
    row = models.Case.objects.filter(id=case_id).first()
    if row is None:
        raise Refusal("access.reach", "There is no such case or report in your circle.")
    return _card(row)


@gate.look("cases.list")
def cases_of_unit(
    *,
    actor: Actor,
    at: datetime,
    unit_id: uuid.UUID,
    after: tuple[datetime, uuid.UUID] | None = None,
    limit: int = 50,
) -> CasePage:
    """The unit's cases in one's reach, newest first, at most 100 a page."""
    rows = models.Case.objects.filter(unit_id=unit_id).order_by("-opened_at", "-id")
    if after is not None:
        opened_at, last = after
        rows = rows.filter(Q(opened_at__lt=opened_at) | Q(opened_at=opened_at, id__lt=last))
    size = max(1, min(limit, _MOST))
    found = list(rows[: size + 1])
    gate.note(count=min(len(found), size))
    more = found[size - 1] if len(found) > size else None
    return CasePage(
        cases=tuple(_card(row) for row in found[:size]),
        next=(more.opened_at, more.id) if more else None,
    )


@gate.look("cases.participants")
def participants(*, actor: Actor, at: datetime, case_id: uuid.UUID) -> tuple[Participant, ...]:
    """Who takes part, under pseudonyms."""
    rows = models.Participant.objects.filter(case_id=case_id).order_by("id")
    return tuple(
        Participant(
            id=row.id,
            case_id=case_id,
            subject_id=row.subject_id,
            role=ParticipantRole(row.role),
            pseudonym=row.pseudonym,
            implicated=row.implicated,
            kept_out=row.kept_out,
            under_18=row.under_18,
        )
        for row in rows
    )


@gate.look("cases.milestones")
def milestones(*, actor: Actor, at: datetime, case_id: uuid.UUID) -> tuple[Milestone, ...]:
    """What has happened in the case, earliest first."""
    rows = models.Milestone.objects.filter(case_id=case_id).order_by("at", "id")
    return tuple(_milestone(row) for row in rows)


@gate.look("cases.milestones_across")
def milestones_across(
    *, actor: Actor, at: datetime, case_ids: Sequence[uuid.UUID]
) -> Mapping[uuid.UUID, tuple[Milestone, ...]]:
    """What has happened in each of these cases that is in reach, earliest first."""
    found: dict[uuid.UUID, list[Milestone]] = defaultdict(list)
    for row in models.Milestone.objects.filter(case_id__in=case_ids).order_by("at", "id"):
        found[row.case_id].append(_milestone(row))
    gate.note(count=len(found))
    return {case_id: tuple(marks) for case_id, marks in found.items()}


def _card(row: models.Case) -> CaseCard:
    return CaseCard(
        id=row.id,
        reference=row.reference,
        opened_at=row.opened_at,
        unit_id=row.unit_id,
        closed_at=row.closed_at,
    )


def _milestone(row: models.Milestone) -> Milestone:
    return Milestone(
        id=row.id,
        case_id=row.case_id,
        kind=row.kind,
        at=row.at,
        recorded_at=row.recorded_at,
        by_id=row.by_id,
        step=row.step,
        detail=row.detail,
    )
