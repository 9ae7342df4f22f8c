"""The format of files on the disk: read anywhere, resumed anywhere, and nothing altered opens."""

import io
import os
import uuid

import pytest
from cryptography.cobblestone import Cobblestone256Decryptor, Cobblestone256Encryptor
from hypothesis import given
from hypothesis import strategies as st

from bairn.vault.files import chunked
from bairn.vault.files.chunked import CHUNK, HEADER, SEALED_CHUNK, FileBrokenError, Reader, Writer

KEY = bytes(range(32))
CONTEXT = chunked.context(uuid.UUID(int=7))
SIZES = (0, 1, 15, 16, 17, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 5 * CHUNK + 77, 65 * CHUNK + 1)


def _content(size: int) -> bytes:
    return bytes(i * 131 % 251 for i in range(251)) * (size // 251 + 1)


def _sealed(content: bytes, *, key: bytes = KEY, context: bytes = CONTEXT) -> bytes:
    out = io.BytesIO()
    writer = Writer(out, key, context)
    writer.write(content)
    writer.finish()
    return out.getvalue()


def _opened(sealed: bytes, *, key: bytes = KEY, context: bytes = CONTEXT) -> bytes:
    return b"".join(Reader(io.BytesIO(sealed), len(sealed), key, context).pieces())


@pytest.mark.parametrize("size", SIZES)
def test_the_library_opens_what_we_wrote(size: int) -> None:
    content = _content(size)[:size]
    sealed = _sealed(content)
    decryptor = Cobblestone256Decryptor(KEY, CONTEXT)
    assert decryptor.update(sealed) + decryptor.finalize() == content
    assert len(sealed) == chunked.sealed_size(size)


@pytest.mark.parametrize("size", SIZES)
def test_we_open_what_the_library_wrote(size: int) -> None:
    content = _content(size)[:size]
    encryptor = Cobblestone256Encryptor(KEY, CONTEXT)
    sealed = encryptor.update(content) + encryptor.finalize()
    reader = Reader(io.BytesIO(sealed), len(sealed), KEY, CONTEXT)
    assert reader.length == size
    assert b"".join(reader.pieces(size=5000)) == content


@given(
    size=st.integers(0, 5 * CHUNK),
    cuts=st.lists(st.integers(0, 5 * CHUNK), max_size=6),
    torn=st.integers(0, SEALED_CHUNK - 1),
)
def test_a_file_is_the_same_however_often_it_was_broken_off(
    size: int, cuts: list[int], torn: int
) -> None:
    content = _content(size)[:size]
    out = io.BytesIO()
    writer = Writer(out, KEY, CONTEXT)
    for cut in sorted(one for one in cuts if one <= size):
        writer.write(content[writer.length : cut])
        tail = writer.tail
        # What a power cut may leave of the next chunk.
        out.write(bytes(torn))
        writer = Writer.resume(out, tail, KEY, CONTEXT)
        assert writer.length == cut
    writer.write(content[writer.length :])
    writer.finish()
    assert _opened(out.getvalue()) == content


@given(
    size=st.integers(0, 4 * CHUNK), offset=st.integers(0, 5 * CHUNK), length=st.integers(0, CHUNK)
)
def test_any_part_can_be_read(size: int, offset: int, length: int) -> None:
    content = _content(size)[:size]
    sealed = _sealed(content)
    reader = Reader(io.BytesIO(sealed), len(sealed), KEY, CONTEXT)
    assert reader.read(offset, length) == content[offset : offset + length]
    assert b"".join(reader.pieces(offset, offset + length, 999)) == reader.read(offset, length)


def test_reading_a_part_reads_only_its_chunks() -> None:
    class Counting(io.BytesIO):
        taken = 0

        def read(self, size: int | None = -1, /) -> bytes:
            got = super().read(size)
            self.taken += len(got)
            return got

    sealed = _sealed(os.urandom(40 * CHUNK))
    stream = Counting(sealed)
    reader = Reader(stream, len(sealed), KEY, CONTEXT)
    stream.taken = 0
    reader.read(10 * CHUNK + 5, 64 * 1024)
    assert stream.taken == 5 * SEALED_CHUNK


@given(size=st.integers(0, 3 * CHUNK), place=st.integers(0), bit=st.integers(0, 7))
def test_no_altered_bit_opens(size: int, place: int, bit: int) -> None:
    sealed = bytearray(_sealed(_content(size)[:size]))
    sealed[place % len(sealed)] ^= 1 << bit
    with pytest.raises(FileBrokenError):
        _opened(bytes(sealed))


@given(size=st.integers(0, 3 * CHUNK), cut=st.integers(1), more=st.binary(min_size=1, max_size=40))
def test_nothing_cut_or_lengthened_opens(size: int, cut: int, more: bytes) -> None:
    sealed = _sealed(_content(size)[:size])
    with pytest.raises(FileBrokenError):
        _opened(sealed[: -(cut % len(sealed)) or -1])
    with pytest.raises(FileBrokenError):
        _opened(sealed + more)


@given(first=st.integers(0, 3), second=st.integers(0, 3))
def test_chunks_do_not_open_in_another_order(first: int, second: int) -> None:
    content = os.urandom(4 * CHUNK)
    sealed = _sealed(content)
    chunks = [sealed[HEADER + i * SEALED_CHUNK :][:SEALED_CHUNK] for i in range(4)]
    chunks[first], chunks[second] = chunks[second], chunks[first]
    swapped = sealed[:HEADER] + b"".join(chunks) + sealed[HEADER + 4 * SEALED_CHUNK :]
    if first == second:
        assert _opened(swapped) == content
    else:
        with pytest.raises(FileBrokenError):
            _opened(swapped)


def test_a_chunk_of_another_file_under_the_same_key_does_not_open() -> None:
    one, other = _sealed(bytes(2 * CHUNK)), _sealed(bytes(2 * CHUNK))
    mixed = one[: HEADER + SEALED_CHUNK] + other[HEADER + SEALED_CHUNK :]
    with pytest.raises(FileBrokenError):
        _opened(mixed)


@pytest.mark.parametrize(
    ("key", "context"),
    [
        (bytes(32), CONTEXT),
        (KEY, chunked.context(uuid.UUID(int=8))),
        (KEY, b""),
        (KEY[:31], CONTEXT),
        (KEY[:16], CONTEXT),
    ],
)
def test_another_key_or_name_opens_nothing(key: bytes, context: bytes) -> None:
    sealed = _sealed(b"calm words")
    with pytest.raises(FileBrokenError):
        _opened(sealed, key=key, context=context)
    with pytest.raises(FileBrokenError):
        Writer.resume(io.BytesIO(sealed), b"", key, context)


def test_a_tail_as_long_as_a_chunk_is_no_tail() -> None:
    sealed = io.BytesIO(_sealed(bytes(CHUNK)))
    with pytest.raises(FileBrokenError):
        Writer.resume(sealed, bytes(CHUNK), KEY, CONTEXT)
