"""The record as files: the same tree as RFC 6962, whatever the sizes and the interruptions."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pymerkle
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bairn.oversight import proofs
from bairn.oversight.merkle import leaf_hash, tree_root
from bairn.oversight.tiles import TileFault, TileLog, TileReader, split_bundle, tile_path

pytestmark = pytest.mark.slow

SIZES = [0, 1, 2, 3, 7, 8, 255, 256, 257, 511, 512, 513, 1000, 65_535, 65_536, 65_537]


def some_entries(count: int) -> list[bytes]:
    return [f"entry {n}".encode() * (n % 5 + 1) for n in range(count)]


@pytest.mark.parametrize("size", SIZES)
def test_the_root_is_that_of_rfc_6962(tmp_path: Path, size: int) -> None:
    log = TileLog(tmp_path, sync=False)
    log.append(some_entries(size))
    assert log.root() == tree_root([leaf_hash(entry) for entry in some_entries(size)])


@pytest.mark.parametrize("size", [n for n in SIZES if n])
def test_the_root_is_that_of_a_foreign_tree(tmp_path: Path, size: int) -> None:
    log = TileLog(tmp_path, sync=False)
    log.append(some_entries(size))
    foreign = pymerkle.InmemoryTree(algorithm="sha256")
    for entry in some_entries(size):
        foreign.append_entry(entry)
    assert log.root() == foreign.get_root()


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 700), max_size=5), st.booleans())
def test_batches_and_restarts_do_not_change_the_tree(batches: list[int], restart: bool) -> None:
    with TemporaryDirectory() as name:
        log, done = TileLog(Path(name), sync=False), 0
        everything = some_entries(sum(batches))
        for batch in batches:
            log.append(everything[done : done + batch])
            done += batch
            log.publish()
            if restart:
                log = TileLog.load(Path(name), size=log.size, root=log.root(), sync=False)
        assert log.size == done
        assert log.root() == tree_root([leaf_hash(entry) for entry in everything])


def test_files_that_were_written_past_the_checkpoint_do_not_disturb_the_restart(
    tmp_path: Path,
) -> None:
    everything = some_entries(900)
    log = TileLog(tmp_path, sync=False)
    log.append(everything[:300])
    log.publish()
    root = log.root()
    log.append(everything[300:900])  # tiles 1 and 2 fill, then the process dies unpublished
    log = TileLog.load(tmp_path, size=300, root=root, sync=False)
    log.append(everything[300:])
    assert log.root() == tree_root([leaf_hash(entry) for entry in everything])


@pytest.mark.parametrize("broken", ["tile/0/001.p/44", "tile/1/000.p/1", "tile/entries/001.p/44"])
@pytest.mark.parametrize("how", ["gone", "short", "flipped"])
def test_a_damaged_right_edge_is_noticed_at_the_start(
    tmp_path: Path, broken: str, how: str
) -> None:
    log = TileLog(tmp_path, sync=False)
    log.append(some_entries(300))
    log.publish()
    data = (tmp_path / broken).read_bytes()
    (tmp_path / broken).unlink()
    if how != "gone":
        (tmp_path / broken).write_bytes(data[:-1] if how == "short" else data[:-1] + b"\x00")
    with pytest.raises(TileFault):
        TileLog.load(tmp_path, size=300, root=log.root(), sync=False)


def test_partial_tiles_go_when_their_tile_is_full(tmp_path: Path) -> None:
    log = TileLog(tmp_path, sync=False)
    log.append(some_entries(200))
    log.publish()
    assert (tmp_path / "tile/0/000.p/200").exists()
    log.append(some_entries(56))
    assert (tmp_path / "tile/0/000").exists()
    assert not (tmp_path / "tile/0/000.p").exists()
    assert not (tmp_path / "tile/entries/000.p").exists()


def test_a_published_tree_can_still_be_read_after_the_log_has_grown(tmp_path: Path) -> None:
    everything = some_entries(700)
    log = TileLog(tmp_path, sync=False)
    log.append(everything[:200])
    log.publish()
    log.append(everything[200:])
    log.publish()
    reader = TileReader(tmp_path, size=200)
    leaves = [leaf_hash(entry) for entry in everything[:200]]
    assert proofs.root_between(reader.subtree, 0, 200) == tree_root(leaves)


@pytest.mark.parametrize(
    ("number", "width", "path"),
    [
        (0, 256, "tile/0/000"),
        (1_234_067, 256, "tile/0/x001/x234/067"),
        (1000, 7, "tile/0/x001/000.p/7"),
    ],
)
def test_paths_are_those_of_c2sp(number: int, width: int, path: str) -> None:
    assert tile_path(0, number, width) == path


def test_an_entry_too_long_for_its_length_field_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TileFault):
        TileLog(tmp_path).append([b"x" * 65_536])


@pytest.mark.parametrize("bundle", [b"\x00", b"\x00\x05abc", b"\x00\x01ab"])
def test_a_bundle_that_ends_within_an_entry_is_refused(bundle: bytes) -> None:
    with pytest.raises(TileFault):
        split_bundle(bundle)
