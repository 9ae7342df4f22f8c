"""The CyberTipline protocol, step by step: submit, upload, file details, finish or retract.

After finish or retract nothing more is taken. Each step is its own transaction, so a client that
breaks off has lost nothing that was answered to it.
"""

import uuid
from collections.abc import Iterable
from datetime import datetime

from django.conf import settings

from bairn import jobs
from bairn.access import gate
from bairn.intake import (
    acceptance,
    cybertip,
    cybertip_files,
    entering,
    envelopes,
    fitting,
    known_files,
    measuring,
    restricted,
    sendings,
)
from bairn.intake.cybertip_files import FileDetails
from bairn.intake.measuring import Measured
from bairn.intake.models import File, Report
from bairn.intake.terms import Channel, FileHeld, FileNote, Finished, Opened, ReportState, Taken
from bairn.kernel import ids
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.vault import actions as vault
from bairn.vault.files.streaming import without_a_connection
from bairn.vault.queries.files import FIELD as KEY
from bairn.vault.terms import SubjectKind


@gate.act("intake.open_sending")
def open_sending(*, actor: Actor, at: datetime, content: bytes) -> Opened:
    """Take in a report's document; its number is what the client names it by from now on.

    Raises Refusal intake.not_a_report, and those of `documents.read`.
    """
    draft = cybertip.read_report(content, channel=Channel.PLATFORM_WIRE)
    receipt = entering.enter(
        actor=actor,
        at=at,
        draft=acceptance.accept(draft),
        state=ReportState.ARRIVING,
        unit_id=None,
        sending_key="",
    )
    number = sendings.begin(receipt.report_id, platform_id=actor.id, at=at)
    return Opened(number=number, report_id=receipt.report_id)


@gate.enters("intake.take_file")
def take_file(
    *,
    actor: Actor,
    at: datetime,
    number: int,
    stream: Iterable[bytes],
    name: str = "",
    stated_size: int | None = None,
) -> Taken:
    """Measure a file while it streams in, in pieces of bytes; by default its content is discarded.

    It is asked before whether the report still takes files, and again in the act that keeps it:
    between the two nothing of the database is held. Raises Refusal intake.sending_unknown,
    intake.sending_finished, intake.sending_retracted, intake.file_too_large, intake.file_cut. What
    reading `stream` raises passes through; nothing is left then.
    """
    _may_send(actor=actor, at=at, number=number)
    without_a_connection()
    file_id = ids.new_id()
    with measuring.taken_in(
        stream,
        limit=settings.BAIRN_FILE_LIMIT,
        stated_size=stated_size,
        file_id=file_id,
        sealed_as=restricted.place_of(file_id),
    ) as measured:
        return _take(
            actor=actor, at=at, number=number, file_id=file_id, name=name, measured=measured
        )


@gate.look("intake.may_send")
def _may_send(*, actor: Actor, at: datetime, number: int) -> None:
    """Whether a report of this number still takes files."""
    gate.about(report_id=sendings.still_open(number, actor, alone=False).report_id)


@gate.act("intake.take_file")
def _take(
    *,
    actor: Actor,
    at: datetime,
    number: int,
    file_id: uuid.UUID,
    name: str,
    measured: Measured,
) -> Taken:
    """Keep what was measured."""
    sending = sendings.still_open(number, actor)
    _keep(file_id, sending.report_id, measured, name, actor=actor, at=at)
    sendings.touch(sending, at=at)
    gate.about(report_id=sending.report_id)
    gate.note(file=file_id, size=measured.size, held=measured.held.value)
    return Taken(
        file_id=file_id.hex,
        md5=measured.md5,
        sha1=measured.sha1,
        sha256=measured.sha256,
        size=measured.size,
        held=measured.held.value,
    )


