"""Lists are read as they come: whatever dialect, whatever shape, never the whole at once."""

import io
import json
import random
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bairn.digests import reading, sealing
from bairn.digests.reading import FileBrokenError, Format
from bairn.digests.terms import Algorithm, BadReason, read_digest

MD5, SHA1, SHA256 = "a" * 32, "b" * 40, "c" * 64
OF_NOTHING = "d41d8cd98f00b204e9800998ecf8427e"
SIZES = (1, 2, 7, 64, 1 << 16)


def read(content, form=Format.CSV, *, piece=64):
    data = content if isinstance(content, bytes) else content.encode()
    return list(reading.read(io.BytesIO(data), form, piece=piece))


def good(content, form=Format.CSV, **how):
    return [
        (tuple(d.hex for d in one.row.digests), one.row.category)
        for one in read(content, form, **how)
        if one.row is not None
    ]


def bad(content, form=Format.CSV, **how):
    return [
        (one.line, one.reason) for read_row in read(content, form, **how) for one in read_row.bad
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_columns_are_found_by_name_in_any_order_and_dialect(end, delimiter, mark):
    rows = [["Category", "SHA-1", "md5 hash", "Note"], ["2", SHA1, f'"{MD5.upper()}"', '"a ""b"""']]
    text = mark + end.join(delimiter.join(row) for row in rows) + end
    for piece in SIZES:
        assert good(text, piece=piece) == [((SHA1, MD5), "2")]
    (one,) = read(text)
    assert one.row.words == {"Note": 'a "b"'}


def test_a_table_in_utf_16_is_read():
    assert good(f"hash,classification\n{SHA256},A1\n".encode("utf-16")) == [((SHA256,), "a1")]


def test_without_a_header_the_shape_of_a_value_says_what_it_is():
    (one, two) = read(f"{MD5},seen twice\n{SHA256}\n")
    assert [d.algorithm for d in one.row.digests] == [Algorithm.MD5]
    assert one.row.words == {"column 2": "seen twice"}
    assert [d.algorithm for d in two.row.digests] == [Algorithm.SHA256]


def test_a_bad_row_is_said_with_its_line_and_the_good_ones_stay():
    text = f"md5,category\n{MD5},1\nzz,1\n\n{MD5[:-1]},1\n,1\n{OF_NOTHING},1\n{'9' * 32},2\n"
    assert good(text) == [((MD5,), "1"), (("9" * 32,), "2")]
    assert bad(text) == [
        (3, BadReason.NOT_HEX),
        (5, BadReason.WRONG_LENGTH),
        (6, BadReason.NO_DIGEST),
        (7, BadReason.OF_NOTHING),
    ]


def test_the_bad_half_of_a_row_does_not_take_the_good_half_away():
    text = f"md5,sha1\n{MD5},zz\n"
    assert good(text) == [((MD5,), "")]
    assert bad(text) == [(2, BadReason.NOT_HEX)]


def test_a_quote_that_nobody_closes_takes_only_its_own_row():
    text = f'md5,note\n{MD5},"open\n' + "".join(f"{place:032x},x\n" for place in range(1, 200))
    assert len(good(text)) == 199
    assert bad(text) == [(2, BadReason.QUOTE_OPEN)]


def test_a_quoted_value_may_run_over_lines():
    text = f'md5,note\n{MD5},"two\nlines"\n{"9" * 32},x\n'
    assert len(good(text)) == 2
    assert read(text)[0].row.words == {"note": "two\nlines"}


def media(**more):
    return {"MediaID": 7, "Category": 1, "MD5": MD5.upper(), "SHA1": SHA1.upper(), **more}


CASES = {
    "odata.metadata": "http://example.invalid/DataModels/1.3.xml#Cases",
    "value": [
        {
            "odata.id": "", "CaseNumber": "1", "Media@odata.navigationLinkUrl": "",
            "Media": [media(), {"MD5": "9" * 32, "Category": 0}], "TotalMediaFiles": 2,
        },
        {"Media": []},
        {"Media": [{"SHA1": SHA1, "Category": None}]},
    ],
}  # fmt: skip
MEDIA = {
    "@odata.context": "http://example.invalid/DataModels/2.0.xml/US/$metadata#Media",
    "value": [media(), {"MD5": "9" * 32, "Category": 0}, {"SHA1": SHA1, "Category": None}],
}


@pytest.mark.parametrize("document", [CASES, MEDIA, MEDIA["value"], {"Media": MEDIA["value"]}])
@pytest.mark.parametrize("indent", [None, 2])
def test_both_shapes_of_project_vic_are_read_whatever_the_piece(document, indent):
    text = "\ufeff" + json.dumps(document, indent=indent, ensure_ascii=False)
    for piece in SIZES:
        assert good(text, Format.VICS, piece=piece) == [
            ((MD5, SHA1), "1"), (("9" * 32,), "0"), ((SHA1,), "")
        ]  # fmt: skip


def test_what_a_record_says_besides_is_kept_and_links_of_odata_are_not():
    said = media(
        Series="A series ] } \" 日本", VictimIdentified="true", Comments="", Tags=None,
        AlternativeHashes=[
            {"HashName": "SHA256", "HashValue": SHA256},
            {"HashName": "PhotoDNA", "HashValue": "AAAA"},
        ],
        **{"odata.id": "x", "MediaFiles@odata.navigationLinkUrl": "y"},
    )  # fmt: skip
    (one,) = read(json.dumps({"value": [said]}), Format.VICS)
    assert [d.hex for d in one.row.digests] == [MD5, SHA1, SHA256]
    assert one.row.words == {
        "MediaID": 7, "Series": said["Series"], "VictimIdentified": "true",
        "AlternativeHashes": [{"HashName": "PhotoDNA", "HashValue": "AAAA"}],
    }  # fmt: skip


@pytest.mark.parametrize("cut", range(30, 200, 7))
def test_a_document_that_was_cut_gives_what_was_whole_and_then_says_so(cut):
    text = json.dumps({"value": [{"MD5": f"{n:032x}", "Category": 1} for n in range(1, 5)]})
    cut = min(cut, len(text) - 1)
    whole = text[:cut].count('"Category": 1}')
    found = reading.read(io.BytesIO(text[:cut].encode()), Format.VICS, piece=16)
    taken = []
    with pytest.raises(FileBrokenError) as broken:
        taken.extend(iter_into(taken, found))
    assert len(taken) == broken.value.after == whole


def iter_into(taken, found):
    for one in found:
        taken.append(one)
    return ()


@pytest.mark.parametrize(
    "text",
    ['{"value": [{"MD5": "AA"},]}', '{"value": [{"MD5": "AA"} {"MD5": "BB"}]}', "[1, 2", "{", "",
     '{"value": []} {"value": []}', '{"value": [1], }', "[" * 100_000,
     '{"value": [' + "[" * 99_999],
)  # fmt: skip
def test_what_is_no_document_is_never_taken_for_a_whole_one(text):
    for piece in (1 << 10, 1 << 16):
        with pytest.raises(FileBrokenError):
            read(text, Format.VICS, piece=piece)


@given(st.lists(st.binary(min_size=16, max_size=16), max_size=20), st.integers(1, 50))
def test_any_digests_come_back_from_both_forms_as_they_went_in(values, piece):
    written = [one.hex() for one in values if read_digest(one.hex()) and one.hex() != OF_NOTHING]
    table = "md5\n" + "".join(f"{one}\n" for one in written)
    document = json.dumps({"value": [{"MD5": one} for one in written]})
    assert [d for (d,), _ in good(table, piece=piece)] == written
    assert [d for (d,), _ in good(document, Format.VICS, piece=piece)] == written


@given(st.text(max_size=300), st.integers(1, 40))
def test_no_text_whatever_makes_the_reader_of_tables_fail(text, piece):
    numbers = [one.number for one in read(text, piece=piece)]
    assert numbers == list(range(1, len(numbers) + 1))


def test_the_form_is_told_by_the_first_character():
    for text, form in (
        (b"\xef\xbb\xbf \n{", Format.VICS),
        (b"[1]", Format.VICS),
        (b"md5", Format.CSV),
    ):
        stream = io.BytesIO(text)
        assert reading.format_of(stream) is form
        assert stream.tell() == 0


class Counting(io.BytesIO):
    """A stream that knows how much was asked of it."""

    def read(self, size=-1):
        self.asked = getattr(self, "asked", 0) + size
        return super().read(size)


def test_a_record_is_given_before_the_rest_of_the_file_is_read():
    drawn = random.Random(1)
    rows = [{"MD5": f"{drawn.getrandbits(128):032x}", "Category": 1} for _ in range(50_000)]
    stream = Counting(json.dumps({"value": rows}).encode())
    first = next(reading.read(stream, Format.VICS, piece=4096))
    assert first.row.digests[0].hex == rows[0]["MD5"]
    assert stream.asked <= 3 * 4096


_GOOD = "ab" * 32
_ODD = {
    "a number without end": f'{{"value": [{{"SHA256": "{_GOOD}", "x": {"9" * 5000}}}]}}',
    "half a sign": f'{{"value": [{{"SHA256": "{_GOOD}", "Title": "x\\ud800"}}]}}',
    "a value beyond its measure": f'sha256,name\n{_GOOD},a\n{_GOOD},"{"a" * 200_000}"\n',
    "a line that ends within a value": f'sha256,name\n{_GOOD},a\nx,y"\nz"q\n',
}


@pytest.mark.parametrize("name", _ODD)
def test_what_is_odd_takes_no_other_row_away(name):
    data = _ODD[name].encode()
    form = reading.format_of(io.BytesIO(data))
    read_rows = [one.row for one in read(data, form) if one.row]
    assert read_rows
    assert all(one.digests[0].value.hex() == _GOOD for one in read_rows)
    secret, list_id = b"calm", uuid.uuid4()
    block = {one.number: one.words for one in read_rows}
    packed = sealing.pack(block, secret=secret, list_id=list_id, block=0)
    assert set(sealing.unpack(packed, secret=secret, list_id=list_id, block=0)) == set(block)


@pytest.mark.parametrize("deep", ['{"value": [', "[[", '{"media": [{"a": '])
def test_a_document_that_is_nested_without_end_is_said_to_be_broken(deep):
    data = (deep * 50_000).encode()
    with pytest.raises(FileBrokenError):
        read(data, Format.VICS, piece=1 << 16)
