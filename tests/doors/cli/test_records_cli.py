"""Older records, as whoever runs the house brings them in."""

import csv
import os
import signal
import subprocess
import sys
import time

import psycopg
import pytest

from bairn.house import environment, postgres

HEADER = "name,dob,phone,remark\n"
GOOD = "Quillfeather Ada,1987-05-04,+44 7700 900123,blue folder\n"
BAD = ",,,=only a remark\n"


@pytest.fixture(scope="session")
def staffed(house):
    made = house.bairn("unit", "add", "Cold cases", "--agency", "Eastfield Police", "--json")
    (unit,) = made.lines
    for name, role in (("cleo", "supervisor"), ("ben", "investigator")):
        told = ("--unit", unit["id"], "--role", role, "--generate")
        added = house.bairn("staff", "add", name, *told)
        assert added.code == 0, added.err
    return house


def bring(house, file, *more):
    return house.bairn("import", file, "--by", "cleo", "--review", "ben", *more, "--json")


def test_a_file_is_previewed_mapped_brought_in_and_its_rejected_row_mended(staffed, tmp_path):
    file = tmp_path / "cards.csv"
    file.write_text(HEADER + GOOD + BAD)
    shown = staffed.bairn("import", file, "--preview")
    assert shown.code == 0
    assert "full_name" in shown.out
    assert "Quillfeather" in shown.out
    mapping = tmp_path / "cards.yaml"
    assert staffed.bairn("import", file, "--save-mapping", mapping).code == 0
    assert "full_name" in mapping.read_text()
    brought = bring(staffed, file, "--mapping", mapping, "--name", "Cards")
    assert brought.code == 0, brought.err
    (row,) = brought.lines
    assert (row["rows"], row["taken"], row["rejected"]) == (2, 1, 1)
    assert "Quillfeather" not in brought.out + brought.err
    report = tmp_path / "cards.csv.rejected.csv"
    assert report.stat().st_mode & 0o077 == 0
    header, line = list(csv.reader(report.open()))
    assert line == ["2", "nobody", "", "", "", "'=only a remark"]
    report.write_text(",".join(header) + "\n2,nobody,Fenwick Joan,,,'=only a remark\n")
    (mended,) = bring(staffed, report, "--mapping", mapping, "--name", "Cards").lines
    assert (mended["collection"], mended["taken"]) == (row["collection"], 1)
    (again,) = bring(staffed, file, "--mapping", mapping, "--name", "Cards").lines
    assert (again["taken"], again["again"]) == (1, 0)
    whole = tmp_path / "whole.csv"
    whole.write_text(HEADER + GOOD + "Fenwick Joan,,,=only a remark\n")
    (known,) = bring(staffed, whole, "--name", "Cards").lines
    assert (known["taken"], known["again"]) == (0, 2)


def test_killed_in_the_middle_it_goes_on_and_nothing_is_lost_or_doubled(staffed, tmp_path):
    file = tmp_path / "many.csv"
    with file.open("w") as out:
        out.write(HEADER)
        for number in range(30_000):
            out.write(f"Person {number},1990-01-{number % 28 + 1:02d},,row {number}\n")
    call = [sys.executable, "-m", "bairn.cli", "import", str(file), "--by", "cleo", "--json"]
    going = subprocess.Popen(
        call, cwd=staffed.path, env=staffed.surroundings, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    deadline = time.monotonic() + 60
    before = _count(staffed)
    while _count(staffed) < before + 4_000 and time.monotonic() < deadline and going.poll() is None:
        time.sleep(0.05)
    os.kill(going.pid, signal.SIGKILL)
    going.wait()
    assert before + 4_000 <= _count(staffed) < before + 30_000
    (done,) = staffed.bairn("import", file, "--by", "cleo", "--json").lines
    assert (done["rows"], done["taken"], done["again"]) == (30_000, 30_000, 0)
    assert _count(staffed) == before + 30_000


def _count(house):
    socket = str(postgres.place(environment.CHECKOUT).socket)
    name = (house.path / "house" / "database-name").read_text()
    with psycopg.connect(dbname=name, user="postgres", host=socket) as database:
        return database.execute("select count(*) from records_record").fetchone()[0]


def test_what_cannot_be_is_refused_in_plain_words(staffed, tmp_path):
    file = tmp_path / "cards.csv"
    file.write_text("remark\ncalm\n")
    refused = bring(staffed, file)
    assert (refused.code, refused.lines[0]["error"]) == (1, "records.mapping_nobody")
    file.write_text(HEADER + GOOD)
    assert staffed.bairn("import", file).code == 2
    nobody = staffed.bairn("import", file, "--by", "nobody", "--json")
    assert nobody.lines[0]["error"] == "staff.unknown"
    assert staffed.bairn("import", tmp_path / "none.csv", "--by", "cleo").code == 2
