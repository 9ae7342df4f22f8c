"""The one sequencer: gives waiting entries their places, writes the tiles, publishes the head.

PostgreSQL is the truth. A leaf is durable before any file or signature tells of it, so after a
crash the files are mended from the leaves, and the old heads still hold. What the sequencer
cannot mend it refuses to hide: a database older than a published head stops it.
"""

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import psycopg
from django.conf import settings

from bairn.kernel import clock
from bairn.oversight import notes
from bairn.oversight.cosigning import Cosigner, NeighbourWitness, RemoteWitness, cosign
from bairn.oversight.folders import RecordFolder, WitnessFolder
from bairn.oversight.notes import Head, NoteFault, PublicKey, Signer
from bairn.oversight.storage import GROUP, SequencerBusy, Storage
from bairn.oversight.terms import Checkpoint
from bairn.oversight.tiles import TileFault, TileLog, TileReader, put

INTERVAL = timedelta(seconds=10)  # the oldest that a head gets, quiet or busy
QUIET = timedelta(seconds=1)  # when nothing waits, news is published this soon
_PUBLISH_EVERY = 1000  # entries
_POLL_BUSY = 0.01  # seconds between looks while entries come
_POLL_IDLE = 0.2
_RETRY = 1.0  # seconds before a lost database or a busy lock is tried again
_log = logging.getLogger(__name__)


class RecordFault(RuntimeError):
    """The database and the published record tell different histories: a person has to look."""


@dataclass(slots=True)
class Sequencer:
    """One run of the sequencer: call `start` once, then `step` for ever."""

    storage: Storage
    folder: RecordFolder
    cosigners: Sequence[Cosigner] = ()
    _signer: Signer = field(init=False, repr=False)
    _log_files: TileLog = field(init=False, repr=False)
    _latest: Checkpoint | None = field(init=False, default=None)
    _asked_at: datetime | None = field(init=False, default=None)
    _guesses: dict[str, int] = field(init=False, default_factory=dict)

    def start(self) -> None:
        """Take the lock and mend the files. Raises SequencerBusy or RecordFault."""
        self.storage.lock()
        self._signer = self.folder.signer()
        self._name_witnesses()
        self._latest = self.storage.latest()
        self._refuse_another_key()
        self._refuse_an_older_database()
        self._log_files = self._mended_files()
        for group in self.storage.leaves(start=self._log_files.size):
            self._log_files.append(group)
        for head in self.storage.heads():
            if not self.folder.kept_checkpoint(head.size).exists():
                self._write_kept(head)

    def step(self, at: datetime) -> int:
        """One group commit, and the head when it is due; how many entries found their place."""
        taken = self.storage.take(GROUP)
        self._log_files.append(taken)
        if self._is_due(at, quiet=len(taken) < GROUP):
            self.publish(at)
        return len(taken)

    def publish(self, at: datetime) -> Checkpoint:
        """Sign the head over everything placed so far, have it cosigned, and keep it."""
        self._log_files.publish()
        head = Head(self._signer.name, self._log_files.size, self._log_files.root())
        note = notes.signed(head, self._signer)
        known = self._latest if self._latest and self._latest.size == head.size else None
        lines = [
            self._cosigned(one, head, note, at) or _line_of(one, known) for one in self.cosigners
        ]
        checkpoint = Checkpoint(
            size=head.size,
            root=head.root,
            note=note,
            made_at=known.made_at if known else at,
            cosigned_at=self._seen_at(note + "".join(lines)),
            cosignatures="".join(lines),
        )
        self.storage.keep(checkpoint)
        self._write_kept(checkpoint)
        put(self.folder.checkpoint, checkpoint.text.encode())
        self._latest, self._asked_at = checkpoint, at
        return checkpoint

    def _is_due(self, at: datetime, *, quiet: bool) -> bool:
        if self._latest is None or self._asked_at is None or at < self._asked_at:
            return True  # the first head of this run, or the clock was set back
        fresh = self._log_files.size - self._latest.size
        age = at - self._asked_at
        return fresh >= _PUBLISH_EVERY or age >= INTERVAL or (fresh > 0 and quiet and age >= QUIET)

    def _cosigned(self, cosigner: Cosigner, head: Head, note: str, at: datetime) -> str | None:
        reader = TileReader(self.folder.path, size=head.size)
        name = cosigner.key.name
        line = cosign(
            cosigner,
            reader.subtree,
            head=head,
            note=note,
            guess=self._guesses.get(name, self._latest.size if self._latest else 0),
            at=at,
        )
        if line:
            self._guesses[name] = head.size
        return line

    def _seen_at(self, text: str) -> datetime | None:
        seen = [notes.cosigned_at(text, cosigner.key) for cosigner in self.cosigners]
        return min((moment for moment in seen if moment), default=None) if all(seen) else None

    def _write_kept(self, checkpoint: Checkpoint) -> None:
        put(self.folder.kept_checkpoint(checkpoint.size), checkpoint.text.encode())

    def _name_witnesses(self) -> None:
        path = self.folder.witness_keys
        lines = "".join(f"{cosigner.key}\n" for cosigner in self.cosigners)
        if lines:
            put(path, lines.encode())
        else:
            path.unlink(missing_ok=True)

    def _refuse_another_key(self) -> None:
        try:
            if self._latest:
                notes.open_note(self._latest.note, self._signer.public)
        except NoteFault as wrong:
            raise RecordFault(
                f"the database's newest head is not signed with {self.folder.path / 'key'}: put "
                "back the key that belongs to this database"
            ) from wrong

    def _refuse_an_older_database(self) -> None:
        try:
            text = self.folder.checkpoint.read_text(encoding="utf-8")
            published = notes.open_note(text, self._signer.public)
        except (FileNotFoundError, NoteFault, UnicodeDecodeError):
            return  # nothing published from here yet, or a torn file: it is written again
        if published.size > self.storage.count():
            raise RecordFault(
                f"the published head covers {published.size} entries, the database has "
                f"{self.storage.count()}: it was put back to an older state or emptied"
            )

    def _mended_files(self) -> TileLog:
        """The files as at the latest head; written again from the leaves when they are damaged."""
        latest = self._latest
        if latest is None:
            return TileLog(self.folder.path)
        try:
            return TileLog.load(self.folder.path, size=latest.size, root=latest.root)
        except TileFault:
            _log.warning("record_files_rebuilt", extra={"size": latest.size})
        files = TileLog(self.folder.path)
        for group in self.storage.leaves(start=0, end=latest.size):
            files.append(group)
        if files.size != latest.size or files.root() != latest.root:
            raise RecordFault("the leaves in the database do not yield the published head")
        return files


