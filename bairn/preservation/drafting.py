"""What every act of drafting keeps: the rules are asked, the words sealed, the rows written."""

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
from bairn.preservation.terms import Kind, LegalBasis, Move, NewRequest, Request, State
from bairn.vault import actions as vault
from bairn.vault.terms import SubjectKind


def drafted(
    *, actor: Actor, at: datetime, case_id: uuid.UUID, said: NewRequest
) -> tuple[uuid.UUID, ...]:
    """What every act of drafting keeps; their ids. The rules are asked here and nowhere else."""
    if cases.case(actor=actor, at=at, case_id=case_id).closed_at is not None:
        raise Refusal("cases.closed", "This case is closed. Reopen it first.")
    book = codes.book()
    asking.may_draft(said, book=book, today=at.date())
    _check_codes(actor, at, case_id, said)
    asking.preservation_first(said, others=of_case(case_id, at=at))
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


def of_case(case_id: uuid.UUID, *, at: datetime) -> tuple[Request, ...]:
    """The requests of a case."""
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
