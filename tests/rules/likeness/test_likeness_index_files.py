"""At rest nothing is readable, nothing altered opens, and what was erased is in no file."""

import shutil
from pathlib import Path

import pytest

from bairn.likeness.index import Index, IndexBrokenError
from bairn.likeness.index import snapshot as snapshots
from bairn.likeness.keys import Keys
from tests.rules.likeness.invented import (
    HOLDER,
    OTHER_SECRET,
    SECRET,
    filled,
    person,
    subject,
)  # fmt: skip

KEYS, NEW = Keys(SECRET), Keys(OTHER_SECRET)


def _both_files(folder: Path) -> tuple[Path, Path]:
    (snapshot,), (log,) = folder.glob("snapshot-*"), folder.glob("added-*")
    return snapshot, log


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An index with a snapshot of some and additions since."""
    with filled(tmp_path / "index", 6) as index:
        index.compact()
        for number in (7, 8, 9):
            index.add(subject(number), HOLDER, person(index.keys, f"late{number}", "added"))
    return tmp_path / "index"


def test_another_secret_opens_nothing(folder: Path) -> None:
    with pytest.raises(IndexBrokenError, match="does not open"):
        Index.open(folder, NEW)


@pytest.mark.parametrize("which", [0, 1])
def test_an_altered_byte_is_found_wherever_it_is(folder: Path, which: int) -> None:
    path = _both_files(folder)[which]
    genuine = path.read_bytes()
    step = max(1, len(genuine) // 60)
    for place in {*range(0, len(genuine), step), *range(0, 60), len(genuine) - 1}:
        altered = bytearray(genuine)
        altered[place] ^= 0x41
        path.write_bytes(altered)
        with pytest.raises(IndexBrokenError):
            Index.open(folder, KEYS)
    path.write_bytes(genuine)
    Index.open(folder, KEYS).close()


def test_a_cut_snapshot_is_found_wherever_it_ends(folder: Path) -> None:
    path, _ = _both_files(folder)
    genuine = path.read_bytes()
    for end in (0, 5, 20, 200, len(genuine) // 2, len(genuine) - 1):
        path.write_bytes(genuine[:end])
        with pytest.raises(IndexBrokenError):
            Index.open(folder, KEYS)
    path.write_bytes(genuine + b"\0")
    with pytest.raises(IndexBrokenError, match="longer"):
        Index.open(folder, KEYS)


def test_a_missing_file_is_no_empty_index(folder: Path) -> None:
    snapshot, log = _both_files(folder)
    kept = log.read_bytes()
    log.unlink()
    with pytest.raises(IndexBrokenError, match="missing"):
        Index.open(folder, KEYS)
    log.write_bytes(kept)
    snapshot.unlink()
    with pytest.raises(IndexBrokenError, match="no index"):
        Index.open(folder, KEYS)
    with pytest.raises(IndexBrokenError, match="no index"):
        Index.open(folder / "elsewhere", KEYS)


def test_additions_of_another_index_are_not_taken(folder: Path, tmp_path: Path) -> None:
    with filled(tmp_path / "other", 1) as other:
        other.compact()
    _, log = _both_files(folder)
    shutil.copy(_both_files(tmp_path / "other")[1], log)
    with pytest.raises(IndexBrokenError, match="another index"):
        Index.open(folder, KEYS)


@pytest.mark.parametrize("tail", ["cut", "zeros"])
def test_a_torn_tail_is_cut_and_what_follows_is_kept(folder: Path, tail: str) -> None:
    _, log = _both_files(folder)
    genuine = log.read_bytes()
    log.write_bytes(genuine[:-7] if tail == "cut" else genuine + bytes(4096))
    with Index.open(folder, KEYS) as index:
        assert index.holds(subject(8))
        assert index.holds(subject(9)) == (tail == "zeros")
        index.add(subject(11), HOLDER, person(index.keys, "after", "wards"))
    with Index.open(folder, KEYS) as index:
        assert index.holds(subject(11))


@pytest.mark.parametrize("coding", ["utf-8", "utf-16-le", "utf-32-le"])
def test_no_name_is_in_any_file_nor_in_memory(tmp_path: Path, coding: str) -> None:
    words = ("kanarienvogel", "amalthea", "12345678", "birdwatcher")
    with Index.create(tmp_path, KEYS) as index:
        for number in (1, 2):
            told = person(index.keys, *words[:2], "1990-03-04", "+4930" + words[2], words[3])
            index.add(subject(number), HOLDER, told)
            if number == 1:
                index.compact()
        memory = b"".join(
            getattr(side, name).tobytes()
            for side in (index._ground.snapshot, index._ground.recent)
            for name in ("rows", "tokens", "subjects", "holders")
        )
    for stored in (memory, *(path.read_bytes() for path in tmp_path.iterdir())):
        for word in words:
            assert word.encode(coding) not in stored


def test_no_subject_is_readable_in_a_file(folder: Path) -> None:
    for path in folder.iterdir():
        assert subject(7).bytes not in path.read_bytes()
        assert HOLDER.bytes not in path.read_bytes()


def test_what_was_erased_is_in_no_file_that_opens(folder: Path, tmp_path: Path) -> None:
    backup = tmp_path / "backup"
    shutil.copytree(folder, backup)
    with Index.open(folder, KEYS) as index:
        erased = index._ground.print_at(index._ground.find(subject(3)) or 0)
        rows, tokens = erased.rows.tobytes(), erased.tokens
        index.remove(subject(3))
        index.compact(NEW)
        known = person(index.keys, "fam4ily", "giv4en", phone="+49300000004")
        assert index.ask(known)[0].subject == subject(4)
    _, _, left = snapshots.read(_both_files(folder)[0], NEW)
    assert rows not in left.rows.tobytes()
    assert not set(tokens.tolist()) & set(left.tokens.tolist())
    assert subject(3) not in {snapshots.id_at(left.subjects, n) for n in range(len(left))}
    # The old secret opens nothing new; the new one opens no copy of the old: with the old secret
    # destroyed, the backup is noise.
    with pytest.raises(IndexBrokenError):
        Index.open(folder, KEYS)
    with pytest.raises(IndexBrokenError):
        Index.open(backup, NEW)
    Index.open(backup, KEYS).close()


def test_after_compaction_only_the_new_files_are_there(folder: Path) -> None:
    with Index.open(folder, KEYS) as index:
        index.compact()
    names = sorted(path.name for path in folder.iterdir())
    assert names == ["added-00000003", "snapshot-00000003", "writer.lock"]


def test_a_compaction_that_was_stopped_half_way_leaves_the_old_index(folder: Path) -> None:
    (folder / "snapshot-00000003.new").write_bytes(b"half")
    (folder / "added-00000003").write_bytes(b"half")
    with Index.open(folder, KEYS) as index:
        assert index.holds(subject(9))
        assert len(list(folder.iterdir())) == 3
        index.compact()
        assert index.holds(subject(9))


class _FullDisk:
    """A file on which half of the next entry fits."""

    def __init__(self, file) -> None:
        self._file = file

    def __getattr__(self, name: str):
        return getattr(self._file, name)

    def write(self, told: memoryview) -> int:
        self._file.write(told[: len(told) // 2])
        raise OSError(28, "No space left on device")


def test_an_addition_that_did_not_fit_leaves_nothing_behind(folder: Path) -> None:
    with Index.open(folder, KEYS) as index:
        log = index._log
        log._file = _FullDisk(log._file)
        with pytest.raises(OSError, match="No space"):
            index.add(subject(21), HOLDER, person(index.keys, "no", "room"))
        assert not index.holds(subject(21))
        log._file = log._file._file
        index.add(subject(22), HOLDER, person(index.keys, "again", "room"))
    with Index.open(folder, KEYS) as index:
        assert index.holds(subject(9))
        assert index.holds(subject(22))
        assert not index.holds(subject(21))
