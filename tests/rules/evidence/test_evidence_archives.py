"""Archives are listed as they are, within limits, and never unpacked where they lie."""

import bz2
import io
import itertools
import struct
import tarfile
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bairn.evidence import archives
from bairn.evidence.archives import Danger
from bairn.evidence.inflating import PIECE, Bytes, Limits
from bairn.kernel.refusal import Refusal, why_not
from tests.rules.evidence.archives_made import tarred, zipped

NAMES = st.text(
    st.characters(codec="utf-8", exclude_characters="\0/\\", exclude_categories=["Cs"]),
    min_size=1,
    max_size=30,
)
FILES = st.dictionaries(NAMES, st.binary(max_size=3000), min_size=1, max_size=12)


def _out(data: bytes, number: int, **more: int) -> bytes:
    return b"".join(archives.taken_out(Bytes(data), number, **more))


@given(FILES, st.booleans())
@settings(max_examples=40, deadline=None)
def test_a_zip_is_listed_with_its_sizes_and_every_entry_comes_out_as_it_went_in(files, deflated):
    data = zipped(files, deflated=deflated)
    listed = archives.listing(Bytes(data))
    assert [one.size for one in listed.entries] == [len(one) for one in files.values()]
    assert [_out(data, one.number) for one in listed.entries] == list(files.values())


@given(FILES, st.sampled_from(["w:", "w:gz", "w:bz2", "w:xz"]))
@settings(max_examples=40, deadline=None)
def test_a_tar_is_listed_through_its_compression_and_gives_each_entry_back(files, mode):
    data = tarred(files, mode)
    listed = archives.listing(Bytes(data))
    assert [one.size for one in listed.entries] == [len(one) for one in files.values()]
    assert Danger.UNREADABLE not in listed.dangers
    assert [_out(data, one.number) for one in listed.entries] == list(files.values())


@given(st.binary(max_size=4000))
@settings(max_examples=200, deadline=None)
def test_no_bytes_bring_the_lister_down(data):
    for beginning in (b"", b"PK\x03\x04", b"\x1f\x8b\x08\0", b"BZh9", b"\xfd7zXZ\0"):
        refused = why_not(archives.listing, Bytes(beginning + data))
        assert refused is None or refused.code == "evidence.no_archive"


@given(FILES, st.data())
@settings(max_examples=60, deadline=None)
def test_a_changed_byte_is_listed_or_shown_as_damage_and_never_brings_the_lister_down(files, draw):
    for data in (zipped(files), tarred(files, "w:gz")):
        broken = bytearray(data)
        broken[draw.draw(st.integers(4, len(data) - 1))] ^= draw.draw(st.integers(1, 255))
        listed = archives.listing(Bytes(bytes(broken)), limits=Limits(out_bytes=10**7))
        for one in listed.entries[:3]:
            refused = why_not(_out, bytes(broken), one.number)
            assert refused is None or refused.code.startswith("evidence.")


@pytest.mark.parametrize(
    ("name", "danger"),
    [
        ("/etc/one", Danger.ABSOLUTE),
        ("C:\\one", Danger.ABSOLUTE),
        ("\\\\server\\one", Danger.ABSOLUTE),
        ("a/../../one", Danger.CLIMBS),
        ("a\\..\\one", Danger.CLIMBS),
        ("one\u202egpj.exe", Danger.CONTROLS),
        ("one\u200b.txt", Danger.CONTROLS),
        ("one\x1b[2J", Danger.CONTROLS),
        ("one\0.txt", Danger.NUL),
        ("n" * 5000, Danger.LONG_NAME),
    ],
)
def test_a_hostile_name_is_named_as_such_and_spelt_out(name, danger):
    assert danger in archives.named_dangers(name)
    shown = archives.shown(name)
    assert len(shown) < 5000
    assert all(sign.isprintable() for sign in shown)


def test_the_nul_that_a_library_would_cut_off_is_seen():
    data = zipped({"one.txtXevil": b"1"}).replace(b"one.txtXevil", b"one.txt\0evil")
    (entry,) = archives.listing(Bytes(data)).entries
    assert Danger.NUL in entry.dangers
    assert "<U+0000>" in entry.name


def test_names_that_are_one_on_some_disk_are_duplicates():
    listed = archives.listing(Bytes(tarred({"A/one.txt": b"1", "a/ONE.txt": b"2"})))
    assert [Danger.DUPLICATE in one.dangers for one in listed.entries] == [False, True]


