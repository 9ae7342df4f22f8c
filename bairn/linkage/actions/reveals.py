"""Asking to see what another unit holds: the two keys, and what each side may take back."""

import uuid
from datetime import datetime

from bairn import jobs
from bairn.access import gate
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.linkage import models, revealing
from bairn.linkage.terms.reveals import PartAnswer, RevealPurpose, RevealState
from bairn.vault import actions as vault
from bairn.vault.holders import holder_of
from bairn.vault.terms import SubjectKind

NO_REVEAL = "There is no such request here."


@gate.act("linkage.ask_reveal")
def ask_reveal(
    *,
    actor: Actor,
    at: datetime,
    subject_id: uuid.UUID,
    purpose: RevealPurpose,
    words: str,
    case_id: uuid.UUID | None = None,
    report_id: uuid.UUID | None = None,
) -> uuid.UUID:
    """Asks to see what other units hold of a person of this report or case; the request's id.

    It may be asked of anybody, and goes the same way whether or not anything is held.
    """
    holder = holder_of(case_id=case_id, report_id=report_id)
    if not models.Checked.objects.filter(subject_id=subject_id, holder_id=holder).exists():
        raise Refusal("linkage.no_subject", "Nobody here has been compared under this number.")
    revealing.may_ask(words, standing=_stands(subject_id, holder, at))
    words_id = vault.seal(
        actor=actor,
        at=at,
        kind=SubjectKind.WORDS,
        fields={"reveal_reason": words.strip()},
        case_id=case_id,
        report_id=report_id,
    )
    row = models.Reveal.objects.create(
        subject_id=subject_id,
        holder_id=holder,
        purpose=purpose.value,
        words_id=words_id,
        asked_by=actor.id,
        asked_at=at,
        state=RevealState.ASKED.value,
        ends_at=at + revealing.ASK_LASTS,
    )
    gate.subject(row.id)
    gate.note(subject=subject_id, purpose=purpose.value)
    jobs.defer("linkage.tell_own", reveal_id=row.id)
    return row.id


@gate.act("linkage.decide_reveal")
def decide_reveal(
    *,
    actor: Actor,
    at: datetime,
    reveal_id: uuid.UUID,
    agreed: bool,
    case_id: uuid.UUID | None = None,
    report_id: uuid.UUID | None = None,
) -> None:
    """Turns the first key, or declines: another person than who asked, of the asker's own side.

    Whoever holds something is asked by the house afterwards, so that nothing here tells of it.
    """
    row = _own(reveal_id, case_id, report_id)
    state = revealing.state_at(RevealState(row.state), ends_at=row.ends_at, at=at)
    revealing.may_decide(state, asked_by=row.asked_by, actor_id=actor.id)
    row.state = (RevealState.AGREED if agreed else RevealState.DECLINED).value
    row.decided_by, row.decided_at = actor.id, at
    row.ends_at = at + revealing.REVEAL_LASTS if agreed else row.ends_at
    row.save(update_fields=["state", "decided_by", "decided_at", "ends_at"])
    gate.subject(row.id)
    gate.note(agreed=agreed)
    if agreed:
        jobs.defer("linkage.fan_out", reveal_id=row.id)


@gate.act("linkage.withdraw_reveal")
def withdraw_reveal(
    *,
    actor: Actor,
    at: datetime,
    reveal_id: uuid.UUID,
    case_id: uuid.UUID | None = None,
    report_id: uuid.UUID | None = None,
) -> None:
    """Takes a request back: nobody is asked any more. What was shown stays shown."""
    row = _own(reveal_id, case_id, report_id)
    revealing.may_withdraw(revealing.state_at(RevealState(row.state), ends_at=row.ends_at, at=at))
    row.state, row.ends_at = RevealState.WITHDRAWN.value, at
    row.save(update_fields=["state", "ends_at"])
    gate.subject(row.id)
    jobs.defer("linkage.fan_out", reveal_id=row.id)


@gate.act("linkage.answer_reveal")
def answer_reveal(*, actor: Actor, at: datetime, part_id: uuid.UUID, answer: PartAnswer) -> None:
    """The second key, by whoever answers for the holder. A not now is never told; a yes shows both
    sides reference, unit and whom to talk with, and the lead that joins them.

    A yes can be taken back: then the lead closes again on both sides.
    """
    row = models.RevealPart.objects.filter(id=part_id).first()
    if row is None:
        raise Refusal("linkage.no_part", "There is no such request to answer.")
    before = PartAnswer(row.answer) if row.answer else None
    closed = row.closed_at is not None
    revealing.may_answer(before, answer, ends_at=row.ends_at, at=at, closed=closed)
    row.answer, row.answered_by, row.answered_at = answer.value, actor.id, at
    row.save(update_fields=["answer", "answered_by", "answered_at"])
    gate.about(case_id=row.holder_id)
    gate.subject(part_id)
    gate.note(answer=answer.value)
    jobs.defer("linkage.settle_part", part_id=part_id)


def _stands(subject_id: uuid.UUID, holder: uuid.UUID, at: datetime) -> bool:
    return models.Reveal.objects.filter(
        subject_id=subject_id,
        holder_id=holder,
        state__in=[RevealState.ASKED.value, RevealState.AGREED.value],
        ends_at__gt=at,
    ).exists()


def _own(
    reveal_id: uuid.UUID, case_id: uuid.UUID | None, report_id: uuid.UUID | None
) -> models.Reveal:
    held = holder_of(case_id=case_id, report_id=report_id)
    row = models.Reveal.objects.select_for_update().filter(id=reveal_id, holder_id=held).first()
    if row is None:
        raise Refusal("linkage.no_reveal", NO_REVEAL)
    return row
