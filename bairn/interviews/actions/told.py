"""A child's first account: kept word for word, sealed, once; what comes later stands beside it."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction

from bairn.access import gate
from bairn.cases import actions as cases
from bairn.interviews import accounts, codes, kept, models, surroundings
from bairn.kernel.actor import Actor
from bairn.vault import actions as vault
from bairn.vault.terms import SubjectKind

MILESTONE = "first_account_recorded"


@gate.act("interviews.record_first_account")
def record_first_account(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    about: uuid.UUID,
    told_to_role: str,
    told_at: datetime,
    words: str,
    prompts: Sequence[str] = (),
) -> uuid.UUID:
    """Keeps the child's first words, sealed, and says so in the case; its id.

    Refuses a second one: the child is not asked again, and what is new is put beside the first.
    """
    surroundings.child(actor, at, case_id, about)
    accounts.may_record(kept.child(case_id, about).account)
    accounts.check_past(told_at, at=at, field="told_at")
    for prompt in prompts:
        codes.check("prompt", prompt, field="prompts")
    row = models.FirstAccount(
        case_id=case_id,
        about=about,
        told_to=codes.check("by", told_to_role, field="told_to_role"),
        told_at=told_at,
        words_id=_sealed(actor, at, case_id, words, field="first_account"),
        prompts=list(accounts.in_order(prompts, list(codes.book().lists["prompt"]))),
        recorded_by=actor.id,
        recorded_at=at,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as twice:
        raise accounts.stands_already() from twice
    cases.mark(actor=actor, at=at, case_id=case_id, kind=MILESTONE, happened_at=at)
    gate.subject(about)
    gate.note(told_to=told_to_role, prompts=len(row.prompts))
    return row.id


@gate.act("interviews.add_to_account")
def add_to_account(
    *, actor: Actor, at: datetime, case_id: uuid.UUID, about: uuid.UUID, words: str
) -> uuid.UUID:
    """Puts words beside the child's first account, which stays as it is; the addition's id."""
    account = accounts.to_add_to(kept.child(case_id, about).account)
    row = models.AccountAddition.objects.create(
        case_id=case_id,
        account_id=account.id,
        words_id=_sealed(actor, at, case_id, words, field="addition"),
        added_by=actor.id,
        added_at=at,
    )
    gate.subject(about)
    return row.id


def _sealed(actor: Actor, at: datetime, case_id: uuid.UUID, words: str, *, field: str) -> uuid.UUID:
    return vault.seal(
        actor=actor,
        at=at,
        kind=SubjectKind.WORDS,
        fields={field: accounts.check_words(words)},
        case_id=case_id,
    )
