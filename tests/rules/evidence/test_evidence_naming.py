"""Names of files: kept as they were said, shown without tricks, never part of a path."""

import unicodedata
from pathlib import PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bairn.evidence import naming
from bairn.kernel.refusal import Refusal

HOSTILE = (
    "../../etc/passwd",
    "..\\..\\windows\\system32\\con.txt",
    "invoice\u202egnp.exe",
    "a\x00b.png",
    "line\nbreak.txt",
    "<script>alert(1)</script>.svg",
    "CON",
    "aux.txt",
    ".",
    "..",
    "",
    "   ",
    "/",
    "name.",
    "‮⁦﻿",
    "\ud800",
    "照片 2026.jpg",
    "e\u0301te\u0301.jpg",
    "x" * 1000 + ".png",
    "-rf",
)


@given(st.text(max_size=naming.MOST) | st.sampled_from(HOSTILE))
def test_a_name_that_leaves_is_one_plain_part(said: str) -> None:
    name = naming.as_file(said, "file-1")
    assert 0 < len(name.encode()) <= 140
    assert PurePosixPath(name).name == name == PureWindowsPath(name).name
    assert not PureWindowsPath(name).is_reserved()
    assert name.strip(" .") == name
    assert not any(unicodedata.category(sign) in ("Cc", "Cf", "Cs") for sign in name)


@given(st.text(max_size=naming.MOST) | st.sampled_from(HOSTILE))
def test_a_name_on_a_page_hides_nothing(said: str) -> None:
    shown = naming.shown(said)
    assert not any(unicodedata.category(sign) in ("Cc", "Cf", "Cs") for sign in shown)


def test_a_name_keeps_what_can_be_kept() -> None:
    assert naming.as_file("照片 2026.jpg", "file-1") == "照片 2026.jpg"
    assert naming.as_file("../../etc/passwd", "file-1") == "passwd"
    assert naming.as_file("aux.txt", "file-1") == "file-1.txt"
    assert naming.as_file("-rf", "file-1") == "rf"
    assert naming.shown("invoice\u202egnp.exe") == "invoice‹202E›gnp.exe"
    assert naming.shown("C:\\garden\\rose.png") == "rose.png"


@given(st.text(max_size=naming.MOST))
def test_what_was_said_is_kept_as_it_was(said: str) -> None:
    kept = naming.kept(said)
    assert kept == said or any(unicodedata.category(sign) == "Cs" for sign in said)
    assert kept.encode() or not said


def test_a_name_has_an_end() -> None:
    assert naming.kept("x" * naming.MOST)
    with pytest.raises(Refusal, match=r"evidence\.name_too_long"):
        naming.kept("x" * (naming.MOST + 1))
