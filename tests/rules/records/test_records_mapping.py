"""Columns are guessed, mappings are files, rows become people, and failures keep their words."""

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bairn.kernel.refusal import Refusal
from bairn.likeness import reading as likeness
from bairn.records import dates, guessing, mapping, people, reading, rejecting
from bairn.records.terms import Column, DateOrder, Layout, Note, Reason, Row, Target

ENGLISH = {
    "Surname": Target.FAMILY_NAME, "First Name": Target.GIVEN_NAME,
    "Date of Birth": Target.BIRTH_DATE, "Mobile": Target.PHONE, "E-mail": Target.EMAIL,
    "Licence plate": Target.VEHICLE, "Post code": Target.POSTCODE, "Shelf mark": Target.KEEP,
}  # fmt: skip
CHINESE = {
    "姓名": Target.FULL_NAME, "出生日期": Target.BIRTH_DATE, "身份证号": Target.NATIONAL_ID,
    "联系电话": Target.PHONE, "微信号": Target.ACCOUNT, "现住址": Target.ADDRESS,
    "车牌号": Target.VEHICLE, "卷宗号": Target.KEEP,
}  # fmt: skip


@pytest.mark.parametrize("names", [ENGLISH, CHINESE])
def test_columns_are_guessed_by_what_they_are_called(names):
    found = guessing.guess(list(names), [])
    assert {name: found.columns[name].target for name in names} == names


def test_columns_without_a_telling_name_are_guessed_by_what_stands_in_them():
    rows = [
        Row(n, {"f1": f"person{n}@example.org", "f2": f"1380000000{n}", "f3": "11010519491231002X",
                "f4": "calm"})
        for n in range(5)
    ]  # fmt: skip
    found = guessing.guess(["f1", "f2", "f3", "f4"], rows)
    assert [found.columns[name].target for name in ("f1", "f2", "f3", "f4")] == [
        Target.EMAIL, Target.PHONE, Target.NATIONAL_ID, Target.KEEP,
    ]  # fmt: skip
    assert found.region == "CN"


@pytest.mark.parametrize(
    ("order", "values"),
    [
        (DateOrder.YMD, ["1987-05-24", "1987/5/4"]),
        (DateOrder.DMY, ["24/05/1987", "4.5.1987"]),
        (DateOrder.MDY, ["05/24/1987", "5/4/1987"]),
    ],
)
def test_the_order_of_dates_is_guessed_from_what_can_be_read(order, values):
    rows = [Row(n, {"dob": one}) for n, one in enumerate(values)]
    assert guessing.guess(["dob"], rows).date_order is order
    assert [dates.read(one, order) for one in values] == ["1987-05-24", "1987-05-04"]


@pytest.mark.parametrize(
    ("text", "read"),
    [("1987年5月4日", "1987-05-04"), ("19870504", "1987-05-04"), ("1987", "1987"),
     ("1987-05", "1987-05"), ("1987-05-04T00:00:00", "1987-05-04"), ("1987-02-30", ""),
     ("04/05/87", ""), ("about 1987", ""), ("", ""), ("1987-00-00", "1987")],
)  # fmt: skip
def test_a_date_is_read_as_far_as_it_is_known(text, read):
    assert dates.read(text, DateOrder.DMY) == read


COLUMNS = st.dictionaries(
    st.text(min_size=1, max_size=20), st.builds(Column, st.sampled_from(Target)), min_size=1
)
LAYOUTS = st.builds(
    Layout, columns=COLUMNS, date_order=st.sampled_from(DateOrder),
    region=st.sampled_from(["", "CN", "GB", "NO"]),
)  # fmt: skip


@given(LAYOUTS)
def test_a_mapping_file_is_read_back_as_it_was_saved(layout):
    assert mapping.from_yaml(mapping.to_yaml(layout)) == layout


@pytest.mark.parametrize(
    "text",
    ["", "[]", "columns: 3", "columns: {a: nonsense}", "columns: {a: phone}\nmore: 1", "{", "a: *b",
     "columns: &a {x: phone}\nsheet: *a", "x" * 1_000_001],
)  # fmt: skip
def test_a_mapping_file_that_is_none_is_refused_and_not_repeated(text):
    with pytest.raises(Refusal) as no:
        mapping.from_yaml(text)
    assert no.value.code == "records.mapping"


