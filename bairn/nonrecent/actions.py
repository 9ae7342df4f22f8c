"""What can be done: find what is due, take it up, answer, finish, declare what changed."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime

from bairn.access import gate
from bairn.evidence import queries as evidence
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.nonrecent import book as catalogue
from bairn.nonrecent import declaring, kept, models, reviewing
from bairn.nonrecent.terms import Declared, Due, NewChange, OldFile
from bairn.vault import wording


@gate.act("nonrecent.keep_due")
def keep_due(*, actor: Actor, at: datetime, found: Iterable[tuple[OldFile, Sequence[Due]]]) -> int:
    """Puts what fires into the queue of its file; how many items are new. The house alone."""
    rows = [
        models.Item(
            holder_id=file.holder_id,
            record_id=file.record_id,
            kind=file.kind.value,
            why=one.why.value,
            cause_id=one.cause_id,
            caused_at=one.at,
            found_at=at,
            answer_by=one.answer_by,
        )
        for file, due in found
        for one in due
    ]
    asked = [row.id for row in rows]
    models.Item.objects.bulk_create(rows, ignore_conflicts=True, batch_size=1000)
    # What waits already was left out: its own row stands.
    new = models.Item.objects.filter(id__in=asked).count()
    gate.note(count=new)
    return new


@gate.act("nonrecent.take")
def take(*, actor: Actor, at: datetime, case_id: uuid.UUID, item_id: uuid.UUID) -> None:
    """Somebody says that they look at this file. Refuses what another has taken."""
    row = kept.open_item(case_id, item_id)
    if row.taken_by not in (None, actor.id):
        raise Refusal("nonrecent.taken", "Somebody else is looking at this file.")
    if row.taken_by is None:
        row.taken_by, row.taken_at = actor.id, at
        row.save(update_fields=["taken_by", "taken_at"])
    gate.note(item=item_id, why=row.why)


@gate.act("nonrecent.give_back")
def give_back(*, actor: Actor, at: datetime, case_id: uuid.UUID, item_id: uuid.UUID) -> None:
    """Whoever took it, or a supervisor, puts it back into the queue; answers stay."""
    row = kept.open_item(case_id, item_id)
    if row.taken_by != actor.id and "supervisor" not in actor.roles:
        raise Refusal("nonrecent.not_yours", "Whoever took it, or a supervisor, gives it back.")
    row.taken_by = row.taken_at = None
    row.save(update_fields=["taken_by", "taken_at"])
    gate.note(item=item_id)


@gate.act("nonrecent.answer")
def answer(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    item_id: uuid.UUID,
    question: str,
    answer: str,
    words: str = "",
) -> None:
    """Notes what was found to one question of the checklist; the words are sealed."""
    row = _own(actor, case_id, item_id)
    found = reviewing.may_answer(
        catalogue.book(),
        question=question,
        answer=answer,
        words=words,
        answered=kept.answers(row.id),
    )
    models.Answer.objects.create(
        holder_id=case_id,
        item=row,
        question=question,
        answer=found.value,
        words_id=wording.sealed(actor, at, {"review_answer": words}, case_id=case_id),
        by_id=actor.id,
        at=at,
    )
    gate.note(item=item_id, question=question, answer=found.value)


@gate.act("nonrecent.finish")
def finish(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    item_id: uuid.UUID,
    outcome: str,
    reasons: Sequence[str],
    words: str = "",
) -> None:
    """Ends a review with an outcome and coded reasons; ordered work keeps it open.

    Opening the case again, or taking a record up, is an act of its own: this says what was decided.
    """
    row = _own(actor, case_id, item_id)
    reviewing.may_finish(
        catalogue.book(), outcome=outcome, reasons=reasons, answers=kept.answers(row.id)
    )
    row.outcome, row.reasons = outcome, sorted(set(reasons))
    sealed = wording.sealed(actor, at, {"review_outcome": words}, case_id=case_id)
    row.words_id = sealed or row.words_id
    if outcome == reviewing.GOES_ON:
        row.ordered_at = at
    else:
        row.ended_at, row.ended_by = at, actor.id
    row.save()
    gate.note(item=item_id, outcome=outcome)


@gate.act("nonrecent.say_why_unsent")
def say_why_unsent(
    *, actor: Actor, at: datetime, case_id: uuid.UUID, kit_id: uuid.UUID, reason: str
) -> None:
    """Notes, by code, why a kit of this case never went to a laboratory."""
    declaring.check_unsent(
        catalogue.book(),
        reason,
        kit_id=kit_id,
        unsent=evidence.never_sent(actor=actor, at=at, case_id=case_id),
    )
    models.Unsent.objects.create(
        holder_id=case_id, kit_id=kit_id, reason=reason, by_id=actor.id, at=at
    )
    gate.note(kit=kit_id, reason=reason)


@gate.act("nonrecent.declare")
def declare(*, actor: Actor, at: datetime, said: NewChange) -> uuid.UUID:
    """Writes down that law or laboratory changed; files that it concerns come into the queues."""
    declaring.may_declare(said, roles=actor.roles)
    row = models.Change.objects.create(
        kind=said.kind.value,
        reference=said.reference.strip(),
        from_at=said.from_at,
        packs=sorted(said.packs),
        offences=sorted(said.offences),
        exhibit_kinds=sorted(said.exhibit_kinds),
        declared_by=actor.id,
        declared_at=at,
    )
    gate.subject(row.id)
    gate.note(kind=said.kind.value)
    return row.id


@gate.act("nonrecent.withdraw")
def withdraw(*, actor: Actor, at: datetime, change_id: uuid.UUID) -> None:
    """Takes a declared change back; what it brought into the queues stays for a person to end."""
    rows = models.Change.objects.filter(id=change_id, withdrawn_at__isnull=True)
    row = rows.first()
    if row is None:
        raise Refusal("nonrecent.no_change", "There is no such change.")
    declaring.may_withdraw(Declared(row.kind), roles=actor.roles)
    rows.update(withdrawn_at=at, withdrawn_by=actor.id)
    gate.subject(change_id)


def _own(actor: Actor, case_id: uuid.UUID, item_id: uuid.UUID) -> models.Item:
    row = kept.open_item(case_id, item_id)
    if row.taken_by != actor.id:
        raise Refusal("nonrecent.take_first", "Take it up first: then others see who looks.")
    return row
