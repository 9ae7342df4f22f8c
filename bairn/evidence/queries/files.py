"""Which files a case has, and what is known of each; none is opened here."""

import uuid
from datetime import datetime

from bairn.access import gate
from bairn.evidence import filing
from bairn.evidence.models.files import File
from bairn.evidence.terms.files import FileCard, FileFile
from bairn.kernel.actor import Actor

MOST = 2000  # files of a case that one page can show


@gate.look("evidence.files")
def files(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    exhibit_id: uuid.UUID | None = None,
    after: uuid.UUID | None = None,
) -> tuple[FileCard, ...]:
    """The files of a case, or of one exhibit of it, in the order in which they were taken in.

    At most 2,000; those that follow come `after` the last one seen.
    """
    rows = File.objects.filter(holder_id=case_id)
    if after is not None:
        rows = rows.filter(id__gt=after)
    if exhibit_id is not None:
        rows = rows.filter(exhibit_id=exhibit_id)
        gate.subject(exhibit_id)
    found = tuple(filing.file_card(row) for row in rows.order_by("id")[:MOST])
    gate.note(found=len(found))
    return found


@gate.enters("evidence.files")
def every_file(*, actor: Actor, at: datetime, case_id: uuid.UUID) -> tuple[FileCard, ...]:
    """All files of a case, however many: for what has to leave none out."""
    found: list[FileCard] = []
    page = files(actor=actor, at=at, case_id=case_id)
    while page:
        found += page
        more = len(page) == MOST
        page = files(actor=actor, at=at, case_id=case_id, after=page[-1].id) if more else ()
    return tuple(found)


@gate.look("evidence.file")
def file(*, actor: Actor, at: datetime, case_id: uuid.UUID, file_id: uuid.UUID) -> FileFile:
    """One file with all that is known of it. Raises Refusal evidence.no_file."""
    row = filing.file_row(case_id, file_id)
    gate.subject(row.id)
    copies = File.objects.filter(holder_id=case_id, original_id=row.id).order_by("id")
    return FileFile(
        card=filing.file_card(row),
        md5=bytes(row.md5),
        sha1=bytes(row.sha1),
        entry_id=row.entry_id,
        twins=filing.twins_of(case_id, bytes(row.sha256), but=row.id),
        copies=tuple(copies.values_list("id", flat=True)),
    )
