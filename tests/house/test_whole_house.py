"""The whole house in processes of its own: it starts, serves, drains, and survives being killed.

Run in a copy of the checkout, so that its database server can be killed without anybody noticing.
"""

import contextlib
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest

from bairn.house import environment, postgres

pytestmark = [
    pytest.mark.database,
    pytest.mark.skipif(
        bool(os.environ.get("DATABASE_URL")), reason="kills its own embedded server, not a real one"
    ),
]
PASSWORD = "a calm and long sentence"


class House:
    """One copy of the checkout with its own home, server and port."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.serving: subprocess.Popen | None = None

    def command(self, *words):
        return [sys.executable, "-m", "bairn.cli", *words]

    @property
    def environment(self):
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("BAIRN_", "DJANGO_"))}
        return kept | {"BAIRN_DEMO": "0", "BAIRN_PORT": str(self.port)}

    def bairn(self, *words, given=""):
        done = subprocess.run(
            self.command(*words), cwd=self.folder, env=self.environment, input=given,
            capture_output=True, text=True,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]

    def serve(self):
        """Serve in a process group of its own; returns once every part is well."""
        self.serving = subprocess.Popen(
            self.command("serve"), cwd=self.folder, env=self.environment,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        end = time.monotonic() + 60
        while not self.well():
            assert self.serving.poll() is None
            assert time.monotonic() < end, self.health()
            time.sleep(0.2)

    def get(self, path):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=10) as one:
                return one.status, one.read().decode()
        except urllib.error.HTTPError as refused:
            return refused.code, refused.read().decode()

    def health(self):
        with contextlib.suppress(OSError):
            return json.loads(self.get("/health/")[1])
        return {}

    def well(self):
        return bool(self.health().get("ok"))

    def pids(self):
        """Every process that works in this copy, the database's own aside."""
        found = []
        for entry in Path("/proc").iterdir():
            with contextlib.suppress(OSError, ValueError):
                if (entry / "cwd").resolve() == self.folder and int(entry.name) != os.getpid():
                    found.append(int(entry.name))
        return found

    def postgres_pid(self):
        data = postgres.place(self.folder).data
        return int((data / "postmaster.pid").read_text().splitlines()[0])

    def end(self, number=signal.SIGTERM):
        """Send the signal to the supervisor alone; seconds until it has ended."""
        began = time.monotonic()
        os.kill(self.serving.pid, number)
        self.serving.wait(20)
        return time.monotonic() - began


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    folder = tmp_path_factory.mktemp("house") / "checkout"
    shutil.copytree(
        environment.CHECKOUT / "bairn", folder / "bairn",
        ignore=shutil.ignore_patterns("__pycache__"),
    )  # fmt: skip
    made = House(folder.resolve())
    yield made
    if made.serving and made.serving.poll() is None:
        os.killpg(made.serving.pid, signal.SIGKILL)
    postgres.stop(folder)
    base = postgres.place(folder).base
    assert base.name.startswith("bairn-") or base.is_relative_to(folder)
    shutil.rmtree(base, ignore_errors=True)


@pytest.fixture(scope="module")
def staff(house):
    """Somebody who may sign in, made by command before the house serves."""
    (unit,) = house.bairn("unit", "add", "Children", "--agency", "Eastfield Police", "--json")
    (made,) = house.bairn(
        "staff", "add", "sam.reed", "--unit", unit["id"], "--role", "investigator",
        "--generate", "--json",
    )  # fmt: skip
    return "sam.reed", made["password"]


def sign_in(house, username, password):
    """Where the desk sends somebody who signs in with these."""
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    address = f"http://127.0.0.1:{house.port}/desk/account/login/"
    page = opener.open(address, timeout=30).read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page).group(1)
    form = urlencode({"login": username, "password": password, "csrfmiddlewaretoken": token})
    return urlsplit(opener.open(address, form.encode(), timeout=30).url).path