def _line_of(cosigner: Cosigner, known: Checkpoint | None) -> str:
    """The witness's earlier line under the same head: better than none while it is away."""
    lines = known.cosignatures.splitlines(keepends=True) if known else []
    return next((line for line in lines if line.split(" ")[1] == cosigner.key.name), "")


def cosigners_of(home: Path) -> list[Cosigner]:
    """The witnesses of the house: `BAIRN_WITNESSES` (`key url` each), else the one beside us."""
    given: Sequence[str] = getattr(settings, "BAIRN_WITNESSES", ())
    if given:
        pairs = [line.split(" ", 1) for line in given]
        return [RemoteWitness(PublicKey.parse(key), url.strip()) for key, url in pairs]
    folder = WitnessFolder.of(home)
    return [NeighbourWitness(folder.signer().public, folder)]


def run(stop: Callable[[], bool], *, ready: Callable[[], None] = lambda: None) -> None:
    """Sequence until `stop` says so; a lost database is tried again. Raises RecordFault."""
    home = Path(settings.BAIRN_HOME)
    while not stop():
        storage: Storage | None = None
        try:
            storage = Storage.open()
            sequencer = Sequencer(storage, RecordFolder.of(home), cosigners_of(home))
            sequencer.start()
            ready()
            _sequence(sequencer, stop)
        except (psycopg.OperationalError, SequencerBusy) as passing:
            _log.warning("sequencer_waits", extra={"reason": type(passing).__name__})
            time.sleep(_RETRY)
        finally:
            if storage:
                storage.close()


def _sequence(sequencer: Sequencer, stop: Callable[[], bool]) -> None:
    pause = _POLL_BUSY
    while not stop():
        taken = sequencer.step(clock.now())
        pause = _POLL_BUSY if taken else min(_POLL_IDLE, pause * 1.5)
        if taken < GROUP:
            time.sleep(pause)
    while sequencer.step(clock.now()):  # what was committed before the stop gets its place
        pass
    sequencer.publish(clock.now())
