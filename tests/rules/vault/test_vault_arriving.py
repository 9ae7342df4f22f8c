"""How a file arrives: nothing in clear, nothing lost that was kept, one writer at a time."""

import io
import os
import uuid
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as asked
from hypothesis import strategies as st

from bairn.vault.files import arriving, chunked, places
from bairn.vault.files.arriving import OvertakenError
from bairn.vault.files.chunked import CHUNK, FileBrokenError, Reader

KEY = bytes(range(32))
FILE = uuid.UUID(int=9)
CONTEXT = chunked.context(FILE)
CALM = b"a calm sentence about a garden. "


@pytest.fixture
def house(settings):
    return settings


@pytest.fixture
def part(tmp_path: Path) -> Path:
    return tmp_path / "arriving" / f"{FILE.hex}.part"


def _read(path: Path) -> bytes:
    content = path.read_bytes()
    return b"".join(Reader(io.BytesIO(content), len(content), KEY, CONTEXT).pieces())


def _send(part: Path, content: bytes, *, keep: bool = True) -> None:
    with arriving.opened(part, KEY, CONTEXT) as turn:
        turn.write(content)
        if keep:
            turn.keep(KEY, CONTEXT)


def test_nothing_has_arrived_of_what_never_began(part: Path) -> None:
    assert arriving.arrived(part) == 0
    assert not arriving.is_whole(part, 0)


@asked(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(sizes=st.lists(st.integers(0, 2 * CHUNK), min_size=1, max_size=5))
def test_a_file_sent_in_turns_is_whole(tmp_path: Path, sizes: list[int]) -> None:
    part = tmp_path / uuid.uuid4().hex / "arriving" / "x.part"
    content = os.urandom(sum(sizes))
    sent = 0
    for size in sizes:
        _send(part, content[sent : sent + size])
        sent += size
        assert arriving.arrived(part) == sent
    with arriving.opened(part, KEY, CONTEXT) as turn:
        turn.finish()
    assert arriving.is_whole(part, sent)
    assert arriving.arrived(part, length=sent) == sent
    assert _read(part) == content
    arriving.forget_rest(part)
    assert [one.name for one in part.parent.iterdir()] == [part.name]


def test_nothing_in_clear_touches_the_disk(part: Path) -> None:
    _send(part, CALM * 1000)
    kept = [one.read_bytes() for one in part.parent.iterdir()]
    assert len(kept) == 2
    assert not any(CALM.strip() in one for one in kept)
    assert all(one.stat().st_mode & 0o077 == 0 for one in part.parent.iterdir())


def test_what_was_not_kept_comes_again(part: Path) -> None:
    content = os.urandom(3 * CHUNK + 500)
    _send(part, content, keep=False)
    assert arriving.arrived(part) == 3 * CHUNK
    _send(part, content[3 * CHUNK :])
    assert arriving.arrived(part) == len(content)


def test_the_rest_of_an_earlier_time_counts_no_more(part: Path) -> None:
    _send(part, bytes(100))
    _send(part, bytes(CHUNK), keep=False)  # as when the process dies before the new rest is kept
    assert arriving.arrived(part) == CHUNK


def test_half_a_chunk_is_cut_off(part: Path) -> None:
    content = os.urandom(2 * CHUNK)
    _send(part, content)
    with part.open("ab") as stream:
        stream.write(b"torn")
    assert arriving.arrived(part) == 2 * CHUNK
    _send(part, b"more")
    with arriving.opened(part, KEY, CONTEXT) as turn:
        turn.finish()
    assert _read(part) == content + b"more"


def test_an_altered_rest_does_not_open(part: Path) -> None:
    _send(part, b"short")
    tail = arriving.tail_of(part)
    kept = bytearray(tail.read_bytes())
    kept[-1] ^= 1
    tail.write_bytes(kept)
    with pytest.raises(FileBrokenError), arriving.opened(part, KEY, CONTEXT):
        pass


@pytest.mark.parametrize("size", [10, CHUNK - 20, CHUNK, 3 * CHUNK])
def test_of_two_writers_the_slower_one_stops(part: Path, size: int) -> None:
    _send(part, b"both begin here")
    with arriving.opened(part, KEY, CONTEXT) as slow:
        _send(part, bytes(size))
        before = arriving.arrived(part)
        with pytest.raises(OvertakenError):
            slow.write(b"late")
        with pytest.raises(OvertakenError):
            slow.keep(KEY, CONTEXT)
    assert arriving.arrived(part) == before


def test_while_somebody_writes_nobody_else_does(part: Path) -> None:
    _send(part, b"begun")
    with (
        part.open("rb") as other,
        arriving.locked(other),
        pytest.raises(OvertakenError),
        arriving.opened(part, KEY, CONTEXT),
    ):
        pass
    _send(part, b" and gone on")
    assert arriving.arrived(part) == len(b"begun and gone on")


def test_nobody_writes_what_was_withdrawn(part: Path) -> None:
    with arriving.opened(part, KEY, CONTEXT) as turn:
        part.unlink()
        with pytest.raises(OvertakenError):
            turn.write(b"late")


def test_no_place_is_made_of_words() -> None:
    assert places.place(FILE).name == f"{FILE.hex}.sealed"
    assert places.place(FILE).parent.name == FILE.hex[-2:]
    assert places.arriving(FILE).name == f"{FILE.hex}.part"


def _old(path: Path) -> Path:
    places.prepare(path)
    path.write_bytes(b"sealed")
    os.utime(path, (0, 0))
    return path


def test_the_sweep_removes_what_no_row_knows_and_is_old(house, tmp_path: Path) -> None:
    house.BAIRN_HOME = tmp_path
    known, lost, young = (uuid.uuid4() for _ in range(3))
    kept = [_old(places.place(known)), _old(places.arriving(known))]
    gone = [
        _old(places.place(lost)),
        _old(places.arriving(lost)),
        _old(arriving.tail_of(places.arriving(lost))),
        _old(places.place(lost).with_suffix(".stray")),
        _old(places.place(lost).with_name("no-id.sealed")),
    ]
    fresh = places.place(young)
    places.prepare(fresh)
    fresh.write_bytes(b"sealed")
    assert places.sweep(lambda one: one == known) == len(gone)
    assert all(one.exists() for one in (*kept, fresh))
    assert not any(one.exists() for one in gone)
    places.remove(known)
    places.remove(young)
    assert not any(one.exists() for one in (*kept, fresh))


def test_a_file_put_in_its_place_is_there_whole(house, tmp_path: Path) -> None:
    house.BAIRN_HOME = tmp_path
    part, final = places.arriving(FILE), places.place(FILE)
    _send(part, CALM)
    with arriving.opened(part, KEY, CONTEXT) as turn:
        turn.finish()
    places.put(part, final)
    assert _read(final) == CALM
    assert not part.exists()
    places.remove(FILE)
