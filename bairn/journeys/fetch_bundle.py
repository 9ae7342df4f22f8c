"""A bundle that was asked for at the desk: made by the worker, kept sealed, handed out as one zip.

Nothing of an exhibit lies in clear on the disk: its files are read and hashed when the bundle is
made, and decrypted into the answer when it is fetched. Only the tables are kept, and these sealed.
"""

import csv
import hashlib
import io
import os
import time
import uuid
import zipfile
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path

from django.conf import settings

from bairn.disclosure import actions as disclosure
from bairn.disclosure import queries as disclosed
from bairn.disclosure.bundling.bag import EXHIBITS, Kept
from bairn.disclosure.terms import Stage
from bairn.evidence import queries as evidence
from bairn.journeys.make_bundle import Progress, make_into
from bairn.kernel import clock
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.vault.files import chunked
from bairn.vault.files.chunked import FileBrokenError
from bairn.vault.queries import files as keys

_SAY_EVERY = 2.0  # seconds between two words about how far it is
_ASK_EVERY = 10.0  # seconds after which a download asks again whether it may go on


def make_asked(*, actor: Actor, at: datetime, case_id: uuid.UUID, making_id: uuid.UUID) -> None:
    """Make a bundle that was asked for and keep it, once; a refusal is said where it was asked."""
    asked = disclosed.asked(actor=actor, at=at, case_id=case_id, making_id=making_id)
    if asked.stage not in (Stage.ASKED, Stage.WRITING):
        return  # a worker that was killed after it had kept the bundle leaves its job to the next
    _say(actor, case_id, making_id, 0, 0)
    target, key = Kept(), os.urandom(chunked.KEY)
    try:
        made = make_into(
            actor=actor,
            at=at,
            case_id=case_id,
            release_id=asked.release_id,
            target=target,
            progress=_telling(actor, case_id, making_id),
        )
    except Refusal as refusal:
        disclosure.bundle_failed(
            actor=actor,
            at=clock.now(),
            case_id=case_id,
            making_id=making_id,
            reason=refusal.code,
        )
        return
    _keep(made.id, key, _packed(target.files))
    try:
        disclosure.keep_bundle(
            actor=actor,
            at=clock.now(),
            case_id=case_id,
            making_id=making_id,
            bundle_id=made.id,
            key=key,
        )
    except Refusal:
        _place(made.id).unlink(missing_ok=True)  # another was asked for meanwhile
        raise


def _telling(actor: Actor, case_id: uuid.UUID, making_id: uuid.UUID) -> Progress:
    said = 0.0

    def tell(done: int, total: int) -> None:
        nonlocal said
        if time.monotonic() - said < _SAY_EVERY:
            return
        said = time.monotonic()
        _say(actor, case_id, making_id, done, total)

    return tell


def _say(actor: Actor, case_id: uuid.UUID, making_id: uuid.UUID, done: int, total: int) -> None:
    disclosure.bundle_goes_on(
        actor=actor,
        at=clock.now(),
        case_id=case_id,
        making_id=making_id,
        done=done,
        total=total,
    )


def hand_out(
    *, actor: Actor, at: datetime, case_id: uuid.UUID, bundle_id: uuid.UUID
) -> Iterator[bytes]:
    """The bundle as the pieces of one zip; checked before the first of them, and while it goes.

    Raises Refusal before the first piece; a file that is not what was taken in breaks it off, and
    so does taking the release back.
    """
    bundle = disclosed.fetch(actor=actor, at=at, case_id=case_id, bundle_id=bundle_id)
    if bundle.key_id is None:
        raise _broken()
    found = keys.file_keys(actor=actor, at=at, subject_ids=[bundle.key_id], case_id=case_id)
    files = _kept(bundle_id, found[bundle.key_id])
    digests = _checked(files, bundle.manifest)
    may = _asked_again(actor, case_id, bundle_id)
    return _zipped(actor, case_id, files, digests, may)


