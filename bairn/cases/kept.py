"""Between the tables of cases and its terms, and the one place where a milestone is written."""

import uuid
from collections.abc import Mapping
from datetime import datetime

from django.db.models import QuerySet

from bairn.cases import closing, models
from bairn.cases.terms import (
    CaseCard,
    ClosingCard,
    Code,
    Outcome,
    Participant,
    ParticipantRole,
    Promise,
)

# The columns of a milestone are the fields of its term.
MILESTONE = ("id", "case_id", "kind", "at", "recorded_at", "by_id", "step", "detail")


def card(row: models.Case) -> CaseCard:
    """The case as a list shows it."""
    return CaseCard(
        id=row.id,
        reference=row.reference,
        opened_at=row.opened_at,
        unit_id=row.unit_id,
        closed_at=row.closed_at,
    )


def keep_mark(
    *,
    case_id: uuid.UUID,
    kind: str,
    happened_at: datetime,
    at: datetime,
    by: uuid.UUID,
    step: str | None = None,
    detail: Mapping[str, Code] | None = None,
) -> uuid.UUID:
    """Adds a milestone; its id."""
    row = models.Milestone.objects.create(
        case_id=case_id,
        kind=kind,
        step=step,
        at=happened_at,
        recorded_at=at,
        by_id=by,
        detail=dict(detail or {}),
    )
    return row.id


def people(case_id: uuid.UUID) -> tuple[Participant, ...]:
    """Who takes part, in the order in which they were brought in."""
    rows = models.Participant.objects.filter(case_id=case_id).order_by("id")
    return tuple(map(participant, rows))


def participant(row: models.Participant) -> Participant:
    """Somebody's part, under a pseudonym."""
    return Participant(
        id=row.id,
        case_id=row.case_id,
        subject_id=row.subject_id,
        role=ParticipantRole(row.role),
        pseudonym=row.pseudonym,
        implicated=row.implicated,
        kept_out=row.kept_out,
        under_18=row.under_18,
        stance_unknown=row.stance_unknown,
    )


def waiting_closings() -> QuerySet[models.Closing]:
    """Wishes to close that nobody has answered yet, within reach."""
    open_ones = models.Closing.objects.filter(confirmed_at__isnull=True, dropped_at__isnull=True)
    return open_ones.select_related("case")


def closing_card(row: models.Closing, *, who: tuple[Participant, ...]) -> ClosingCard:
    """A wish to close, with whether one person alone may carry it out as things stand."""
    return ClosingCard(
        id=row.id,
        case_id=row.case_id,
        reference=row.case.reference,
        outcome=Outcome(row.outcome),
        reasons=tuple(row.reasons),
        two_agencies=row.two_agencies,
        proposed_by=row.proposed_by,
        proposed_agency=row.proposed_agency,
        proposed_at=row.proposed_at,
        words_id=row.words_id,
        confirmed_by=row.confirmed_by,
        confirmed_at=row.confirmed_at,
        reopened_by=row.reopened_by,
        reopened_at=row.reopened_at,
        reopened_for=row.reopened_for,
        second_person=closing.needs_second_person(who),
    )


def promise(row: models.Promise, *, reasons: tuple[str, ...] = ()) -> Promise:
    """What somebody was told would happen, with why it was put off."""
    return Promise(
        id=row.id,
        case_id=row.case_id,
        to=row.to_participant_id,
        kind=row.kind,
        by_at=row.by_at,
        first_by_at=row.first_by_at,
        put_off=row.put_off,
        made_at=row.made_at,
        by_id=row.by_id,
        kept_at=row.kept_at,
        kept_recorded_at=row.kept_recorded_at,
        withdrawn_at=row.withdrawn_at,
        withdrawn_for=row.withdrawn_for,
        reasons=reasons,
    )
