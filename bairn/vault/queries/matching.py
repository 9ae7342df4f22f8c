"""People read by the house to find who may be the same: recorded first, shown to nobody."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime

from bairn.access import gate
from bairn.kernel.actor import Actor
from bairn.vault import opening
from bairn.vault.holders import holder_of
from bairn.vault.terms import SubjectKind


@gate.look("identity.match", log_first=True)
def read_for_matching(
    *,
    actor: Actor,
    at: datetime,
    subject_ids: Sequence[uuid.UUID],
    case_id: uuid.UUID | None = None,
    report_id: uuid.UUID | None = None,
) -> Mapping[uuid.UUID, Mapping[str, str]]:
    """The fields of these people of one holder, at most 200; for a print, and then forgotten.

    A collection of imported records is named as `case_id`. Raises Refusal: vault.too_many,
    vault.subject, vault.erased.
    """
    opened = opening.open_subjects(
        holder_id=holder_of(case_id=case_id, report_id=report_id),
        subject_ids=subject_ids,
        kind=SubjectKind.PERSON,
        entry_id=gate.entry_id(),
        token=actor.token,
    )
    gate.note(count=len(opened))
    return {subject_id: opening.as_text(fields) for subject_id, fields in opened.items()}