def _asked_again(actor: Actor, case_id: uuid.UUID, bundle_id: uuid.UUID) -> Callable[[], None]:
    """Asks now and then whether it may still leave: a large bundle is long on its way."""
    asked = time.monotonic()

    def ask() -> None:
        nonlocal asked
        if time.monotonic() - asked >= _ASK_EVERY:
            disclosed.fetch(actor=actor, at=clock.now(), case_id=case_id, bundle_id=bundle_id)
            asked = time.monotonic()

    return ask


def _zipped(
    actor: Actor,
    case_id: uuid.UUID,
    files: Mapping[str, bytes],
    digests: Mapping[str, str],
    may_go_on: Callable[[], None],
) -> Iterator[bytes]:
    salts = csv.DictReader(io.StringIO(files["data/record/salts.csv"].decode()))
    ids = {f"data/{row['path']}": uuid.UUID(row["file"]) for row in salts}
    out = _Outgoing()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as packed:
        for path, data in files.items():
            packed.writestr(f"bundle/{path}", data)
            yield out.taken()
        for path in sorted(one for one in digests if one.startswith(EXHIBITS)):
            with packed.open(f"bundle/{path}", "w", force_zip64=True) as entry:
                for piece in _exhibit(actor, case_id, ids[path], digests[path]):
                    may_go_on()
                    entry.write(piece)
                    yield out.taken()
    yield out.taken()


def _exhibit(actor: Actor, case_id: uuid.UUID, file_id: uuid.UUID, digest: str) -> Iterator[bytes]:
    hashed = hashlib.sha256()
    with evidence.copy_out(actor=actor, at=clock.now(), case_id=case_id, file_id=file_id) as opened:
        for piece in opened.pieces():
            hashed.update(piece)
            yield piece
    if hashed.hexdigest() != digest:
        raise _broken()


class _Outgoing(io.RawIOBase):
    """Takes what a zip writes, and gives it on."""

    def __init__(self) -> None:
        self._waiting = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, piece: object) -> int:
        data = bytes(piece)  # type: ignore[call-overload] # a buffer, as zipfile gives it
        self._waiting += data
        return len(data)

    def taken(self) -> bytes:
        data, self._waiting = bytes(self._waiting), bytearray()
        return data


def _packed(files: Mapping[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as packed:
        for path, data in files.items():
            packed.writestr(path, data)
    return held.getvalue()


def _place(bundle_id: uuid.UUID) -> Path:
    return Path(settings.BAIRN_HOME) / "bundles" / bundle_id.hex


def _keep(bundle_id: uuid.UUID, key: bytes, data: bytes) -> None:
    path = _place(bundle_id)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b") as out:
        writer = chunked.Writer(out, key, chunked.context(bundle_id))
        writer.write(data)
        writer.finish()
        out.flush()
        os.fsync(out.fileno())


def _kept(bundle_id: uuid.UUID, key: bytes) -> Mapping[str, bytes]:
    path = _place(bundle_id)
    try:
        with path.open("rb") as stream:
            reader = chunked.Reader(stream, path.stat().st_size, key, chunked.context(bundle_id))
            data = reader.read(0, reader.length)
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            return {name: packed.read(name) for name in packed.namelist()}
    except (OSError, FileBrokenError, zipfile.BadZipFile):
        raise _broken() from None


def _checked(files: Mapping[str, bytes], manifest: str) -> Mapping[str, str]:
    """The digests of the payload, once everything that is kept agrees with what was sealed."""
    tags = files.get("tagmanifest-sha256.txt", b"")
    if hashlib.sha256(tags).hexdigest() != manifest:
        raise _broken()
    listed = _listed(tags)
    payload = _listed(files.get("manifest-sha256.txt", b""))
    for path, digest in {**listed, **payload}.items():
        if path.startswith(EXHIBITS):
            continue
        if hashlib.sha256(files.get(path, b"")).hexdigest() != digest:
            raise _broken()
    return payload


def _listed(manifest: bytes) -> dict[str, str]:
    lines = (line.split("  ", 1) for line in manifest.decode().splitlines())
    return {path: digest for digest, path in lines}


def _broken() -> Refusal:
    return Refusal(
        "disclosure.kept_broken",
        "What was kept of this bundle is not what was sealed. Make a new one.",
    )
