"""Drafting a request, agreeing to it, keeping its letter, saying that it left, taking it back."""

import hashlib
import uuid
from dataclasses import asdict, replace
from datetime import datetime

from django.db.models import Max

from bairn.access import gate
from bairn.cases import queries as cases
from bairn.intake import queries as intake
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.preservation import asking, codes, kept, models, reported, stepping
from bairn.preservation.states import OPEN
from bairn.preservation.terms import Kind, LegalBasis, Move, NewRequest, Request, State
from bairn.vault import actions as vault
from bairn.vault.terms import SubjectKind

LARGEST_LETTER = 5_000_000


@gate.act("preservation.draft")
def draft(
    *, actor: Actor, at: datetime, case_id: uuid.UUID, said: NewRequest
) -> tuple[uuid.UUID, ...]:
    """Drafts a request, with its preservation before it where both go together; their ids.

    Its preservation goes on a ground that needs nobody: the same one, else one of the same law.
    Its words are sealed. Refuses a closed case, and disclosure where nothing is asked to be kept.
    """
    return drafted(actor=actor, at=at, case_id=case_id, said=said)


def drafted(
    *, actor: Actor, at: datetime, case_id: uuid.UUID, said: NewRequest
) -> tuple[uuid.UUID, ...]:
    """What every act of drafting keeps; their ids. The rules are asked here and nowhere else."""
    if cases.case(actor=actor, at=at, case_id=case_id).closed_at is not None:
        raise Refusal("cases.closed", "This case is closed. Reopen it first.")
    book = codes.book()
    asking.may_draft(said, book=book, today=at.date())
    _check_codes(actor, at, case_id, said)
    asking.preservation_first(said, others=_of_case(case_id, at=at))
    since = _reported(actor, at, case_id, said)
    if said.together and said.kind is not Kind.PRESERVE:
        first = _preservation(said, at)
        before = _keep(first, actor=actor, at=at, case_id=case_id, reported_at=since)
        after = _keep(
            said, actor=actor, at=at, case_id=case_id, reported_at=since, before=before.id
        )
        return before.id, after.id
    return (_keep(said, actor=actor, at=at, case_id=case_id, reported_at=since).id,)


def _preservation(said: NewRequest, at: datetime) -> NewRequest:
    book = codes.book()
    bases = book.bases_for(kind=Kind.PRESERVE, holder_class=said.holder_class)
    usable = [
        one
        for one in bases
        if (not one.reference or said.words.power.strip())
        and (one.from_day is None or one.from_day <= at.date())
    ]
    law = book.bases[said.basis].law

    def distance(one: LegalBasis) -> tuple[bool, bool, bool, bool]:
        return bool(one.needs), one.id != said.basis, one.law != law, bool(one.law)

    chosen = min(usable, key=distance)  # `please_keep` may be asked of anybody
    wish = replace(said, kind=Kind.PRESERVE, basis=chosen.id, together=False, without="")
    asking.may_draft(wish, book=book, today=at.date())
    return wish


def _check_codes(actor: Actor, at: datetime, case_id: uuid.UUID, said: NewRequest) -> None:
    if said.without:
        codes.check("without_preservation", said.without, field="without")
    if said.language not in ("en", "zh"):
        raise codes.unlisted("language")
    if said.about is not None:
        people = cases.participants(actor=actor, at=at, case_id=case_id)
        if said.about not in {one.id for one in people}:
            raise Refusal("preservation.about", "Choose somebody of this case.", field="about")
    if said.holder_id is not None:
        known = models.Holder.objects.filter(
            id=said.holder_id, holder_class=said.holder_class, retired_at__isnull=True
        )
        if not known.exists():
            raise Refusal("preservation.holder", "Choose whom you ask.", field="holder")


def _of_case(case_id: uuid.UUID, *, at: datetime) -> tuple[Request, ...]:
    rows = models.Request.objects.filter(case_id=case_id).select_related("holder")
    return kept.requests(rows, at=at)


def _reported(actor: Actor, at: datetime, case_id: uuid.UUID, said: NewRequest) -> datetime | None:
    """When a platform first reported what lies behind this case; its year runs from there."""
    if codes.book().classes[said.holder_class].report_year is None:
        return None
    reports = intake.reports_of_case(actor=actor, at=at, case_id=case_id)
    return next(iter(reported.by_platforms(reports)), None)