@gate.act("intake.describe_file")
def describe_file(*, actor: Actor, at: datetime, content: bytes) -> int:
    """Take what a platform says of a file it has sent for a report that is still open.

    Returns the report's number. Raises Refusal intake.not_file_details, intake.sending_unknown,
    intake.sending_finished, intake.sending_retracted, intake.file_unknown, and those of
    `documents.read`.
    """
    details = cybertip_files.read_file_details(content)
    sending = sendings.still_open(details.report_id, actor)
    file = _file_of(sending.report_id, details.file_id)
    _seal_details(file, details, actor=actor, at=at)
    for column, value in entering.described(details.note).items():
        setattr(file, column, value)
    file.facts = {**file.facts, **details.facts}
    file.kept_unknown = list(dict.fromkeys((*file.kept_unknown, *details.kept_unknown)))
    file.save()
    if details.note.stated_digests:
        known_files.compare(sending.report_id, [file], actor=actor, at=at)
    sendings.touch(sending, at=at)
    gate.about(report_id=sending.report_id)
    gate.note(file=file.id, unknown=len(details.kept_unknown))
    return sending.number


@gate.act("intake.finish")
def finish(*, actor: Actor, at: datetime, number: int) -> Finished:
    """The report is whole: it is received now, with what its files say.

    Raises Refusal intake.sending_unknown, intake.sending_finished, intake.sending_retracted.
    """
    sending = sendings.still_open(number, actor)
    report = Report.objects.get(id=sending.report_id)
    files = list(File.objects.filter(report_id=report.id).order_by("received_at", "id"))
    facts = sendings.facts_with_files(report, files, actor=actor, at=at)
    Report.objects.filter(id=report.id).update(facts=facts)
    sendings.close(report.id, ReportState.RECEIVED, at=at)
    jobs.defer("triage.assess", report_id=report.id)
    gate.about(report_id=report.id)
    gate.note(files=len(files))
    return Finished(
        number=number,
        file_ids=tuple(one.id.hex for one in files),
        receipt=gate.entry_id(),
        reference=report.reference,
        report_id=report.id,
    )


@gate.act("intake.retract")
def retract(*, actor: Actor, at: datetime, number: int) -> None:
    """The platform takes back what it has not finished; what it sent is kept, marked as such.

    Raises Refusal intake.sending_unknown, intake.sending_finished, intake.sending_retracted.
    """
    sending = sendings.still_open(number, actor)
    sendings.close(sending.report_id, ReportState.RETRACTED, at=at)
    gate.about(report_id=sending.report_id)


def _keep(
    file_id: uuid.UUID,
    report_id: uuid.UUID,
    measured: Measured,
    name: str,
    *,
    actor: Actor,
    at: datetime,
) -> None:
    note = FileNote(
        held=FileHeld(measured.held),
        md5=measured.md5,
        sha1=measured.sha1,
        sha256=measured.sha256,
        size=measured.size,
        name=fitting.without_nul(name),
    )
    key_id = _seal_key(measured.key, report_id, actor=actor, at=at)
    sealing = envelopes.file_of(note, key_id=key_id)
    subject = None
    if sealing is not None:
        subject = vault.seal(
            actor=actor, at=at, kind=sealing.kind, fields=sealing.fields, report_id=report_id
        )
    row = File(
        id=file_id,
        report_id=report_id,
        received_at=at,
        subject_id=subject,
        **entering.file_fields(note),
    )
    row.save(force_insert=True)
    known_files.compare(report_id, [row], actor=actor, at=at)


def _seal_key(key: bytes, report_id: uuid.UUID, *, actor: Actor, at: datetime) -> uuid.UUID | None:
    """The key of a file's content is a subject of its own: reading its papers does not open it."""
    if not key:
        return None
    return vault.seal(
        actor=actor,
        at=at,
        kind=SubjectKind.FILE,
        fields={KEY: key},
        report_id=report_id,
    )


def _file_of(report_id: uuid.UUID, file_id: str) -> File:
    try:
        wanted = uuid.UUID(file_id)
    except ValueError:
        wanted = uuid.UUID(int=0)
    found = File.objects.filter(id=wanted, report_id=report_id).select_for_update().first()
    if found is None:
        raise Refusal(
            "intake.file_unknown", "This report has no file with this id.", field="fileId"
        )
    return found


def _seal_details(file: File, details: FileDetails, *, actor: Actor, at: datetime) -> None:
    """What names the file, and all that was said of it; said twice, the later stands on top."""
    sealing = envelopes.file_of(details.note, elements=details.elements, original=details.original)
    if sealing is None:
        return
    file.subject_id = vault.seal(
        actor=actor,
        at=at,
        kind=sealing.kind,
        fields=sealing.fields,
        subject_id=file.subject_id,
        report_id=file.report_id,
    )
