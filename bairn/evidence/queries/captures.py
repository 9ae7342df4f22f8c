"""What captures and archives hold; their words are opened by `words.read`, on the record first."""

import json
import time
import uuid
from datetime import datetime
from typing import Any

from bairn.access import gate
from bairn.evidence import archives, filing, plain_text, reading_kept
from bairn.evidence import captures as reader
from bairn.evidence.archives import Listing
from bairn.evidence.models import reading
from bairn.evidence.queries import viewing
from bairn.evidence.terms.captures import CaptureCard, CaptureWords
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.vault.queries import words

_FIELD = "capture"


@gate.look("evidence.captures")
def captures_of_case(*, actor: Actor, at: datetime, case_id: uuid.UUID) -> tuple[CaptureCard, ...]:
    """The captures of a case, the oldest first."""
    rows = reading.Capture.objects.filter(holder_id=case_id).order_by("asked_at", "file_id")
    return tuple(map(reading_kept.capture, rows))


@gate.look("evidence.captures")
def capture(
    *, actor: Actor, at: datetime, case_id: uuid.UUID, file_id: uuid.UUID
) -> CaptureCard | None:
    """What was found when this file was read as a capture; None where nobody said it is one."""
    gate.subject(filing.file_row(case_id, file_id).id)
    row = reading.Capture.objects.filter(holder_id=case_id, file_id=file_id).first()
    return reading_kept.capture(row) if row else None


@gate.look("evidence.taken_from")
def taken_from(
    *, actor: Actor, at: datetime, case_id: uuid.UUID, file_id: uuid.UUID
) -> tuple[uuid.UUID, int] | None:
    """The archive this file was taken out of and which entry it was; None for any other file."""
    gate.subject(filing.file_row(case_id, file_id).id)
    row = reading.TakenOut.objects.filter(holder_id=case_id, file_id=file_id).first()
    return (row.archive_id, row.entry) if row else None


@gate.enters("words.read")
def capture_words(
    *, actor: Actor, at: datetime, case_id: uuid.UUID, words_id: uuid.UUID
) -> CaptureWords:
    """The sealed words of a capture: its addresses, its software, its records and parts."""
    (opened,) = words.read_words(actor=actor, at=at, subject_ids=[words_id], case_id=case_id)
    said: dict[str, Any] = json.loads(opened.fields[_FIELD])
    return CaptureWords(
        software=said["software"],
        pages=tuple(said["pages"]),
        records=tuple(said["records"]),
        resources=tuple(said["resources"]),
    )


@gate.enters("evidence.list_inside")
def archive(*, actor: Actor, at: datetime, case_id: uuid.UUID, file_id: uuid.UUID) -> Listing:
    """What an archive holds, as far as the limits let it be read.

    Raises Refusal evidence.no_archive, evidence.locked and those of a file that is broken.
    """
    began = time.monotonic()
    with viewing.open_to_list(actor=actor, at=at, case_id=case_id, file_id=file_id) as opened:
        return archives.listing(opened, spent=lambda: time.monotonic() - began)


@gate.enters("evidence.view")
def page_text(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    file_id: uuid.UUID,
    viewing_id: uuid.UUID,
    record: int,
) -> str:
    """What a captured page says, as plain text, in a running viewing; empty where it is no text.

    Raises Refusal evidence.no_record and those of `open_file`.
    """
    began = time.monotonic()
    with viewing.open_file(
        actor=actor, at=at, case_id=case_id, file_id=file_id, viewing_id=viewing_id
    ) as opened:
        if not reader.is_capture(opened):
            raise Refusal("evidence.no_capture", "This is neither a WARC nor a WACZ file.")
        kept = reader.kept(
            opened,
            record,
            most=plain_text.MOST_PAYLOAD,
            spent=lambda: time.monotonic() - began,
        )
    return plain_text.of_page(kept.headers, bytes(kept.payload))
