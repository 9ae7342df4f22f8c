"""Which files of a case are locked, and what has opened others."""

import uuid
from collections.abc import Mapping
from datetime import datetime

from bairn.access import gate
from bairn.evidence import filing, shutting
from bairn.evidence.models.files import File
from bairn.evidence.queries.files import MOST
from bairn.evidence.terms.locks import FileLocks
from bairn.kernel.actor import Actor


@gate.look("evidence.locks")
def file_locks(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    file_id: uuid.UUID | None = None,
) -> Mapping[uuid.UUID, FileLocks]:
    """The locks of every file of the case, or of one of them, by the file's id."""
    rows = File.objects.filter(holder_id=case_id).order_by("id")
    if file_id is not None:
        rows = rows.filter(id=filing.file_row(case_id, file_id).id)
        gate.subject(file_id)
    found = shutting.locks_of(actor, at, case_id, list(rows[:MOST]))
    gate.note(shut=sum(one.shut for one in found.values()))
    return found
