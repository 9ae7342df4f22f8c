"""What is told later, and what is answered."""

import uuid
from collections.abc import Mapping
from datetime import datetime

from bairn import jobs
from bairn.access import gate
from bairn.intake import coming_back, envelopes, fitting, vocabulary
from bairn.intake.models import Addition, Answer, Report
from bairn.intake.terms import FactValue
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.vault import actions as vault


@gate.act("intake.add_by_code")
def add_by_code(
    *,
    actor: Actor,
    at: datetime,
    code: str,
    text: str,
    facts: Mapping[str, FactValue] | None = None,
) -> uuid.UUID:
    """Whoever holds the receipt code tells more; the id of the addition.

    Raises Refusal intake.code_form, intake.code, intake.nothing_added, intake.fact.
    """
    report_id = coming_back.find(code).report_id
    gate.about(report_id=report_id)
    return _add(actor, at, report_id, text, facts or {})


@gate.act("intake.add_to_report")
def add_to_report(
    *,
    actor: Actor,
    at: datetime,
    report_id: uuid.UUID,
    text: str,
    facts: Mapping[str, FactValue] | None = None,
) -> uuid.UUID:
    """Somebody of the house, a partner or a platform adds to a report; the id of the addition.

    Raises Refusal intake.nothing_added, intake.fact.
    """
    return _add(actor, at, report_id, text, facts or {})


@gate.act("intake.answer_reporter")
def answer_reporter(
    *,
    actor: Actor,
    at: datetime,
    report_id: uuid.UUID,
    code: str,
    contact_by: datetime | None = None,
) -> None:
    """Answer whoever reported, with one of the sentences of `catalogue/answers.yaml`.

    `contact_by` is when we promise to be in touch. Raises Refusal intake.answer,
    intake.answer_promise.
    """
    if code not in vocabulary.answers():
        raise Refusal("intake.answer", "Choose one of the answers in the list.", field="code")
    if contact_by is not None and contact_by <= at:
        raise Refusal("intake.answer_promise", "A promise lies in the future.", field="contact_by")
    Answer.objects.create(
        report_id=report_id, code=code, answered_at=at, by_id=actor.id, contact_by=contact_by
    )
    gate.note(answer=code)


@gate.act("intake.settle_additions")
def settle_additions(*, actor: Actor, at: datetime, report_id: uuid.UUID) -> int:
    """Take what was added after a report joined its case there as well; how many additions."""
    report = Report.objects.filter(id=report_id).only("id", "case_id").first()
    if report is None or report.case_id is None:
        return 0
    late = Addition.objects.filter(report_id=report_id, case_id__isnull=True)
    vault.move(actor=actor, at=at, report_id=report_id, case_id=report.case_id)
    settled = late.update(case_id=report.case_id)
    gate.note(count=settled)
    return settled


def _add(
    actor: Actor,
    at: datetime,
    report_id: uuid.UUID,
    text: str,
    facts: Mapping[str, FactValue],
) -> uuid.UUID:
    known = vocabulary.check_facts(facts)
    if not text.strip() and not known:
        raise Refusal("intake.nothing_added", "Nothing was written yet.", field="text")
    sealing = envelopes.added_words(fitting.without_nul(text.strip()), {})
    subject = vault.seal(
        actor=actor, at=at, kind=sealing.kind, fields=sealing.fields, report_id=report_id
    )
    row = Addition(
        report_id=report_id,
        subject_id=subject,
        facts=known,
        by_kind=actor.kind.value,
        added_at=at,
    )
    row.save(force_insert=True)
    gate.note(facts=len(known))
    jobs.defer("triage.assess", report_id=report_id)
    # Whoever adds may not see whether the report is part of a case by now: the house looks.
    jobs.defer("intake.settle_additions", report_id=report_id)
    return row.id