def test_the_house_starts_from_nothing_and_every_door_answers(house, staff):
    house.serve()
    answers = {
        path: house.get(path)[0]
        for path in ("/", "/report/", "/report/form/", "/desk/account/login/", "/ispws/status")
    }
    assert answers == {
        "/": 200, "/report/": 200, "/report/form/": 200, "/desk/account/login/": 200,
        "/ispws/status": 401,
    }  # fmt: skip


def test_the_doors_sign_people_in_by_a_login_that_owns_nothing(house, staff):
    username, password = staff
    assert sign_in(house, username, password) == "/desk/account/"  # a password alone opens no desk
    assert "/login/" in sign_in(house, username, "not this one")


def test_everything_killed_at_once_even_the_database_comes_back_with_all_it_had(house, staff):
    receipts = house.bairn("receive", "--json", str(house.folder / "bairn/demo/sample-report.xml"))
    os.kill(house.postgres_pid(), signal.SIGKILL)
    os.killpg(house.serving.pid, signal.SIGKILL)
    house.serving.wait()
    house.serve()
    assert sign_in(house, *staff) == "/desk/account/"  # a password alone opens no desk
    (waiting,) = [
        row for row in house.bairn("queue", "--json") if row["reference"] == receipts[0]["receipt"]
    ]
    assert waiting
    copy = house.folder.parent / "copy"
    house.bairn("record", "export", str(copy), "--json")
    checked = subprocess.run(
        [sys.executable, "-I", "-S", copy / "verify.py", copy], capture_output=True, text=True
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_a_part_of_the_house_that_is_killed_is_back_soon(house):
    def record_keeper():
        return [
            pid
            for pid in house.pids()
            if b"recording\0sequencer" in Path(f"/proc/{pid}/cmdline").read_bytes()
        ]

    (before,) = record_keeper()
    os.kill(before, signal.SIGKILL)
    end = time.monotonic() + 60
    while (after := record_keeper()) in ([], [before]) and time.monotonic() < end:
        time.sleep(0.1)
    assert after not in ([], [before])


def test_a_second_house_on_the_same_port_says_so_and_leaves_the_first_alone(house):
    done = subprocess.run(
        house.command("serve"), cwd=house.folder, env=house.environment, capture_output=True,
        text=True,
    )  # fmt: skip
    assert done.returncode == 3
    assert "BAIRN_PORT" in done.stderr
    assert house.well()


def test_sigterm_lets_a_request_in_hand_end_and_stops_everything_within_ten_seconds(house):
    with socket.create_connection(("127.0.0.1", house.port), timeout=10) as slow:
        body = b"language=en&next=/"
        head = (
            f"POST /kit/language/ HTTP/1.1\r\nHost: 127.0.0.1:{house.port}\r\n"
            f"Content-Type: application/x-www-form-urlencoded\r\n"
            f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n"
        )
        slow.sendall(head.encode() + body[:5])
        time.sleep(0.3)
        began = time.monotonic()
        house.serving.terminate()
        time.sleep(0.5)
        slow.sendall(body[5:])
        assert b" 302 " in slow.recv(4096).split(b"\r\n", 1)[0]
    house.serving.wait(15)
    assert time.monotonic() - began < 10
    assert house.serving.returncode == 0
    assert house.pids() == []


def test_a_supervisor_killed_alone_takes_its_parts_along_and_the_house_starts_again(house):
    house.serve()
    house.end(signal.SIGKILL)
    end = time.monotonic() + 15
    while house.pids() and time.monotonic() < end:
        time.sleep(0.1)
    assert house.pids() == []
    house.serve()
    assert house.end() < 10


def test_no_log_of_the_house_holds_a_name_an_address_or_a_reference(house, staff):
    words = "".join(path.read_text() for path in (house.folder / ".bairn" / "log").iterdir())
    assert "sam.reed" not in words
    assert staff[1] not in words
    assert not re.search(r"R-\d\d-", words)
    assert "/report/" not in words
