"""A file becomes evidence: one row, one entry with its commitment, and what the lists say of it."""

import os
import uuid
from collections.abc import Sequence
from datetime import datetime

from django.conf import settings

from bairn.access import gate
from bairn.digests import actions as digest_acts
from bairn.digests import queries as digest_looks
from bairn.digests.terms import Algorithm, Digest, FileDigests, ListKind
from bairn.evidence import filing, uploading
from bairn.evidence.incoming import Whole
from bairn.evidence.models.files import File, Upload
from bairn.evidence.terms import uploads as terms
from bairn.evidence.terms.files import DigestOnly, FileCard, Held, Origin
from bairn.evidence.terms.uploads import UploadState
from bairn.kernel import ids
from bairn.kernel.actor import Actor
from bairn.vault import actions as vault
from bairn.vault.files import places
from bairn.vault.files.digesting import Digests
from bairn.vault.terms import SubjectKind

SALT = "salt"


@gate.act("evidence.take_file")
def take_file(
    *, actor: Actor, at: datetime, case_id: uuid.UUID, upload_id: uuid.UUID, what: Whole
) -> FileCard:
    """A file that arrived whole is evidence from now on. Called by what received it.

    It is restricted where somebody said so, a list knows it, or the case holds the same content so:
    sending it again under another name frees nothing. Where the house keeps no restricted content,
    it is gone before this is committed.
    Raises Refusal evidence.file_cut, evidence.digest_differs, evidence.twin.
    """
    row = filing.upload_row(case_id, upload_id, by=actor.id, hold=True)
    uploading.check_open(UploadState(row.state), uploading.expires(at), at=at)
    uploading.check_whole(
        terms.Upload(size=row.size, sha256=bytes(row.sha256_said)),
        size=what.size,
        sha256=what.digests.sha256,
    )
    twins = filing.twins_of(case_id, what.digests.sha256, but=row.id)
    uploading.check_twins(twins, twice=row.twice)
    said = _as_digests(what.digests)
    restricted = (
        row.restricted
        or _known_illegal(actor, at, said)
        or File.objects.filter(id__in=twins, restricted=True).exists()
    )
    kept = uploading.leaves_content(
        restricted=restricted, house_keeps=settings.BAIRN_RESTRICTED_FILES
    )
    file = _filed(row, what, actor=actor, at=at, restricted=restricted, kept=kept)
    digest_acts.check(actor=actor, at=at, files=[FileDigests(file.id, said)], case_id=case_id)
    row.state, row.ended_at = UploadState.TAKEN.value, at
    row.save(update_fields=["state", "ended_at"])
    if not kept:
        places.remove(row.id)
    _on_record(file, actor=actor, at=at)
    gate.note(twins=len(twins))
    return filing.file_card(file)


@gate.act("evidence.note_digest")
def note_digest(
    *, actor: Actor, at: datetime, case_id: uuid.UUID, exhibit_id: uuid.UUID, said: DigestOnly
) -> FileCard:
    """Note a file that lies elsewhere by its digests; its custodian and locator are sealed.

    Raises Refusal evidence.no_exhibit, evidence.not_a_digest, evidence.name_too_long.
    """
    filing.check_exhibit(case_id, exhibit_id)
    uploading.check_named(said)
    digests = Digests(sha256=said.sha256, sha1=said.sha1, md5=said.md5)
    sealing = filing.words_of(name=said.name, locator=said.locator, custodian=said.custodian)
    (words_id,) = vault.seal_many(actor=actor, at=at, case_id=case_id, sealings=[sealing])
    file = File.objects.create(
        id=ids.new_id(),
        holder_id=case_id,
        exhibit_id=exhibit_id,
        number=filing.next_number(exhibit_id),
        words_id=words_id,
        held=Held.DIGEST.value,
        found_type="",
        size=said.size,
        sha256=said.sha256,
        sha1=said.sha1,
        md5=said.md5,
        restricted=True,
        classification=said.classification,
        origin=Origin.NAMED.value,
        entry_id=gate.entry_id(),
        taken_at=at,
        by_id=actor.id,
    )
    digest_acts.check(
        actor=actor, at=at, files=[FileDigests(file.id, _as_digests(digests))], case_id=case_id
    )
    _on_record(file, actor=actor, at=at)
    return filing.file_card(file)


def _filed(
    row: Upload, what: Whole, *, actor: Actor, at: datetime, restricted: bool, kept: bool
) -> File:
    return File.objects.create(
        id=row.id,
        holder_id=row.holder_id,
        exhibit_id=row.exhibit_id,
        number=filing.next_number(row.exhibit_id),
        words_id=row.words_id,
        key_id=row.key_id if kept else None,
        held=(Held.SEALED if kept else Held.DIGEST).value,
        found_type=what.found_type,
        size=what.size,
        sha256=what.digests.sha256,
        sha1=what.digests.sha1,
        md5=what.digests.md5,
        restricted=restricted,
        classification=row.classification,
        origin=row.origin,
        tool=row.tool,
        original_id=row.original_id,
        redaction=row.redaction,
        entry_id=gate.entry_id(),
        taken_at=at,
        by_id=actor.id,
    )


def _on_record(file: File, *, actor: Actor, at: datetime) -> None:
    """The commitment: whoever has the salt can check the digest, whoever has not learns nothing."""
    salt = os.urandom(uploading.SALT_BYTES)
    vault.seal(
        actor=actor,
        at=at,
        kind=SubjectKind.WORDS,
        fields={SALT: salt.hex()},
        subject_id=file.words_id,
        case_id=file.holder_id,
    )
    gate.subject(file.id)
    gate.note(
        exhibit=file.exhibit_id,
        size_bytes=file.size,
        held=file.held,
        origin=file.origin,
        commitment=uploading.commitment(salt, bytes(file.sha256)),
    )


def _known_illegal(actor: Actor, at: datetime, digests: Sequence[Digest]) -> bool:
    found = digest_looks.match(actor=actor, at=at, digests=digests)
    return any(one.kind is ListKind.KNOWN_ILLEGAL for one in found)


def _as_digests(digests: Digests) -> tuple[Digest, ...]:
    said = (
        (Algorithm.SHA256, digests.sha256),
        (Algorithm.SHA1, digests.sha1),
        (Algorithm.MD5, digests.md5),
    )
    made = (Digest(algorithm, value) for algorithm, value in said if value)
    return tuple(one for one in made if not one.of_nothing)