def test_links_and_devices_are_named_and_stay_inside():
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:") as made:
        for number, kind in enumerate((tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE)):
            info = tarfile.TarInfo(f"n{number}")
            info.type, info.linkname = kind, "/etc/passwd"
            made.addfile(info)
    data = out.getvalue()
    found = [one.dangers[0] for one in archives.listing(Bytes(data)).entries]
    assert found == [Danger.LINK, Danger.LINK, Danger.DEVICE]
    for number in range(3):
        with pytest.raises(Refusal, match=r"evidence\.entry_kind"):
            _out(data, number)


def test_a_symbolic_link_in_a_zip_is_named():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        info = zipfile.ZipInfo("link")
        info.external_attr = 0o120777 << 16
        made.writestr(info, "/etc/passwd")
    (entry,) = archives.listing(Bytes(out.getvalue())).entries
    assert entry.dangers == (Danger.LINK,)


def test_a_bomb_is_named_by_its_ratio_before_anything_is_inflated():
    data = zipped({"zeros": bytes(20 * 1024**2)})
    listed = archives.listing(Bytes(data), limits=Limits(out_bytes=10**6))
    assert Danger.RATIO in listed.entries[0].dangers
    assert Danger.TOO_LARGE not in listed.dangers  # only its directory and first bytes were read


def test_a_compressed_tar_that_swells_is_left_at_the_limit():
    data = tarred({"zeros": bytes(20 * 1024**2), "last": b"1"}, "w:gz")
    listed = archives.listing(Bytes(data), limits=Limits(out_bytes=2 * 1024**2))
    assert Danger.TOO_LARGE in listed.dangers
    assert listed.count == 1


def test_entries_that_share_their_bytes_are_seen():
    data = zipped({"a": b"1" * 100, "b": b"2" * 100}, deflated=False)
    row = data.rfind(b"PK\x01\x02")
    shared = data[: row + 42] + struct.pack("<L", 0) + data[row + 46 :]
    assert Danger.OVERLAPS in archives.listing(Bytes(shared)).dangers
    assert Danger.OVERLAPS not in archives.listing(Bytes(data)).dangers


def test_more_entries_than_allowed_end_the_listing():
    data = zipped({f"n{number}": b"" for number in range(300)})
    listed = archives.listing(Bytes(data), limits=Limits(entries=100))
    assert listed.count == 100
    assert Danger.TOO_MANY in listed.dangers


def test_a_listing_that_takes_too_long_ends():
    listed = archives.listing(Bytes(tarred({"a": b"1"})), spent=lambda: 61.0)
    assert listed.dangers == (Danger.TOO_SLOW,)


def test_few_bytes_that_become_very_many_end_in_time_as_well():
    small = bz2.compress(tarred({"a": bytes(64 * 1024**2)}))
    assert len(small) < PIECE  # one look at the file is enough for all of it
    seconds = itertools.count(0, 0.5)
    listed = archives.listing(Bytes(small), spent=lambda: next(seconds))
    assert Danger.TOO_SLOW in listed.dangers


def test_an_archive_in_an_archive_is_named_by_its_content():
    files = {"photo.jpg": zipped({"x": b"1"}), "real.zip": b"only words"}
    for data in (zipped(files), tarred(files)):
        assert [one.archive for one in archives.listing(Bytes(data)).entries] == [True, False]


def test_an_entry_larger_than_allowed_does_not_come_out():
    with pytest.raises(Refusal, match=r"evidence\.entry_too_large"):
        _out(zipped({"a": bytes(10_000)}), 0, most=9_999)


def test_an_entry_that_is_not_what_it_states_does_not_come_out():
    data = bytearray(zipped({"a": b"1" * 50}, deflated=False))
    data[40] ^= 1
    with pytest.raises(Refusal, match=r"evidence\.entry_broken"):
        _out(bytes(data), 0)


def test_what_is_no_archive_is_refused():
    with pytest.raises(Refusal, match=r"evidence\.no_archive"):
        archives.listing(Bytes(b"only words"))


def test_a_long_name_in_a_tar_is_read_and_an_endless_one_is_not():
    assert archives.listing(Bytes(tarred({"n" * 300: b"1"}))).entries[0].name == "n" * 300
    out = io.BytesIO()
    info = tarfile.TarInfo("././@LongLink")
    info.type, info.size = tarfile.GNUTYPE_LONGNAME, 5 * 1024**2
    with tarfile.open(fileobj=out, mode="w:", format=tarfile.GNU_FORMAT) as made:
        made.addfile(info, io.BytesIO(b"n" * info.size))
    assert archives.listing(Bytes(out.getvalue())).dangers == (Danger.UNREADABLE,)
