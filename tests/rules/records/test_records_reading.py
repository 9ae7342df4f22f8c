"""Files of records: every form comes out as it was written, and hostile ones are refused calmly."""

import csv
import io
import json
import tracemalloc
import zipfile
from datetime import date

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bairn.kernel.refusal import Refusal, why_not
from bairn.records import reading
from bairn.records.reading import objects, tables, texts
from bairn.records.terms import Format, Layout, Note, Reason

PLAIN = st.text(
    st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\ufeff\ufffd"),
    max_size=12,
)


def read(content, name="", said=None):
    stream = io.BytesIO(content if isinstance(content, bytes) else content.encode())
    opened = reading.open_file(stream, name=name, said=said)
    return opened, list(reading.rows(stream, opened))


@given(st.lists(st.lists(PLAIN | st.sampled_from(['a"b', "two\nlines", "x,y", '"']), min_size=3,
                         max_size=3), min_size=1, max_size=8),
       st.sampled_from([",", ";", "\t", "|"]))  # fmt: skip
@settings(deadline=None)
def test_what_a_writer_writes_is_read_back_cell_by_cell(rows, delimiter):
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writerow(["one", "two", "three"])
    writer.writerows(rows)
    _, found = read(out.getvalue(), said=Layout(delimiter=delimiter, encoding="utf-8"))
    assert [list(row.cells.values()) for row in found] == rows


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_recognised(delimiter):
    text = "\n".join(delimiter.join(row) for row in (["name", "town"], ["Ada", "Ely"]))
    opened, (row,) = read(text)
    assert opened.delimiter == delimiter
    assert dict(row.cells) == {"name": "Ada", "town": "Ely"}


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-8", "姓名,城市\n林小雨,昆明\n"),
        ("utf-8-sig", "姓名,城市\n林小雨,昆明\n"),
        ("utf-16", "姓名,城市\n林小雨,昆明\n"),
        ("gb18030", "姓名,联系电话,城市\n林小雨,13800000000,昆明\n王建国,13900000000,大理\n"),
        ("latin-1", "name,town\nJörg Müller,Köln\nRené Dubois,Orléans\n"),
    ],
)
def test_the_encoding_is_recognised(encoding, text):
    _, rows = read(text.encode(encoding))
    again = [",".join(row.cells.values()) for row in rows]
    assert again == text.splitlines()[1:]
    assert list(rows[0].cells) == text.splitlines()[0].split(",")


def test_bytes_that_speak_for_no_encoding_are_asked_about():
    content = b"name\n" + bytes([0xE0, 0x41, 0x81, 0x81, 0xE1, 0xE2, 0x20]) * 20
    with pytest.raises(Refusal) as no:
        read(content)
    assert (no.value.code, no.value.field) == ("records.encoding_unsure", "encoding")
    assert read(content, said=Layout(encoding="latin-1"))[1]


def test_an_open_quotation_mark_spoils_its_own_row_alone():
    text = 'name,remark\nAda,calm\nTom,"open\n' + "".join(f"P{n},x\n" for n in range(300))
    _, rows = read(text)
    bad = [row.number for row in rows if row.reason]
    assert bad == [2]
    assert rows[1].reason is Reason.QUOTE_OPEN
    assert len(rows) == 302


def test_a_mark_of_inches_within_a_word_is_a_letter():
    text = 'name,remark\nAda,6" ruler\nTom,calm\nJoan,7" ruler\n'
    _, rows = read(text)
    assert [row.cells["remark"] for row in rows] == ['6" ruler', "calm", '7" ruler']


def test_cells_beyond_the_header_are_kept_and_noted():
    _, (row,) = read("name,town\nAda,Ely,more\n")
    assert row.cells["column 3"] == "more"
    assert row.notes == (Note.CUT,)


class Endless(io.RawIOBase):
    """One cell of so many megabytes, made as it is read."""

    def __init__(self, megabytes):
        self.left = megabytes
        self.megabytes = megabytes
        self.stage = 0

    def seek(self, *_):
        self.left, self.stage = self.megabytes, 0
        return 0

    def read(self, size=-1):
        if self.stage == 0:
            self.stage = 1
            return b"name,town\nAda,"
        if self.left:
            self.left -= 1
            return b"x" * (1 << 20)
        if self.stage == 1:
            self.stage = 2
            return b"\nTom,Ely\n"
        return b""


def test_a_cell_of_a_gigabyte_is_one_rejected_row_in_flat_memory():
    tracemalloc.start()
    rows = list(tables.records(texts.lines(Endless(1024), "utf-8"), ","))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert rows == [["name", "town"], Reason.TOO_LARGE, ["Tom", "Ely"]]
    assert peak < 40 << 20


