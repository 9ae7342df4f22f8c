"""Everything that stood in what arrived: recorded first, then opened through the vault."""

import uuid
from datetime import datetime

from bairn.access import gate
from bairn.intake import envelopes
from bairn.intake.queries.reports import report
from bairn.intake.terms import Element, ReportCard
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.vault.queries import words


@gate.enters("document.read")
def elements(
    *, actor: Actor, at: datetime, report_id: uuid.UUID, file_id: uuid.UUID | None = None
) -> tuple[Element, ...]:
    """Every element of a report's document, or of one file's details: named by a schema or not.

    Two looks in turn, since the vault's has to stand on the record before it opens: it cannot be
    part of another act or look. Raises Refusal access.reach, intake.no_file, and the vault's.
    """
    card = report(actor=actor, at=at, report_id=report_id)
    subject = _subject(card, file_id)
    if subject is None:
        return ()
    (opened,) = words.read_documents(
        actor=actor,
        at=at,
        subject_ids=[subject],
        # What was sealed for a report is its case's from the day it joined one.
        **({"case_id": card.case_id} if card.case_id else {"report_id": report_id}),
    )
    kept = opened.parts.get("elements")
    return envelopes.elements_from(kept.decode()) if kept else ()


def _subject(card: ReportCard, file_id: uuid.UUID | None) -> uuid.UUID | None:
    if file_id is None:
        return card.document_id
    file = next((one for one in card.files if one.id == file_id), None)
    if file is None:
        raise Refusal("intake.no_file", "This report names no such file.", field="file_id")
    return file.subject_id
