"""Taking one entry of an archive out, as a file of its own with a digest and an act of its own."""

import time
import uuid
from datetime import datetime

from bairn.access import gate
from bairn.evidence import archives, filing
from bairn.evidence.actions import uploads
from bairn.evidence.models import reading
from bairn.evidence.queries import viewing
from bairn.evidence.terms.files import FileCard, Origin
from bairn.evidence.terms.uploads import NewFile
from bairn.kernel import clock
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal

MOST_DEPTH = 5  # an archive out of an archive, so many times


@gate.enters("evidence.take_entry")
def take_entry(
    *, actor: Actor, at: datetime, case_id: uuid.UUID, file_id: uuid.UUID, entry: int
) -> FileCard:
    """Entry number `entry` becomes a file of the same exhibit; the archive stays as it is.

    Raises Refusal evidence.no_entry, evidence.entry_kind, evidence.entry_too_large,
    evidence.entry_broken, evidence.too_deep, and those of a file that cannot be opened.
    """
    began = time.monotonic()
    spent = lambda: time.monotonic() - began  # noqa: E731 - a clock for the rule
    source = _source(actor=actor, at=at, case_id=case_id, file_id=file_id)
    with viewing.open_to_list(actor=actor, at=at, case_id=case_id, file_id=file_id) as opened:
        listed = archives.listing(opened, spent=spent)
        name = next((one.name for one in listed.entries if one.number == entry), None)
        if name is None:
            raise Refusal("evidence.no_entry", "The archive has no such entry.")
        card = uploads.take(
            actor=actor,
            at=at,
            case_id=case_id,
            exhibit_id=source.exhibit_id,
            stream=archives.taken_out(opened, entry, spent=spent),
            said=NewFile(
                name=_last_part(name),
                restricted=source.restricted,
                classification=source.classification,
                origin=Origin.UPLOAD,
                tool="bairn.archive",
            ),
        )
    _keep(
        actor=actor, at=clock.now(), case_id=case_id, file_id=card.id, archive=file_id, entry=entry
    )
    return card


@gate.look("evidence.file")
def _source(*, actor: Actor, at: datetime, case_id: uuid.UUID, file_id: uuid.UUID) -> FileCard:
    file, depth = filing.file_row(case_id, file_id), 0
    at_id: uuid.UUID | None = file_id
    while at_id and depth <= MOST_DEPTH:
        at_id = (
            reading.TakenOut.objects.filter(file_id=at_id)
            .values_list("archive_id", flat=True)
            .first()
        )
        depth += 1
    if depth > MOST_DEPTH:
        raise Refusal("evidence.too_deep", "This is an archive in an archive too many times over.")
    return filing.file_card(file)


@gate.act("evidence.take_entry")
def _keep(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    file_id: uuid.UUID,
    archive: uuid.UUID,
    entry: int,
) -> None:
    reading.TakenOut.objects.create(
        file=filing.file_row(case_id, file_id),
        holder_id=case_id,
        archive=filing.file_row(case_id, archive),
        entry=entry,
    )
    gate.subject(file_id)
    gate.note(archive=archive, entry=entry)


def _last_part(name: str) -> str:
    """A name without folders: a name is never a place here."""
    return name.replace("\\", "/").rstrip("/").rpartition("/")[2] or "entry"