def test_a_hundred_thousand_columns_are_refused():
    with pytest.raises(Refusal) as no:
        read(",".join(f"c{n}" for n in range(100_000)) + "\n1\n")
    assert no.value.code == "records.columns"
    _, (row,) = read("name,town\n" + "," * 100_000 + "\n")
    assert row.reason is Reason.TOO_LARGE


RECORDS = st.lists(
    st.dictionaries(
        st.text(max_size=6), st.text(max_size=8) | st.integers() | st.none() | st.booleans(),
        max_size=4,
    ),
    max_size=12,
)  # fmt: skip


@given(RECORDS, st.integers(1, 9), st.sampled_from([None, 2]))
@settings(deadline=None)
def test_a_list_in_json_is_read_however_it_is_cut_into_pieces(records, size, indent):
    text = json.dumps(records, indent=indent)
    pieces = [text[at : at + size] for at in range(0, len(text), size)]
    assert list(objects.of_list(pieces)) == [objects.cells(one) for one in records]


@given(RECORDS)
def test_records_a_line_are_read_each_for_itself(records):
    lines = [json.dumps(one) for one in records]
    assert list(objects.of_lines(lines)) == [objects.cells(one) for one in records]


def test_a_list_that_is_cut_off_says_so_after_what_came_before():
    records = objects.of_list(['[{"a":"1"},{"a":', '"2"}'])
    assert [next(records), next(records)] == [{"a": "1"}, {"a": "2"}]
    with pytest.raises(Refusal) as no:
        next(records)
    assert no.value.code == "records.json_broken"


def test_nested_and_endless_json_is_refused_and_stops_nothing():
    deep = '{"a":' + "[" * 100_000 + "]" * 100_000 + "}"
    found = list(objects.of_lines([deep, '{"a": 1}', "[1]", "not json"]))
    assert found == [Reason.NOT_A_RECORD, {"a": "1"}, Reason.NOT_A_RECORD, Reason.NOT_A_RECORD]
    with pytest.raises(Refusal):
        list(objects.of_list(["[" + '{"a":"' + "x" * 5_000_000]))


def test_the_forms_are_told_apart_by_what_stands_in_them():
    assert read('[{"a": 1}]')[0].form is Format.JSON
    assert read('{"a": 1}\n{"a": 2}\n')[0].form is Format.JSONL
    assert read("a,b\n1,2\n")[0].form is Format.CSV
    assert read(workbook([["a"], ["1"]]))[0].form is Format.XLSX
    with pytest.raises(Refusal) as no:
        read("")
    assert no.value.code == "records.file_empty"


def workbook(rows, *, sheets=("Cards",), merge=""):
    book = openpyxl.Workbook()
    book.active.title = sheets[0]
    for name in sheets[1:]:
        book.create_sheet(name).append(["other"])
    for row in rows:
        book.active.append(row)
    if merge:
        book.active.merge_cells(merge)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_sheet_is_chosen_and_its_dates_and_numbers_are_read():
    rows = [["name", "born", "age", "open"], ["Ada", date(1987, 5, 4), 39.0, True]]
    content = workbook(rows, sheets=("Cards", "Other"))
    opened, (row,) = read(content)
    assert opened.sheets == ("Cards", "Other")
    assert list(row.cells.values()) == ["Ada", "1987-05-04", "39", "true"]
    assert list(read(content, said=Layout(sheet="Other"))[1]) == []
    with pytest.raises(Refusal) as no:
        read(content, said=Layout(sheet="None"))
    assert no.value.code == "records.sheet"


def test_a_merged_header_is_refused_with_words():
    content = workbook([["name", "x", "town"], ["Ada", "B", "Ely"]], merge="A1:B1")
    with pytest.raises(Refusal) as no:
        read(content)
    assert no.value.code == "records.header_merged"


def test_a_formula_is_never_evaluated():
    _, (row,) = read(workbook([["name", "sum"], ["Ada", '=HYPERLINK("http://x.example","y")']]))
    assert row.cells.get("sum", "") == ""


def test_a_workbook_that_unpacks_to_a_thousand_times_its_size_is_refused_unread():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (64 << 20))
    with pytest.raises(Refusal) as no:
        read(out.getvalue())
    assert no.value.code == "records.sheet_large"


@pytest.mark.parametrize("content", [b"PK", b"PK\x03\x04 no archive", b"PK\x05\x06" + bytes(18)])
def test_what_only_begins_like_a_workbook_is_refused(content):
    with pytest.raises(Refusal) as no:
        read(content)
    assert no.value.code == "records.file_unreadable"


@given(st.binary(min_size=1, max_size=300))
@settings(deadline=None)
def test_no_bytes_make_the_reader_fall_over(content):
    no = why_not(read, content, said=Layout(encoding="latin-1"))
    assert no is None or no.code.startswith("records.")
