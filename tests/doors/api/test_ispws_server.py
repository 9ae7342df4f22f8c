"""The protocol behind the server of production: a gigabyte in flat memory, refusals that arrive."""

import contextlib
import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from bairn.api.ispws.codes import Code
from bairn.house import environment, postgres
from bairn.intake.models import File, Report
from tests.doors.api.senders import MULTIPART, THIN, Senders, basic, multipart
from tests.rooms.intake.desk import PASSWORD

MIB = 1024 * 1024
LARGE = 256 * MIB
GROWTH = 24 * MIB  # of resident memory, over all that is sent here


@dataclass
class Served:
    """A running server and its memory."""

    port: int
    group: int

    def call(self, method: str, address: str, body: Any, *, chunked: bool = False, **headers: str):
        caller = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        caller.request(
            method,
            f"/ispws/{address}",
            body,
            {"Authorization": basic("meadow", PASSWORD), **headers},
            encode_chunked=chunked,
        )
        answer = caller.getresponse()
        content = answer.read()
        caller.close()
        return answer.status, int(content.split(b"<responseCode>")[1].split(b"<")[0]), content

    def forget_peak(self) -> None:
        """Measure anew from here: checking a password takes 100 MB once, and gives them back."""
        for process in self._processes():
            (process / "clear_refs").write_text("5")

    def peak(self) -> int:
        """The most resident memory, in bytes, of all its processes since it was last forgotten."""
        texts = [(process / "status").read_text() for process in self._processes()]
        return sum(int(text.split("VmHWM:")[1].split()[0]) * 1024 for text in texts)

    def _processes(self) -> list[Path]:
        found = [one for one in Path("/proc").glob("[0-9]*") if one.joinpath("status").exists()]
        return [one for one in found if _group_of(int(one.name)) == self.group]


def _group_of(process: int) -> int:
    try:
        return os.getpgid(process)
    except ProcessLookupError:
        return 0


@pytest.fixture
def served(before: Senders) -> Iterator[Served]:
    """granian with this door alone, on the database of this test."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    name = connection.settings_dict["NAME"]
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1"),
            *("--port", str(port), "--workers", "1", "--blocking-threads", "4"),
            *("--no-ws", "--log-level", "error", "bairn.house.wsgi.api:application"),
        ],
        cwd=environment.CHECKOUT,
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "bairn.house.settings",
            "BAIRN_HOME": str(settings.BAIRN_HOME),
            "BAIRN_HOSTS": "127.0.0.1",
            "DATABASE_URL": postgres.place(environment.CHECKOUT).url(database=name),
        },
        start_new_session=True,
    )
    try:
        _wait_for(port)
        yield Served(port, os.getpgid(process.pid))
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, 9)
            process.wait()


def _wait_for(port: int) -> None:
    for _ in range(300):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the server did not start")


def _pieces(head: bytes, size: int, tail: bytes = b"") -> Iterator[bytes]:
    yield head
    piece = b"x" * MIB
    for _ in range(size // MIB):
        yield piece
    yield tail


@pytest.mark.skipif(bool(os.environ.get("DATABASE_URL")), reason="made for the embedded database")
def test_a_large_file_passes_and_a_gigabyte_document_is_refused_in_flat_memory(served):
    status, code, content = served.call("POST", "submit", THIN, **{"Content-Type": "text/xml"})
    assert (status, code) == (200, Code.SUCCESS)
    number = int(content.split(b"<reportId>")[1].split(b"<")[0])
    small = multipart(number, b"calm")
    assert served.call("POST", "upload", small, **{"Content-Type": MULTIPART})[:2] == (200, 0)
    served.forget_peak()
    begun = served.peak()
    head, tail = multipart(number, b"|").split(b"|")
    length = len(head) + LARGE + len(tail)
    for headers, chunked in (
        ({"Content-Length": str(length)}, False),
        ({"Transfer-Encoding": "chunked"}, True),
    ):
        sent = served.call(
            *("POST", "upload", _pieces(head, LARGE, tail)),
            chunked=chunked,
            **{"Content-Type": MULTIPART, **headers},
        )
        assert sent[:2] == (200, Code.SUCCESS)
    assert set(File.objects.values_list("size", flat=True)) == {4, LARGE}
    assert served.peak() - begun < GROWTH
    assert _refused_early(served, "Content-Length: 1073741824\r\n") == (413, Code.INVALID_REQUEST)
    assert _refused_early(served, "Transfer-Encoding: chunked\r\n") == (413, Code.INVALID_REQUEST)
    assert served.peak() - begun < GROWTH
    assert Report.objects.count() == 1


def _refused_early(served: Served, framing: str) -> tuple[int, int]:
    """Send a document without end until the server answers or hangs up; its answer."""
    with socket.create_connection(("127.0.0.1", served.port), 30) as wire:
        wire.sendall(
            b"POST /ispws/submit HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: text/xml\r\n"
            + f"Authorization: {basic('meadow', PASSWORD)}\r\n{framing}\r\n".encode()
        )
        wire.settimeout(0.05)
        piece = b"x" * MIB
        framed = b"100000\r\n" + piece + b"\r\n" if "chunked" in framing else piece
        answer, sent = b"", 0
        while b"</reportResponse>" not in answer and sent < 64 * MIB:
            with contextlib.suppress(TimeoutError, ConnectionError):
                sent += wire.send(framed[sent % len(framed) :])
            with contextlib.suppress(TimeoutError, ConnectionError):
                answer += wire.recv(65536)
        code = int(answer.split(b"<responseCode>")[1].split(b"<")[0])
        return int(answer.split()[1]), code
