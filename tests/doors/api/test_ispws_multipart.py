"""The multipart reader: whatever is sent comes out, in whatever pieces; what is cut is refused."""

import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bairn.api.ispws import multipart
from bairn.kernel.refusal import Refusal, why_not

KIND = 'multipart/form-data; boundary="b-1"'
# Pieces of what a delimiter is made of, so that contents nearly look like one.
_NEAR = st.lists(
    st.sampled_from([b"\r", b"\n", b"-", b"--", b"\r\n--b", b"b-1", b"--b-1", b"calm", b"\x00"])
).map(b"".join)
CONTENTS = (_NEAR | st.binary(max_size=300)).filter(lambda c: b"\r\n--b-1" not in b"\r\n" + c)


def body_of(parts: list[tuple[str, bytes]]) -> bytes:
    rows = [
        f'--b-1\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n'.encode() + content
        for name, content in parts
    ]
    return b"\r\n".join([*rows, b"--b-1--\r\n"])


def read_in(body: bytes, piece: int):
    stream = io.BytesIO(body)
    return [
        (part.name, b"".join(part.chunks))
        for part in multipart.parts(KIND, lambda _size: stream.read(piece))
    ]


@given(
    st.lists(st.tuples(st.sampled_from(["id", "file", "x"]), CONTENTS), min_size=1, max_size=4),
    st.integers(min_value=1, max_value=400),
)
@example([("file", b"")], 1)
@example([("file", b"\r\n--b-")], 3)
def test_every_part_comes_out_as_it_was_sent_in_whatever_pieces(parts, piece):
    assert read_in(body_of(parts), piece) == parts


@given(st.lists(st.tuples(st.just("file"), CONTENTS), min_size=1, max_size=3), st.data())
def test_a_body_that_ends_before_its_closing_boundary_is_refused(parts, data):
    body = body_of(parts)
    end = data.draw(st.integers(min_value=0, max_value=len(body) - len("--\r\n") - 1))
    with pytest.raises(Refusal, match=r"ispws\.multipart"):
        read_in(body[:end], 16)


@given(st.binary(max_size=400), st.integers(min_value=1, max_value=50))
def test_arbitrary_bytes_are_parts_or_a_refusal_and_nothing_else(noise, piece):
    for body in (noise, b"--b-1\r\n" + noise, body_of([("file", b"calm")]) + noise):
        refusal = why_not(read_in, body, piece)
        assert refusal is None or refusal.code == "ispws.multipart"


@given(st.text(max_size=200))
def test_an_arbitrary_content_type_is_refused_and_nothing_else(kind):
    with pytest.raises(Refusal, match=r"ispws\.multipart"):
        list(multipart.parts(kind, lambda _size: b""))


@pytest.mark.parametrize(
    "header",
    [
        b'Content-Disposition: form-data; name="file"\r\nContent-Transfer-Encoding: base64',
        b"Content-Disposition: form-data",
        b'Content-Disposition: attachment; name="file"',
        b"Content-Disposition: form-data; name*=no-such''x",
        b"no header",
        b"X: " + b"x" * 20_000,
    ],
)
def test_a_part_whose_headers_are_not_as_they_must_be_is_refused(header):
    with pytest.raises(Refusal, match=r"ispws\.multipart"):
        read_in(b"--b-1\r\n" + header + b"\r\n\r\ncalm\r\n--b-1--\r\n", 64)


def test_more_parts_than_anybody_needs_are_refused():
    with pytest.raises(Refusal, match=r"ispws\.multipart"):
        read_in(body_of([("x", b"")] * 21), 64)


def test_a_files_name_loses_its_control_characters_and_nothing_else():
    body = (
        b'--b-1\r\nContent-Disposition: form-data; name="file"; filename="'
        b'a\x00\x1b\xe6\x9c\x88.jpg"'
        b"\r\n\r\ncalm\r\n--b-1--"
    )
    stream = io.BytesIO(body)
    (part,) = multipart.parts(KIND, stream.read)
    assert part.filename == "a月.jpg"


def test_a_reader_never_holds_more_than_two_pieces():
    sizes = []

    def endless(size: int) -> bytes:
        endless.sent += size
        return b"x" * size if endless.sent < 50_000_000 else b"\r\n--b-1--"

    endless.sent = 0
    head = io.BytesIO(b'--b-1\r\nContent-Disposition: form-data; name="file"\r\n\r\n')
    for part in multipart.parts(KIND, lambda size: head.read(size) or endless(size)):
        sizes += [len(chunk) for chunk in part.chunks]
    assert sum(sizes) >= 49_000_000
    assert max(sizes) <= 2 * 64 * 1024
