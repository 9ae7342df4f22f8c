"""How a file comes in: begun, received in as many turns as it takes, and taken in by one act.

Between the acts bytes stream with no transaction open. What has arrived lies encrypted on the disk,
so an upload goes on after a restart, in another process, or from another machine.
"""

import os
import uuid
from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db import transaction

from bairn.access import gate
from bairn.evidence import filing, incoming, uploading
from bairn.evidence import queries as looks
from bairn.evidence.actions import files
from bairn.evidence.incoming import Sealed, Whole
from bairn.evidence.models.files import Upload
from bairn.evidence.terms.files import FileCard
from bairn.evidence.terms.uploads import Checksum, NewFile, UploadCard, UploadState
from bairn.kernel import clock
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.vault import actions as vault
from bairn.vault.files import chunked, places
from bairn.vault.files.streaming import without_a_connection
from bairn.vault.queries import files as file_keys
from bairn.vault.terms import Sealing, SubjectKind

# What no further byte can mend: the upload ends with it.
_ENDING = frozenset({"evidence.digest_differs", "evidence.file_cut", "evidence.twin"})
# It ended while its last bytes came: what they made is not evidence.
_ENDED = frozenset({"evidence.upload_withdrawn", "evidence.upload_expired"})


@gate.act("evidence.begin_upload")
def begin_upload(
    *, actor: Actor, at: datetime, case_id: uuid.UUID, exhibit_id: uuid.UUID, said: NewFile
) -> UploadCard:
    """Begin an upload; its id is the file's own, once it is taken in.

    Raises Refusal evidence.no_exhibit, evidence.no_file, evidence.file_too_large,
    evidence.no_room, evidence.too_many_uploads, evidence.name_too_long, evidence.not_a_digest.
    """
    row, _ = _begun(actor, at, case_id, exhibit_id, said)
    return filing.upload_card(row)


@gate.enters("evidence.receive")
def receive(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    upload_id: uuid.UUID,
    offset: int,
    stream: Iterable[bytes],
    checksum: Checksum | None = None,
) -> UploadCard:
    """Take in what `stream` gives from `offset` on; with the last byte the file is evidence.

    Raises Refusal evidence.no_upload, evidence.upload_… where it has ended, evidence.wrong_offset,
    evidence.upload_elsewhere, evidence.too_many_bytes, evidence.checksum, and those of
    `finish_upload`. What reading `stream` raises passes through; what had arrived stays.
    """
    card = looks.upload(actor=actor, at=at, case_id=case_id, upload_id=upload_id)
    uploading.check_open(card.state, card.expires_at, at=at)
    if offset != card.arrived:
        raise incoming.wrong_offset()
    sealed = _sealed(actor, at, card)
    without_a_connection()
    if not incoming.is_whole(sealed):
        arrived = _stream(sealed, stream, offset, checksum)
        if arrived != card.size:
            return _note(actor=actor, at=clock.now(), case_id=case_id, upload_id=upload_id)
    return _finish(actor, card, sealed)


@gate.enters("evidence.receive")
def finish_upload(
    *, actor: Actor, at: datetime, case_id: uuid.UUID, upload_id: uuid.UUID
) -> UploadCard:
    """Take in a file that has arrived whole and whose act is missing, as after a crash.

    Raises Refusal evidence.file_cut where bytes are missing, evidence.digest_differs,
    evidence.twin, evidence.upload_elsewhere while somebody else does the same.
    """
    card = looks.upload(actor=actor, at=at, case_id=case_id, upload_id=upload_id)
    uploading.check_open(card.state, card.expires_at, at=at)
    sealed = _sealed(actor, at, card)
    without_a_connection()
    if not incoming.is_whole(sealed):
        if card.arrived != card.size:
            raise Refusal("evidence.file_cut", "The file did not arrive whole.", field="file")
        incoming.take_in(sealed, (), offset=card.arrived)
    return _finish(actor, card, sealed)


@gate.enters("evidence.take_file")
def take(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    exhibit_id: uuid.UUID,
    stream: Iterable[bytes],
    said: NewFile,
) -> FileCard:
    """Take a file in one pass, from a program of the house: a capture, an answer, an import.

    It may run inside another act. Raises Refusal as `begin_upload` and `finish_upload` do; then,
    and when reading `stream` raises, nothing is left.
    """
    row, key = _begin_and_hold(
        actor=actor, at=at, case_id=case_id, exhibit_id=exhibit_id, said=said
    )
    sealed = Sealed(id=row.id, key=key, size=row.size, limit=_limit())
    without_a_connection()
    try:
        arrived = incoming.take_in(sealed, stream, offset=0)
        if row.size is not None and arrived != row.size:
            raise Refusal("evidence.file_cut", "The file did not arrive whole.", field="file")
        with incoming.whole(sealed) as what:
            return _take(actor, filing.upload_card(row), what)
    except BaseException as fault:
        code = fault.code if isinstance(fault, Refusal) else "evidence.broken_off"
        _end(
            actor=actor, at=clock.now(), case_id=case_id, upload_id=row.id,
            state=UploadState.REFUSED, code=code,
        )  # fmt: skip
        raise


@gate.act("evidence.withdraw_upload")
def withdraw_upload(
    *, actor: Actor, at: datetime, case_id: uuid.UUID, upload_id: uuid.UUID
) -> None:
    """Stop an upload of one's own; what had arrived is removed. Raises Refusal evidence.upload_…"""
    row = filing.upload_row(case_id, upload_id, by=actor.id, hold=True)
    uploading.check_open(UploadState(row.state), uploading.expires(row.touched_at), at=at)
    _ended(row, UploadState.WITHDRAWN, "", at=at)


