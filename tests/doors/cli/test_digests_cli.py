"""Lists of digests, as whoever runs the house calls them."""

import json

ROW = {"MediaID": 1, "Category": 1, "SHA1": "B" * 40}


def test_a_list_is_imported_shown_matched_and_retired(house, tmp_path):
    file = tmp_path / "list.json"
    rows = [{**ROW, "MD5": f"{number:032X}"} for number in range(1, 4)] + [{"MD5": "zz"}]
    file.write_text(json.dumps({"@odata.context": "x#Media", "value": rows}))
    told = ("--list", "National", "--kind", "known_illegal", "--edition", "2026-11")
    brought = house.bairn("digests", "import", file, *told, "--json")
    assert brought.code == 0, brought.err
    (row,) = brought.lines
    assert (row["rows"], row["digests"], row["bad"]) == (4, 4, 1)
    again = house.bairn("digests", "import", file, *told, "--json")
    assert again.lines == brought.lines
    (listed,) = house.bairn("digests", "list", "--json").lines
    assert (listed["name"], listed["state"], listed["edition"]) == ("National", "in_use", "2026-11")
    (bad,) = house.bairn("digests", "show", listed["id"], "--json").lines
    assert bad == {"line": 4, "reason": "not_hex"}
    (known,) = house.bairn("digests", "match", f"{2:032x}", "--json").lines
    assert (known["list"], known["category"]) == ("National", "1")
    assert house.bairn("digests", "retire", listed["id"]).code == 0
    assert house.bairn("digests", "match", f"{2:032x}", "--json").lines == []


def test_a_file_that_is_cut_or_missing_is_said_to_be_so(house, tmp_path):
    file = tmp_path / "cut.json"
    file.write_text('{"value": [{"MD5": "' + "a" * 32 + '"}, {"MD5"')
    told = ("--list", "Cut", "--kind", "known_illegal", "--json")
    cut = house.bairn("digests", "import", file, *told)
    assert (cut.code, cut.lines[0]["error"]) == (1, "digests.file_broken")
    assert house.bairn("digests", "import", tmp_path / "none.csv", *told).code == 2
    assert house.bairn("digests", "match", "no digest").code == 2
