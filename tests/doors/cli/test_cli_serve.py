"""`bairn serve`: everything starts, one report goes its way before the reader's eyes."""

import json
import re
import signal
import socket
import subprocess
import sys
import time
from urllib.request import urlopen

import pytest


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


@pytest.fixture(scope="module")
def served(demo_house):
    """The lines of a start, and the process while it serves."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "bairn.cli", "serve", "--port", str(port)],
        cwd=demo_house.path,
        env=demo_house.surroundings,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    lines = []
    for line in process.stdout:
        lines.append(line.rstrip())
        if "stops everything" in line:
            break
    yield port, "\n".join(lines), process
    process.kill()
    process.wait()


def test_a_start_shows_receipt_band_reasons_case_and_three_deadlines(served):
    _, said, _ = served
    assert re.search(r"^Receipt   R-\d\d-", said, re.M)
    assert re.search(r"^Band      A, now", said, re.M)
    assert re.search(r"because .+ \[.+ · (V|V2|K|D)", said)
    assert re.search(r"^Case      C-\d\d-.+ under barnahus-eu", said, re.M)
    assert (
        len(re.findall(r"^  by \d{4}-\d\d-\d\d \d\d:\d\d UTC  .+ \[.+ · (?:V|V2|K|D)", said, re.M))
        == 3
    )


def test_a_start_verifies_the_record(served):
    assert re.search(r"^Record    OK, \d+ entries.+1 witness$", served[1], re.M)


def test_a_start_names_the_doors_and_how_to_sign_in(served):
    port, said, _ = served
    assert all(
        f"http://localhost:{port}{door}" in said for door in ("/report/", "/desk/", "/ispws/")
    )
    assert "Sign in to the demo" in said


def test_the_sign_in_page_shows_the_demo_and_its_password(served, demo_house):
    page = urlopen(f"http://localhost:{served[0]}/desk/").read().decode()
    assert (demo_house.path / "house" / "demo-password").read_text().strip() in page


def test_it_serves_in_good_health_and_stops_within_ten_seconds(served):
    port, _, process = served
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            health = json.load(urlopen(f"http://localhost:{port}/health/"))
            break
        except OSError:
            time.sleep(0.3)
    assert health["ok"] is True
    asked = time.monotonic()
    process.send_signal(signal.SIGTERM)
    assert process.wait(15) == 0
    assert time.monotonic() - asked < 10.5
