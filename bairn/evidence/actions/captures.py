"""Captures of web pages: known as such, read by the house, and what they say kept sealed."""

import json
import time
import uuid
from dataclasses import replace
from datetime import datetime

from django.db import IntegrityError, transaction

from bairn.access import gate
from bairn.evidence import captures as reader
from bairn.evidence import filing, reading_kept
from bairn.evidence.models import reading
from bairn.evidence.queries import viewing
from bairn.evidence.terms.captures import Capture, CaptureCard
from bairn.jobs import deferring as jobs
from bairn.kernel import clock
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.vault import actions as vault
from bairn.vault.terms import SubjectKind

JOB = "evidence.read_capture"
WORDS = "capture"
_SECONDS = 3600.0  # the house has time; whoever waits does not


@gate.act("evidence.note_capture")
def note_capture(*, actor: Actor, at: datetime, case_id: uuid.UUID, file_id: uuid.UUID) -> None:
    """This file is a capture of a web page: the house reads it soon and says what holds.

    Raises Refusal evidence.capture_already.
    """
    file = filing.file_row(case_id, file_id)
    try:
        with transaction.atomic():
            reading.Capture.objects.create(
                file=file, holder_id=case_id, asked_at=at, by_id=actor.id
            )
    except IntegrityError:
        raise Refusal("evidence.capture_already", "This file is a capture already.") from None
    gate.subject(file.id)
    jobs.defer(JOB, case_id=case_id, file_id=file_id)


@gate.enters("evidence.list_inside")
def check_capture(*, actor: Actor, at: datetime, case_id: uuid.UUID, file_id: uuid.UUID) -> None:
    """Refuses a file that does not begin as a capture does. Raises Refusal evidence.no_capture."""
    with viewing.open_to_list(actor=actor, at=at, case_id=case_id, file_id=file_id) as opened:
        if not reader.is_capture(opened):
            raise Refusal("evidence.no_capture", "This is neither a WARC nor a WACZ file.")


@gate.enters("evidence.read_capture")
def read_capture(
    *, actor: Actor, at: datetime, case_id: uuid.UUID, file_id: uuid.UUID
) -> CaptureCard:
    """Read a capture from its first record to its last, by the house, and keep what it says."""
    began = time.monotonic()
    with viewing.open_to_check(actor=actor, at=at, case_id=case_id, file_id=file_id) as opened:
        said = reader.read(
            opened,
            limits=replace(reader.LIMITS, seconds=_SECONDS),
            spent=lambda: time.monotonic() - began,
        )
    return _keep(actor=actor, at=clock.now(), case_id=case_id, file_id=file_id, said=said)


@gate.act("evidence.read_capture")
def _keep(
    *, actor: Actor, at: datetime, case_id: uuid.UUID, file_id: uuid.UUID, said: Capture
) -> CaptureCard:
    row = reading.Capture.objects.get(file_id=file_id, holder_id=case_id)
    row.kind, row.records, row.holds, row.read_at = said.kind, said.count, said.holds, at
    row.captured_at, row.captured_until = said.captured_at, said.captured_until
    row.agreements, row.faults = dict(said.agreements), list(said.faults)
    row.words_id = vault.seal(
        actor=actor,
        at=at,
        kind=SubjectKind.WORDS,
        fields={WORDS: json.dumps(_words(said), ensure_ascii=False)},
        case_id=case_id,
    )
    row.save()
    gate.subject(file_id)
    gate.note(records=said.count, holds=said.holds, faults=len(said.faults))
    return reading_kept.capture(row)


def _words(said: Capture) -> dict[str, object]:
    """What is sealed: addresses, titles, software, and what each record and part comes to."""
    return {
        "software": said.software,
        "pages": [
            {"url": one.url, "title": one.title, "at": one.at.isoformat() if one.at else ""}
            for one in said.pages
        ],
        "records": [
            {
                "number": one.number,
                "kind": one.kind,
                "url": one.url,
                "at": one.at.isoformat() if one.at else "",
                "length": one.length,
                "type": one.media_type,
                "status": one.status,
                "block": one.block.value,
                "payload": one.payload.value,
                "sha256": one.payload_digest,
            }
            for one in said.records
        ],
        "resources": [
            {"path": one.path, "size": one.size, "agrees": one.agrees.value}
            for one in said.resources
        ],
    }
