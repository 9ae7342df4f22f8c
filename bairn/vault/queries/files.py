"""The keys of files: the only two ways to one, each on the record before the key is opened."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime

from bairn.access import gate
from bairn.kernel.actor import Actor
from bairn.vault import opening
from bairn.vault.holders import holder_of
from bairn.vault.terms import SubjectKind

FIELD = "key"


@gate.look("file.open", log_first=True)
def file_keys(
    *,
    actor: Actor,
    at: datetime,
    subject_ids: Sequence[uuid.UUID],
    report_id: uuid.UUID | None = None,
    case_id: uuid.UUID | None = None,
) -> Mapping[uuid.UUID, bytes]:
    """The keys of these files of one report or case: whoever holds one can read the file.

    Raises Refusal: vault.too_many, vault.subject, vault.erased.
    """
    return _keys(actor, subject_ids, holder_of(report_id=report_id, case_id=case_id))


@gate.look("file.go_on", log_first=True)
def keys_to_go_on(
    *, actor: Actor, at: datetime, subject_ids: Sequence[uuid.UUID], case_id: uuid.UUID
) -> Mapping[uuid.UUID, bytes]:
    """The keys of files that are still arriving, to take in what is missing. Raises as above."""
    return _keys(actor, subject_ids, holder_of(report_id=None, case_id=case_id))


def _keys(
    actor: Actor, subject_ids: Sequence[uuid.UUID], holder: uuid.UUID
) -> Mapping[uuid.UUID, bytes]:
    opened = opening.open_subjects(
        holder_id=holder,
        subject_ids=subject_ids,
        kind=SubjectKind.FILE,
        entry_id=gate.entry_id(),
        token=actor.token,
    )
    return {subject: opening.as_bytes(fields)[FIELD] for subject, fields in opened.items()}