def _keep(
    said: NewRequest,
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    reported_at: datetime | None,
    before: uuid.UUID | None = None,
) -> models.Request:
    words = {name: text.strip() for name, text in asdict(said.words).items() if text.strip()}
    words_id = vault.seal(actor=actor, at=at, kind=SubjectKind.WORDS, fields=words, case_id=case_id)
    last = models.Request.objects.filter(case_id=case_id).aggregate(last=Max("number"))["last"]
    row = models.Request(
        case_id=case_id,
        number=(last or 0) + 1,
        kind=said.kind.value,
        state=State.DRAFTED.value,
        holder_class=said.holder_class,
        holder_id=said.holder_id,
        about=said.about,
        basis=said.basis,
        items=list(dict.fromkeys(said.items)),
        from_at=said.period.earliest,
        until_at=said.period.latest,
        confidential=said.confidential,
        language=said.language,
        window=said.window,
        together_with_id=before,
        without=said.without,
        words_id=words_id,
        drafted_by=actor.id,
        drafted_at=at,
        reported_at=reported_at,
    )
    row.due_at = kept.due_at(row, at=at)
    row.save(force_insert=True)
    stepping.write(row, Move.DRAFT, actor=actor, at=at, happened_at=at)
    gate.note(holder_class=row.holder_class, basis=row.basis, items=len(row.items))
    return row


@gate.act("preservation.approve")
def approve(*, actor: Actor, at: datetime, case_id: uuid.UUID, request_id: uuid.UUID) -> None:
    """Agrees to a request whose ground needs it. Refuses whoever drafted it."""
    row = kept.held_still(case_id, request_id)
    basis = codes.book().bases[row.basis]
    asking.may_approve(kept.request(row, at=at), basis=basis, by=actor.id, roles=actor.roles)
    stepping.take(row, Move.APPROVE, actor=actor, at=at, happened_at=at)


@gate.act("preservation.pass_on")
def pass_on(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    from_staff: uuid.UUID,
    to_staff: uuid.UUID,
) -> int:
    """Every open request that one person answers for is another's to mind; how many.

    For a hand-over: who drafted it and every clock stay as they are.
    """
    mine = [
        one.id
        for one in _of_case(case_id, at=at)
        if one.state in OPEN and one.minded_by == from_staff
    ]
    models.Request.objects.filter(id__in=mine).update(minded_by=to_staff)
    gate.note(requests=len(mine))
    return len(mine)


@gate.act("preservation.finish_letter")
def finish_letter(
    *, actor: Actor, at: datetime, case_id: uuid.UUID, request_id: uuid.UUID, pdf: bytes
) -> str:
    """Keeps the letter as it will leave, sealed; its SHA-256. It is what was sent, to the byte."""
    row = kept.held_still(case_id, request_id)
    phoned = State(row.state) is State.SENT and row.letter_id is None
    if not phoned and State(row.state) not in (State.DRAFTED, State.APPROVED, State.REUPLOADED):
        raise Refusal("preservation.sent", "It has left already.")
    if not pdf or len(pdf) > LARGEST_LETTER:
        raise Refusal("preservation.letter", "This cannot be the letter.")
    row.letter_id = vault.seal(
        actor=actor, at=at, kind=SubjectKind.DOCUMENT, fields={"letter": pdf}, case_id=case_id
    )
    row.letter_sha256, row.letter_at = hashlib.sha256(pdf).hexdigest(), at
    row.save(update_fields=["letter_id", "letter_sha256", "letter_at"])
    gate.subject(row.id)
    gate.note(size_bytes=len(pdf))
    return row.letter_sha256


@gate.act("preservation.send")
def send(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    request_id: uuid.UUID,
    channel: str,
    happened_at: datetime,
) -> State:
    """Says that the request left, and how. Doors come through the journey `ask_holder`."""
    row = kept.held_still(case_id, request_id)
    codes.check("channels", channel, field="channel")
    basis = codes.book().bases[row.basis]
    asking.may_send(kept.request(row, at=at), basis=basis, channel=channel)
    asking.check_moment(happened_at, not_before=_ready_at(row, channel), at=at)
    if State(row.state) is State.SENT:  # a second way: the answer is owed from the first on
        row.tried_at = happened_at
    else:
        row.sent_at, row.acknowledged_at = happened_at, None
    stepping.take(
        row, Move.SEND, actor=actor, at=at, happened_at=happened_at, channel=channel,
        sha256=row.letter_sha256,
    )  # fmt: skip
    gate.note(channel=channel)
    return State(row.state)


def _ready_at(row: models.Request, channel: str) -> datetime:
    """Since when it could have left: drafted, agreed to, and with a letter unless phoned in."""
    agreed = models.Step.objects.filter(request_id=row.id, move=Move.APPROVE.value)
    known = [row.sent_at or row.drafted_at, *agreed.values_list("happened_at", flat=True)]
    if row.letter_at is not None and channel != "phone":
        known.append(row.letter_at)
    return max(known)


@gate.act("preservation.withdraw")
def withdraw(
    *, actor: Actor, at: datetime, case_id: uuid.UUID, request_id: uuid.UUID, reason: str
) -> None:
    """Takes a request back for a coded reason; it stays on the list."""
    row = kept.held_still(case_id, request_id)
    codes.check("withdrawals", reason, field="reason")
    stepping.take(row, Move.WITHDRAW, actor=actor, at=at, happened_at=at, reason=reason)
    gate.note(reason=reason)
