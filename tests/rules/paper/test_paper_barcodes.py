"""Barcodes: what the bars say, read back from the drawing as a scanner would."""

import re

import pytest
from barcode.charsets import code128 as tables
from hypothesis import given
from hypothesis import strategies as st

from bairn.paper.barcodes import NotABarcode, code128

BY_BARS = {bars: value for value, bars in enumerate(tables.CODES)}
VALUES_B = {value: char for char, value in tables.B.items() if len(char) == 1}
START = {103: "A", 104: "B", 105: "C"}
SWITCH = {99: "C", 100: "B", 101: "A"}


def bars_of(svg: str) -> str:
    """The modules of the drawing, from the widths of its bars alone."""
    width = int(re.search(r'viewBox="0 0 (\d+) ', svg)[1])
    line = ["0"] * width
    for across, wide in re.findall(r"M(\d+) 0h(\d+)v", svg):
        line[int(across) : int(across) + int(wide)] = "1" * int(wide)
    return "".join(line)


def read(svg: str) -> str:
    """What a scanner reads: quiet zones, start, letters, check letter and stop all looked at."""
    line = bars_of(svg)
    assert line.startswith("0" * 10)
    assert line.endswith("0" * 10)
    inner = line.strip("0")
    assert inner.endswith(tables.STOP + "11")
    symbols = [inner[i : i + 11] for i in range(0, len(inner) - 13, 11)]
    values = [BY_BARS[bars] for bars in symbols]
    check = values.pop()
    assert check == (values[0] + sum(i * v for i, v in enumerate(values[1:], 1))) % 103
    mode, text = START[values[0]], ""
    for value in values[1:]:
        if value in SWITCH and SWITCH[value] != mode:
            mode = SWITCH[value]
        elif mode == "C":
            text += f"{value:02d}"
        else:
            text += VALUES_B[value]
    return text


@given(st.text("0123456789ABCDEFGHJKMNPQRSTVWXYZ-", min_size=1, max_size=14))
def test_bars_say_the_code_with_a_quiet_zone_on_both_sides(text: str) -> None:
    assert read(code128(text)) == text


def test_a_barcode_names_itself_to_who_cannot_see_and_carries_no_style() -> None:
    svg = code128("B7Q2M4K9XTD")
    assert 'role="img" aria-label="B7Q2M4K9XTD"' in svg
    assert "style" not in svg
    assert "<text" not in svg
    assert "font" not in svg


@pytest.mark.parametrize("text", ["", "证物", "a\u2028b"])
def test_text_that_bars_cannot_say_is_refused(text: str) -> None:
    with pytest.raises(NotABarcode):
        code128(text)


def test_markup_in_a_code_stays_text() -> None:
    assert "<script>" not in code128("<script>")
