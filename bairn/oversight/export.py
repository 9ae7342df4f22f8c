"""A copy of the whole record for somebody who trusts neither us nor our server."""

import shutil
import time
from collections.abc import Callable, Iterable
from contextlib import closing
from datetime import datetime
from pathlib import Path

from django.conf import settings

from bairn.oversight import verify
from bairn.oversight.cosigning import AvailableWitness, Cosigner, NeighbourWitness
from bairn.oversight.folders import RecordFolder, WitnessFolder
from bairn.oversight.sequencer import Sequencer, cosigners_of
from bairn.oversight.storage import SequencerBusy, Storage
from bairn.oversight.terms import Checkpoint, Exported
from bairn.oversight.tiles import TileLog, put
from bairn.oversight.witness import Witness

_PATIENCE = 30.0  # seconds that a running sequencer gets to publish what waits
_POLL = 0.1


class ExportFault(RuntimeError):
    """The record cannot be exported; the message says what to mend."""


def export(
    directory: Path, at: datetime, *, progress: Callable[[int, int], None] = lambda done, all_: None
) -> Exported:
    """Write the whole record to `directory`: verify with `python3 -I -S DIR/verify.py DIR`.

    What waits is given its place first. The copy is made from the leaves in the database and has
    to yield the published root. `progress` gets (entries written, entries in all). Raises
    ExportFault for a folder that holds something else, and when the leaves do not fit the head.
    """
    folder = RecordFolder.of(Path(settings.BAIRN_HOME))
    _prepare(directory)
    with closing(Storage.open()) as storage:
        head = _current_head(storage, folder, at)
        _write_tiles(directory, storage, head, progress)
        kept = _write_heads(directory, storage.heads(upto=head.size))
    put(directory / "checkpoint", head.text.encode())
    put(directory / "public-key", f"{folder.public_key()}\n".encode())
    if folder.witness_keys.exists():
        put(directory / "witness-key", folder.witness_keys.read_bytes())
    put(directory / "verify.py", Path(verify.__file__).read_bytes())
    return Exported(
        folder=str(directory),
        size=head.size,
        root=head.root,
        checkpoints=kept,
        cosigned=head.cosigned_at is not None,
    )


def current_head(at: datetime) -> Checkpoint:
    """A published head over everything that is committed by now.

    The sequencer that runs publishes it, or it is made here. Raises ExportFault when neither can.
    """
    with closing(Storage.open()) as storage:
        return _current_head(storage, RecordFolder.of(Path(settings.BAIRN_HOME)), at)


def _prepare(directory: Path) -> None:
    if directory.exists() and any(directory.iterdir()):
        if not (directory / "verify.py").exists() or not (directory / "public-key").exists():
            raise ExportFault(f"{directory} holds something else: name an empty folder")
        for part in ("tile", "checkpoints"):
            shutil.rmtree(directory / part, ignore_errors=True)
    (directory / "checkpoints").mkdir(parents=True, exist_ok=True)


def _current_head(storage: Storage, folder: RecordFolder, at: datetime) -> Checkpoint:
    """A head over everything committed by now: from the sequencer that runs, or made here."""
    waiting_until = time.monotonic() + _PATIENCE
    wanted = storage.count() + storage.pending()
    while True:
        sequencer = Sequencer(storage, folder, _available(Path(settings.BAIRN_HOME), folder))
        try:
            sequencer.start()
        except SequencerBusy:
            head = storage.latest()
            if head and head.size >= wanted:
                return head
            if time.monotonic() > waiting_until:
                raise ExportFault("the sequencer runs but publishes nothing: see its log") from None
            time.sleep(_POLL)
            continue
        while sequencer.step(at):
            pass
        return sequencer.publish(at)


def _available(home: Path, folder: RecordFolder) -> list[Cosigner]:
    log_key = folder.signer().public
    return [
        AvailableWitness(cosigner, Witness(WitnessFolder.of(home), log_key=log_key))
        if isinstance(cosigner, NeighbourWitness)
        else cosigner
        for cosigner in cosigners_of(home)
    ]


def _write_tiles(
    directory: Path, storage: Storage, head: Checkpoint, progress: Callable[[int, int], None]
) -> None:
    files = TileLog(directory, sync=False)
    for group in storage.leaves(start=0, end=head.size):
        files.append(group)
        progress(files.size, head.size)
    files.publish()
    if files.size != head.size or files.root() != head.root:
        raise ExportFault("the leaves in the database do not yield the published head")


def _write_heads(directory: Path, heads: Iterable[Checkpoint]) -> int:
    kept = 0
    for head in heads:
        path = RecordFolder(directory).kept_checkpoint(head.size)
        put(path, head.text.encode(), sync=False)
        kept += 1
    return kept
