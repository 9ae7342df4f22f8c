"""Files that are evidence, as whoever runs the house calls them."""

import hashlib


def test_the_digests_of_a_file_are_printed_and_no_house_is_needed(house, tmp_path):
    data = bytes(range(256)) * 40_000
    file = tmp_path / "calm.bin"
    file.write_bytes(data)
    (row,) = house.bairn("evidence", "digest", file, "--json").lines
    assert row == {
        "sha256": hashlib.sha256(data).hexdigest(),
        "sha1": hashlib.sha1(data, usedforsecurity=False).hexdigest(),
        "md5": hashlib.md5(data, usedforsecurity=False).hexdigest(),
        "size": len(data),
    }
    assert row["sha256"] in house.bairn("evidence", "digest", file).out
    assert house.bairn("evidence", "digest", tmp_path / "none").code == 2


def test_a_house_without_files_has_nothing_to_read_and_says_so(house):
    asked = house.bairn("evidence", "verify", "--due", "--json")
    assert (asked.code, asked.lines) == (0, [])
    assert "Nothing is to be read now" in house.bairn("evidence", "verify", "--due").err


def test_a_case_that_is_not_there_is_refused_and_one_of_two_has_to_be_said(house):
    unknown = house.bairn("evidence", "verify", "--case", "C-26-NOTHING-0", "--json")
    assert (unknown.code, unknown.lines[0]["error"]) == (1, "evidence.no_case")
    assert house.bairn("evidence", "verify").code == 2
    assert house.bairn("evidence", "verify", "--due", "--case", "C-1").code == 2
