"""Labels: each in its place, and bars that a scanner reads."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from bairn.evidence import labels as codes
from bairn.paper import printing
from bairn.paper.barcodes import code128
from bairn.web.desk.exhibits.labels import EACH, Label, Sheet, pages
from tests.rules.paper.test_paper_barcodes import read

needs_pango = pytest.mark.skipif(not printing.available(), reason="pango is missing")


def label(number: int, mark: str = "") -> Label:
    code = codes.new_code()
    return Label(code=code, case="EF-2026-0007", number=number, mark=mark, bars=code128(code))


@given(st.integers(0, 60), st.integers(1, EACH))
def test_every_label_has_one_place_and_the_first_is_where_it_was_asked_for(
    count: int, first: int
) -> None:
    made = pages([label(n) for n in range(count)], sheet=Sheet.A4, first=first)
    flat = [one for page in made for one in page]
    assert [one.label.number for one in flat] == list(range(count))
    places = [(n, one.row, one.column) for n, page in enumerate(made) for one in page]
    assert places == sorted(places)
    assert len(set(places)) == count
    if count:
        assert flat[0].row * 3 + flat[0].column == first - 1


def test_a_roll_of_single_labels_has_one_on_each_piece() -> None:
    made = pages([label(n) for n in range(3)], sheet=Sheet.SINGLE, first=9)
    assert [len(page) for page in made] == [1, 1, 1]


@given(st.integers(1, 999))
def test_the_bars_of_a_label_say_its_code_and_the_code_is_read_back_from_what_is_spelled(
    number: int,
) -> None:
    one = label(number)
    assert read(one.bars) == one.code
    assert codes.read(one.spelled) == one.code
    assert codes.read(one.spelled.lower()) == one.code


@needs_pango
@pytest.mark.parametrize(("sheet", "width", "count"), [(Sheet.A4, 210, 2), (Sheet.SINGLE, 62, 5)])
def test_a_printed_sheet_has_its_size_and_says_code_case_number_and_mark(
    sheet: Sheet, width: int, count: int
) -> None:
    rows = [label(n, "Sensitive") for n in range(1, 6)]
    context = {"pages": pages(rows, sheet=sheet, first=22), "sheet": sheet.value}
    made = printing.from_template(
        "desk/exhibits/labels_sheet.html", context, language="en", title="Labels"
    )
    found = PdfReader(io.BytesIO(made))
    assert len(found.pages) == count
    assert round(float(found.pages[0].mediabox.width) / 72 * 25.4) == width
    said = "\n".join(page.extract_text() for page in found.pages)
    for one in rows:
        assert one.spelled in said
        assert f"EF-2026-0007 · Exhibit {one.number}" in said
    assert said.count("Sensitive") == 5
    assert "Page" not in said
