"""Closing a case, by two people where a child may take part, and opening it again."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction

from bairn.access import gate
from bairn.cases import closing, kept, models, stages
from bairn.cases.terms import Outcome
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal


@gate.act("cases.propose_closing")
def propose_closing(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    outcome: Outcome,
    reasons: Sequence[str],
    two_agencies: bool = False,
    words_id: uuid.UUID | None = None,
) -> uuid.UUID:
    """Asks to close a case with an outcome and coded reasons; nothing changes yet. The wish's id.

    `two_agencies` asks for a second person of another agency, and for reasons in words, which are
    sealed in the vault under `words_id`. Refuses a closed case, a reason that
    is not listed or may never be one, and a second wish beside an open one.
    """
    if _held(case_id).closed_at is not None:
        raise Refusal("cases.closed", "This case is closed.")
    closing.may_propose(outcome=outcome, reasons=reasons, known=closing.book())
    if two_agencies and words_id is None:
        raise Refusal("cases.close_words", "This case needs its reasons in words.", field="words")
    row = models.Closing(
        case_id=case_id,
        outcome=outcome.value,
        reasons=list(dict.fromkeys(reasons)),
        two_agencies=two_agencies,
        words_id=words_id,
        proposed_by=actor.id,
        proposed_agency=actor.agency,
        proposed_at=at,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as twice:
        raise Refusal("cases.closing_open", "This has been asked already.") from twice
    gate.note(outcome=outcome.value, reasons=len(row.reasons), two_agencies=two_agencies)
    return row.id


@gate.act("cases.confirm_closing")
def confirm_closing(*, actor: Actor, at: datetime, case_id: uuid.UUID) -> None:
    """Agrees, and closes the case. Refuses the person who asked wherever two have to agree.

    Who takes part is read now, so that a child who was brought in since counts.
    """
    case = _held(case_id)
    row = _open_wish(case_id)
    closing.may_confirm(
        proposed=(row.proposed_by, row.proposed_agency),
        confirmed=(actor.id, actor.agency),
        second_person=closing.needs_second_person(kept.people(case_id)),
        two_agencies=row.two_agencies,
    )
    row.confirmed_by, row.confirmed_agency, row.confirmed_at = actor.id, actor.agency, at
    row.save(update_fields=["confirmed_by", "confirmed_agency", "confirmed_at"])
    case.closed_at = at
    case.save(update_fields=["closed_at"])
    kept.keep_mark(
        case_id=case_id,
        kind=stages.CLOSED,
        happened_at=at,
        at=at,
        by=actor.id,
        detail={"outcome": row.outcome},
    )
    gate.note(outcome=row.outcome, own=row.proposed_by == actor.id)


@gate.act("cases.drop_closing")
def drop_closing(*, actor: Actor, at: datetime, case_id: uuid.UUID) -> None:
    """Takes a wish to close off the table: withdrawn by one's own hand, or not agreed to."""
    row = _open_wish(case_id)
    row.dropped_by, row.dropped_at = actor.id, at
    row.save(update_fields=["dropped_by", "dropped_at"])
    gate.note(outcome=row.outcome, own=row.proposed_by == actor.id)


@gate.act("cases.reopen")
def reopen(*, actor: Actor, at: datetime, case_id: uuid.UUID, reason: str) -> None:
    """Opens a closed case again, for a coded reason. One person is enough.

    The closing stays on record. Refuses a case that is open.
    """
    closing.may_reopen(reason=reason, known=closing.book())
    case = _held(case_id)
    if case.closed_at is None:
        raise Refusal("cases.open", "This case is open.")
    last = models.Closing.objects.filter(case_id=case_id, confirmed_at__isnull=False)
    last.filter(reopened_at__isnull=True).update(
        reopened_by=actor.id, reopened_at=at, reopened_for=reason
    )
    case.closed_at = None
    case.save(update_fields=["closed_at"])
    kept.keep_mark(
        case_id=case_id,
        kind=stages.REOPENED,
        happened_at=at,
        at=at,
        by=actor.id,
        detail={"reason": reason},
    )
    gate.note(reason=reason)


def _held(case_id: uuid.UUID) -> models.Case:
    """The case, held until the transaction ends: one closing at a time."""
    return models.Case.objects.select_for_update().get(id=case_id)


def _open_wish(case_id: uuid.UUID) -> models.Closing:
    wishes = models.Closing.objects.select_for_update().filter(case_id=case_id)
    row = wishes.filter(confirmed_at__isnull=True, dropped_at__isnull=True).first()
    if row is None:
        raise Refusal("cases.no_closing", "Nobody has asked to close this case.")
    return row