def test_a_mapping_by_which_nobody_is_told_and_one_of_another_file_are_refused():
    nobody = Layout(columns={"sex": Column(Target.SEX)})
    with pytest.raises(Refusal, match="mapping_nobody"):
        mapping.check(nobody)
    other = Layout(columns={"name": Column(Target.FULL_NAME)})
    with pytest.raises(Refusal, match="mapping_columns"):
        mapping.check(other, ["Name"])
    assert mapping.check(other, ["name", "more"]) is other


FULL = Layout(
    columns={
        "family": Column(Target.FAMILY_NAME), "given": Column(Target.GIVEN_NAME),
        "born": Column(Target.BIRTH_DATE), "tel": Column(Target.PHONE),
        "mail": Column(Target.EMAIL), "id": Column(Target.NATIONAL_ID),
        "wx": Column(Target.ACCOUNT, "wechat"), "street": Column(Target.ADDRESS),
        "town": Column(Target.TOWN), "car": Column(Target.VEHICLE),
    },
    region="GB",
)  # fmt: skip


def test_a_row_becomes_a_sighting_that_the_index_understands():
    cells = {
        "family": "Quillfeather", "given": "Ada", "born": "1987-05-04",
        "tel": "07700 900123; 07700900124", "mail": "ada@example.org", "id": "QQ123456C",
        "wx": "quill_1", "street": "1 Reed Lane", "town": "Ely", "car": "AB12 CDE", "odd": "kept",
    }  # fmt: skip
    person = people.person_of(Row(1, cells), FULL)
    seen = likeness.sighting_of(person.fields)
    assert (seen.names[0].family, seen.names[0].given) == ("Quillfeather", "Ada")
    assert (seen.birth.year, seen.birth.month, seen.birth.day) == (1987, 5, 4)
    assert seen.phones == ("07700 900123", "07700900124")
    assert seen.accounts == (("wechat", "quill_1"),)
    assert seen.national_ids == (("GB", "QQ123456C"),)
    assert (seen.addresses[0].line, seen.addresses[0].town) == ("1 Reed Lane", "Ely")
    assert seen.vehicles == ("AB12 CDE",)
    assert json.loads(person.fields["original"]) == cells
    assert len(list(people.tokens_of(person.fields, "GB"))) == 6


def test_values_that_fail_are_kept_as_they_are_and_the_row_comes_in_with_a_note():
    cells = {"family": "Marrowby", "born": "4 May", "tel": "none", "mail": "at home"}
    person = people.person_of(Row(1, cells), FULL)
    assert set(person.notes) == {Note.DATE, Note.PHONE, Note.EMAIL}
    assert person.reason is None
    assert json.loads(person.fields["original"]) == cells
    assert set(person.fields) == {"family_name", "original"}


@pytest.mark.parametrize(
    ("cells", "reason"),
    [({}, Reason.EMPTY), ({"family": "  "}, Reason.EMPTY), ({"odd": "words"}, Reason.NOBODY),
     ({"born": "1987-05-04"}, Reason.NOBODY), ({"town": "Ely"}, Reason.NOBODY),
     ({"tel": "no"}, Reason.NOBODY), ({"car": "AB12 CDE"}, None), ({"street": "1 Lane"}, None)],
)  # fmt: skip
def test_a_row_is_rejected_only_if_it_holds_nobody(cells, reason):
    assert people.person_of(Row(1, cells), FULL).reason is reason


@given(st.dictionaries(st.sampled_from([*FULL.columns, "odd"]), st.text(max_size=30)))
def test_every_row_is_understood_somehow_and_loses_no_word(cells):
    person = people.person_of(Row(1, cells), FULL)
    list(people.tokens_of(person.fields, "GB"))
    if person.reason is None:
        kept = json.loads(person.fields["original"])
        assert kept == {name: text.strip() for name, text in cells.items() if text.strip()}


@given(st.text(max_size=20))
def test_a_cell_of_the_report_is_no_formula_and_comes_back_as_it_was(text):
    shown = rejecting.shielded(text)
    assert not shown.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert rejecting.unshielded(shown) == text


def test_the_report_of_rejected_rows_is_mended_and_read_as_the_rows_it_came_from():
    text = rejecting.report(
        [(3, Reason.NOBODY)], {3: {"=name": "", "remark": "=1+1"}}, ["=name", "remark"]
    )
    (header, line) = list(csv.reader(io.StringIO(text)))
    assert header == ["bairn_row", "bairn_reason", "'=name", "remark"]
    assert line == ["3", "nobody", "", "'=1+1"]
    stream = io.BytesIO(text.encode())
    (row,) = reading.rows(stream, reading.open_file(stream))
    assert dict(row.cells) == {"=name": "", "remark": "=1+1"}