@gate.act("evidence.drop_uploads")
def drop_uploads(*, actor: Actor, at: datetime) -> int:
    """End what nobody went on sending for a week, sweep what no row knows; how many ended."""
    idle = Upload.objects.filter(
        state=UploadState.ARRIVING.value, touched_at__lte=at - uploading.IDLE
    ).select_for_update(skip_locked=True)
    ended = 0
    for row in idle.order_by("touched_at")[:500]:
        _ended(row, UploadState.EXPIRED, "", at=at)
        ended += 1
    gate.note(count=ended, swept=places.sweep(filing.is_known))
    return ended


@gate.act("evidence.begin_upload")
def _begin_and_hold(
    *, actor: Actor, at: datetime, case_id: uuid.UUID, exhibit_id: uuid.UUID, said: NewFile
) -> tuple[Upload, bytes]:
    """The same act for a caller that streams at once: the key is held, not opened."""
    return _begun(actor, at, case_id, exhibit_id, said)


@gate.act("evidence.receive")
def _note(*, actor: Actor, at: datetime, case_id: uuid.UUID, upload_id: uuid.UUID) -> UploadCard:
    """On record that more of it has arrived; it may go on for another week."""
    row = filing.upload_row(case_id, upload_id, by=actor.id, hold=True)
    uploading.check_open(UploadState(row.state), uploading.expires(row.touched_at), at=at)
    row.touched_at = at
    row.save(update_fields=["touched_at"])
    card = filing.upload_card(row)
    gate.subject(row.id)
    gate.note(arrived=card.arrived)
    return card


@gate.act("evidence.end_upload")
def _end(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    upload_id: uuid.UUID,
    state: UploadState,
    code: str,
) -> None:
    """End an upload that cannot become a file."""
    _ended(filing.upload_row(case_id, upload_id, by=actor.id, hold=True), state, code, at=at)


def _begun(
    actor: Actor, at: datetime, case_id: uuid.UUID, exhibit_id: uuid.UUID, said: NewFile
) -> tuple[Upload, bytes]:
    filing.check_exhibit(case_id, exhibit_id)
    filing.check_original(case_id, said.original_id)
    uploading.check_size(said.size, limit=_limit(), free=filing.free())
    uploading.check_digest_said(said.sha256)
    uploading.check_redaction(said.original_id, said.redaction)
    under_way = Upload.objects.filter(by_id=actor.id, state=UploadState.ARRIVING.value)
    uploading.check_count(under_way.count())
    key = os.urandom(chunked.KEY)
    words_id, key_id = vault.seal_many(
        actor=actor,
        at=at,
        case_id=case_id,
        sealings=[
            filing.words_of(name=said.name, stated_type=said.stated_type),
            Sealing(kind=SubjectKind.FILE, fields={file_keys.FIELD: key}),
        ],
    )
    row = _row(actor, at, said)
    row.holder_id, row.exhibit_id = case_id, exhibit_id
    row.words_id, row.key_id = words_id, key_id
    row.save(force_insert=True)
    gate.subject(row.id)
    gate.note(origin=said.origin.value, restricted=said.restricted)
    return row, key


def _row(actor: Actor, at: datetime, said: NewFile) -> Upload:
    return Upload(
        by_id=actor.id,
        size=said.size,
        sha256_said=said.sha256,
        restricted=said.restricted,
        classification=said.classification,
        twice=said.twice,
        origin=said.origin.value,
        tool=said.tool,
        original_id=said.original_id,
        redaction=said.redaction,
        begun_at=at,
        touched_at=at,
    )


def _sealed(actor: Actor, at: datetime, card: UploadCard) -> Sealed:
    keys = file_keys.keys_to_go_on(
        actor=actor, at=at, subject_ids=[card.key_id], case_id=card.case_id
    )
    return Sealed(id=card.id, key=keys[card.key_id], size=card.size, limit=_limit())


def _stream(sealed: Sealed, stream: Iterable[bytes], offset: int, checksum: Checksum | None) -> int:
    if checksum is None:
        return incoming.take_in(sealed, stream, offset=offset)
    return incoming.take_in_checked(
        sealed, stream, offset=offset, algorithm=checksum.algorithm, expected=checksum.value
    )


def _finish(actor: Actor, card: UploadCard, sealed: Sealed) -> UploadCard:
    try:
        with incoming.whole(sealed) as what:
            _take(actor, card, what)
    except Refusal as refusal:
        if refusal.code in _ENDING:
            _end(
                actor=actor, at=clock.now(), case_id=card.case_id, upload_id=card.id,
                state=UploadState.REFUSED, code=refusal.code,
            )  # fmt: skip
        elif refusal.code in _ENDED:
            places.remove(card.id)
        raise
    return looks.upload(actor=actor, at=clock.now(), case_id=card.case_id, upload_id=card.id)


def _take(actor: Actor, card: UploadCard, what: Whole) -> FileCard:
    return files.take_file(
        actor=actor,
        at=clock.now(),  # the bytes took their time
        case_id=card.case_id,
        upload_id=card.id,
        what=what,
    )


def _ended(row: Upload, state: UploadState, code: str, *, at: datetime) -> None:
    row.state, row.code, row.ended_at = state.value, code, at
    row.save(update_fields=["state", "code", "ended_at"])
    gate.subject(row.id)
    file_id = row.id
    transaction.on_commit(lambda: places.remove(file_id), robust=True)


def _limit() -> int:
    return int(settings.BAIRN_EVIDENCE_LIMIT)
