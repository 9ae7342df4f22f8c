"""The index: one writer, many readers; durable at once, forgotten on purpose."""

import fcntl
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Any, BinaryIO, Final
from uuid import UUID, uuid4

from numpy.typing import NDArray

from bairn.likeness import model as models
from bairn.likeness.index import delta, search
from bairn.likeness.index import snapshot as snapshots
from bairn.likeness.index.delta import Change, Log
from bairn.likeness.index.ground import Ground
from bairn.likeness.index.sealed import IndexBrokenError, sync_folder
from bairn.likeness.keys import Keys
from bairn.likeness.matches import Match
from bairn.likeness.prints import Print, Prints

_SNAPSHOT: Final = "snapshot-{:08d}"
_DELTA: Final = "added-{:08d}"
_LOCK: Final = "writer.lock"
_MOST_ADDED: Final = 50_000  # chains stay short


class IndexBusyError(Exception):
    """Another process writes to this index."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much there is."""

    sightings: int
    in_snapshot: int
    added: int  # since the snapshot, also what was replaced
    disk: int  # bytes
    memory: int  # bytes


@dataclass(frozen=True, slots=True)
class _Opened:
    index: UUID
    generation: int
    keys: Keys
    log: Log
    ground: Ground


class Index:
    """Sightings by their prints.

    Print with `keys` of the index, not with those given: prints may be older than the secret.
    """

    def __init__(self, folder: Path, keys: Keys, *, writing: bool, version: str) -> None:
        self.folder, self.model, self._given = folder, models.load(version), keys
        self._lock, self._writing = Lock(), Lock()  # of what is searched; of who writes
        self._held = _held(folder) if writing else None
        try:
            self._take(self._read(keys))
        except BaseException:
            self._let_go()
            raise

    @classmethod
    def create(cls, folder: Path, keys: Keys, *, version: str = models.NEWEST) -> "Index":
        """An empty index in a folder that has none."""
        nobody = snapshots.empty()
        _begin(folder, keys, version, nobody)
        return cls(folder, keys, writing=True, version=version)

    @classmethod
    def build(
        cls, folder: Path, keys: Keys, sightings: tuple[NDArray[Any], NDArray[Any], Prints],
        *, version: str = models.NEWEST,
    ) -> "Index":  # fmt: skip
        """An index of many sightings at once: subjects and holders (`snapshot.ids_of`), prints."""
        _begin(folder, keys, version, snapshots.built(*sightings))
        return cls(folder, keys, writing=True, version=version)

    @classmethod
    def open(
        cls, folder: Path, keys: Keys, *, writing: bool = True, version: str = models.NEWEST
    ) -> "Index":
        """The index in a folder. Raises IndexBrokenError or IndexBusyError."""
        return cls(folder, keys, writing=writing, version=version)

    def _read(self, keys: Keys) -> "_Opened":
        generation = _newest(self.folder)
        path = self.folder / _SNAPSHOT.format(generation)
        about, printing, snapshot = snapshots.read(path, keys)
        told = {"index": about["index"], "generation": about["generation"]}
        if told["generation"] != generation:
            raise IndexBrokenError("A file of the index has another one's name.")
        log_path = self.folder / _DELTA.format(generation)
        if not log_path.exists():
            raise IndexBrokenError("What was added to the index since is missing.")
        log, changes = Log.open(log_path, keys, told, writing=self._held is not None)
        ground = Ground(snapshot)
        _apply(ground, changes)
        return _Opened(UUID(hex=about["index"]), generation, keys.resumed(printing), log, ground)

    def _take(self, opened: "_Opened") -> None:
        self.id, self._generation, self.keys = opened.index, opened.generation, opened.keys
        self._log, self._ground = opened.log, opened.ground
        if self._held is not None:
            _clear(self.folder, self._generation)

    def add(self, subject: UUID, holder: UUID, print_: Print) -> None:
        """Keeps a sighting, in place of an earlier one; durable when this returns."""
        self._write([delta.added(subject, holder, print_)])

    def add_many(self, sightings: Iterable[tuple[UUID, UUID, Print]]) -> None:
        """Many at once: one wait for the disk."""
        self._write([delta.added(*one) for one in sightings])

    def remove(self, subject: UUID) -> None:
        """The subject is not found any more; its print goes with the next `compact`."""
        self._write([delta.removed(subject)])

    def move(self, subject: UUID, holder: UUID) -> None:
        """The subject hangs on another holder."""
        self._write([delta.moved(subject, holder)])

    def _write(self, changes: list[Change]) -> None:
        if self._held is None:
            raise IndexBusyError("This index was opened for reading.")
        with self._writing:
            self._log.append(changes)
            with self._lock:
                _apply(self._ground, changes)

    def ask(
        self, print_: Print, most: int = 50, leave_out: UUID | None = None
    ) -> tuple[Match, ...]:
        """Who may be the same, best first, with reasons."""
        with self._lock:
            return search.matches(self._ground, self.model, print_, most, leave_out)

    def holds(self, subject: UUID) -> bool:
        """Whether a subject is in the index."""
        with self._lock:
            return self._ground.find(subject) is not None

    def refresh(self) -> None:
        """A reader takes up what the writer has written since."""
        with self._lock:
            if _newest(self.folder) != self._generation:
                self._log.close()
                self._take(self._read(self._given))
            else:
                _apply(self._ground, self._log.news())

    def compact(self, keys: Keys | None = None) -> None:
        """Writes what is left anew, under another secret when one is given; the old files go.

        Questions are answered meanwhile, additions wait. Erasure is proven by another secret:
        with the old one destroyed no copy of the old files opens.
        """
        if self._held is None:
            raise IndexBusyError("This index was opened for reading.")
        new = (keys or self._given).resumed(self.keys.printing)
        with self._writing:
            _write_generation(
                self.folder, new, self.model.version, self._generation + 1, self.id,
                snapshots.built(*self._ground.left()),
            )  # fmt: skip
            opened = self._read(new)
            with self._lock:
                self._log.close()
                self._given = new
                self._take(opened)

    def due(self) -> bool:
        """Whether so much was added since the snapshot that questions become slower: compact."""
        added = self._ground.recent.count
        return added > max(_MOST_ADDED, len(self._ground.snapshot) // 10)

    def sizes(self) -> Sizes:
        """How much there is, on disk and in memory."""
        ground = self._ground
        return Sizes(
            ground.living, ground.first, ground.recent.count,
            sum(path.stat().st_size for path in self.folder.iterdir()), ground.memory(),
        )  # fmt: skip

    def close(self) -> None:
        """Lets go of files and lock."""
        self._log.close()
        self._let_go()

    def _let_go(self) -> None:
        if self._held is not None:
            self._held.close()
            self._held = None

    def __enter__(self) -> "Index":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        self.close()


def _apply(ground: Ground, changes: Iterable[Change]) -> None:
    for one in changes:
        if one.what == delta.ADD:
            ground.add(one.subject, one.holder, one.print)
        elif one.what == delta.REMOVE:
            ground.remove(one.subject)
        else:
            ground.move(one.subject, one.holder)


def _begin(folder: Path, keys: Keys, version: str, snapshot: snapshots.Snapshot) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if any(folder.glob("snapshot-*")):
        raise FileExistsError("There is an index in this folder.")
    _write_generation(folder, keys, version, 1, uuid4(), snapshot)


def _write_generation(
    folder: Path, keys: Keys, version: str, generation: int, index: UUID,
    snapshot: snapshots.Snapshot,
) -> None:  # fmt: skip
    """The log first: a snapshot that has its name is whole and has its log."""
    told = {"index": index.hex, "generation": generation}
    log = folder / _DELTA.format(generation)
    log.unlink(missing_ok=True)
    Log.create(log, keys, told).close()
    snapshots.write(
        folder / _SNAPSHOT.format(generation), keys, {**told, "model": version}, snapshot
    )


def _newest(folder: Path) -> int:
    found = [int(path.name.rpartition("-")[2]) for path in folder.glob("snapshot-????????")]
    if not found:
        raise IndexBrokenError("There is no index in this folder.")
    return max(found)


def _clear(folder: Path, generation: int) -> None:
    """Removes what an earlier generation, or a writer that was stopped, left behind."""
    kept = {_SNAPSHOT.format(generation), _DELTA.format(generation), _LOCK}
    for path in folder.iterdir():
        if path.name not in kept:
            path.unlink()
    sync_folder(folder)


def _held(folder: Path) -> BinaryIO:
    if not folder.is_dir():
        raise IndexBrokenError("There is no index in this folder.")
    file = (folder / _LOCK).open("wb")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.close()
        raise IndexBusyError("Another process writes to this index.") from None
    return file
