"""Measure how files come in, are read and are verified: goals G1 and G2 of the design.

    .venv/bin/python bench/evidence.py ingest [--mib N] [--peers PYTHON]
    .venv/bin/python bench/evidence.py read [--mib N]
    .venv/bin/python bench/evidence.py upload [--mib N]     upload over HTTP, then verify

`--peers` is the interpreter of a throwaway environment with `pynacl` and `tink` in it. Figures of
`openssl speed` are taken in the same minute, since this machine is shared; like it, everything but
the disk and the network is measured in time of the processor, so that neighbours do not count.
"""

import argparse
import contextlib
import hashlib
import http.client
import os
import random
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bairn.house.settings_test")
os.environ.setdefault("BAIRN_DB_ROLE", "bairn_owner")

from cryptography.cobblestone import Cobblestone256Encryptor  # noqa: E402 - the path comes first

from bairn.vault.files.arriving import opened  # noqa: E402
from bairn.vault.files.chunked import CHUNK, Reader, Writer  # noqa: E402
from bairn.vault.files.digesting import Digesting  # noqa: E402

MIB = 1024 * 1024
KEY, CONTEXT = bytes(range(32)), b"bench"
REPEATS = 5
DATABASE = "bairn_bench_evidence"
PEERS = """
import hashlib, io, os, sys, time
MIB = 1024 * 1024
n, block = int(sys.argv[1]), os.urandom(MIB)
null = open(os.devnull, "wb")
def secretstream():
    from nacl import bindings as b
    state, digest = b.crypto_secretstream_xchacha20poly1305_state(), hashlib.sha256()
    b.crypto_secretstream_xchacha20poly1305_init_push(state, os.urandom(32))
    view = memoryview(block)
    for _ in range(n):
        digest.update(block)
        for at in range(0, MIB, 65536):
            piece = bytes(view[at:at + 65536])
            null.write(b.crypto_secretstream_xchacha20poly1305_push(state, piece))
def tink():
    import tink
    from tink import streaming_aead
    streaming_aead.register()
    kinds = streaming_aead.streaming_aead_key_templates
    made = tink.new_keyset_handle(kinds.AES256_GCM_HKDF_1MB).primitive(streaming_aead.StreamingAead)
    class Null(io.RawIOBase):
        def writable(self): return True
        def write(self, data): return len(data)
    digest = hashlib.sha256()
    with made.new_encrypting_stream(Null(), b"bench") as out:
        for _ in range(n):
            digest.update(block)
            out.write(block)
for one in (secretstream, tink):
    best = None
    for _ in range(3):
        began = time.process_time()
        try:
            one()
        except ImportError as missing:
            print(one.__name__, "missing", missing)
            break
        took = time.process_time() - began
        best = min(best or took, took)
    else:
        print(one.__name__, n * MIB / best / 1e9)
"""


def main() -> None:
    """Run what the command line asks for."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("what", choices=("ingest", "read", "upload"))
    asked.add_argument("--mib", type=int, default=1024)
    asked.add_argument("--peers", default="")
    given = asked.parse_args()
    print(f"load {os.getloadavg()[0]:.1f}, {given.mib} MiB")
    if given.what == "ingest":
        ingest(given.mib, given.peers)
    elif given.what == "read":
        read(given.mib)
    else:
        upload(given.mib)


def speed(name: str) -> float:
    """What `openssl speed` says of an algorithm with blocks of 16 KiB, in GB/s."""
    said = subprocess.run(
        ["openssl", "speed", "-mr", "-seconds", "2", "-bytes", str(CHUNK), "-evp", name],
        check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    return float(re.findall(r"^\+F:.*:([0-9.]+)\s*$", said, re.MULTILINE)[0]) / 1e9


def ingest(mib: int, peers: str) -> None:
    """G1: encrypting and hashing in one pass, beside the serial limit and beside others."""
    ours, library, keys, disk = [], [], [], []
    limits = []
    for _ in range(REPEATS):
        sha, gcm = speed("sha256"), speed("aes-256-gcm")
        limits.append(1 / (1 / sha + 1 / gcm))
        ours.append(_rate(mib, _ours) / limits[-1])
        library.append(_rate(mib, _library) / limits[-1])
        keys.append(_rate(mib, _with_match_keys))
        disk.append(_rate(mib, _onto_disk, time.perf_counter))
    limit = statistics.median(limits)
    _line("openssl speed, serial limit 1/(1/sha+1/gcm)", f"{limit:.2f} GB/s")
    _line("ours to /dev/null, SHA-256", f"{statistics.median(ours):.2f} x the limit (G1: 0.85)")
    _line("the library's encryptor, SHA-256", f"{statistics.median(library):.2f} x the limit")
    _line("ours with SHA-1 and MD5 as match keys", f"{statistics.median(keys):.2f} GB/s")
    _line(
        "the same onto the disk, with fsync, by the clock on the wall",
        f"{statistics.median(disk):.2f} GB/s",
    )
    grown = [_grown(size) for size in (mib // 8, mib)]
    _line(f"memory at {mib // 8} MiB, at {mib} MiB", f"{grown[0]} MiB, {grown[1]} MiB")
    if peers:
        said = subprocess.run(
            [peers, "-c", PEERS, str(min(mib, 512))], capture_output=True, text=True, check=False
        )
        mine = statistics.median(ours) * limit
        for line in said.stdout.splitlines():
            name, value, *_ = line.split()
            if value != "missing":
                told = f"{float(value):.2f} GB/s, ours {mine / float(value):.1f} x"
                _line(f"{name}, SHA-256, same job", told)
        print(said.stderr[-400:])


def _rate(
    mib: int, job: Callable[[int], None], clock: Callable[[], float] = time.process_time
) -> float:
    began = clock()
    job(mib)
    return mib * MIB / (clock() - began) / 1e9


_BLOCK = os.urandom(MIB)


def _ours(mib: int) -> None:
    digest = hashlib.sha256()
    with Path(os.devnull).open("wb") as out:
        writer = Writer(out, KEY, CONTEXT)
        for _ in range(mib):
            digest.update(_BLOCK)
            writer.write(_BLOCK)
        writer.finish()


def _library(mib: int) -> None:
    digest, into = hashlib.sha256(), bytearray(MIB + 4 * CHUNK)
    with Path(os.devnull).open("wb") as out:
        encryptor = Cobblestone256Encryptor(KEY, CONTEXT)
        for _ in range(mib):
            digest.update(_BLOCK)
            out.write(memoryview(into)[: encryptor.update_into(_BLOCK, into)])
        out.write(encryptor.finalize())


def _with_match_keys(mib: int) -> None:
    digests = Digesting()
    with Path(os.devnull).open("wb") as out:
        writer = Writer(out, KEY, CONTEXT)
        for _ in range(mib):
            digests.update(_BLOCK)
            writer.write(_BLOCK)
        writer.finish()


def _onto_disk(mib: int) -> None:
    with tempfile.TemporaryDirectory(dir=ROOT) as folder:
        digests = Digesting()
        with opened(Path(folder) / "arriving" / "bench.part", KEY, CONTEXT) as turn:
            for _ in range(mib):
                turn.write(_BLOCK)
                digests.update(_BLOCK)
            turn.finish()


def _grown(mib: int) -> int:
    """The most memory of a process that takes in so much, in MiB."""
    job = (
        f"import resource, bench.evidence as b; b._onto_disk({mib}); "
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)"
    )
    said = subprocess.run(
        [sys.executable, "-c", job], cwd=ROOT, check=True, capture_output=True, text=True
    )
    return int(said.stdout)


def read(mib: int) -> None:
    """G2: authenticated reads anywhere in a large file that the page cache holds."""
    with tempfile.TemporaryDirectory(dir=ROOT) as folder:
        path = Path(folder) / "bench.sealed"
        with path.open("wb") as out:
            writer = Writer(out, KEY, CONTEXT)
            for _ in range(mib):
                writer.write(_BLOCK)
            writer.finish()
        with path.open("rb") as stream:
            reader = Reader(stream, path.stat().st_size, KEY, CONTEXT)
            for size in (4 * 1024, 64 * 1024, MIB):
                took = sorted(_reads(reader, size))
                _line(
                    f"random {size // 1024} KiB",
                    f"p50 {took[len(took) // 2]:.0f} us, p95 {took[len(took) * 95 // 100]:.0f} us",
                )
            _line("chunks opened for 64 KiB", "at most 5 (tested)")


def _reads(reader: Reader, size: int) -> Iterator[float]:
    drawn = random.Random(7)
    for _ in range(2000):
        at = drawn.randrange(reader.length - size)
        began = time.perf_counter()
        reader.read(at, size)
        yield (time.perf_counter() - began) * 1e6


def upload(mib: int) -> None:
    """A file over HTTP through the server that the house runs, then verified."""
    from bench.own_database import own_database

    with (
        tempfile.TemporaryDirectory(dir=ROOT) as folder,
        own_database(DATABASE, Path(folder)) as db,
    ):
        _uploaded(mib, Path(folder), db)


def _uploaded(mib: int, folder: Path, database: str) -> None:
    from bairn.access import sessions
    from bairn.evidence import actions as evidence
    from bairn.evidence import queries
    from bairn.kernel import clock
    from tests.doors.desk.casework import signed_in
    from tests.rooms.evidence.filehouse import move_in

    home = move_in()
    client = signed_in(home.ada)
    cookies = "; ".join(f"{name}={one.value}" for name, one in client.cookies.items())
    clear = folder / "clear.bin"
    with clear.open("wb") as out:
        for _ in range(mib):
            out.write(os.urandom(MIB))
    with _served(folder, database) as (port, process):
        page = http.client.HTTPConnection("localhost", port, timeout=600)
        token = "a" * 32
        headers = {
            "Cookie": f"{cookies}; c={token}", "X-CSRFToken": token, "Tus-Resumable": "1.0.0",
            "Origin": f"http://localhost:{port}",
        }  # fmt: skip
        page.request(
            "POST", f"/desk/cases/{home.case}/evidence/{home.exhibit}/uploads/",
            headers={**headers, "Upload-Length": str(mib * MIB), "Content-Length": "0"},
        )  # fmt: skip
        begun = page.getresponse()
        begun.read()
        assert begun.status == 201, (begun.status, dict(begun.headers))
        place = begun.headers["Location"]
        before = _memory(process)
        began = time.perf_counter()
        with clear.open("rb") as stream:
            page.request(
                "PATCH", place, body=stream,
                headers={
                    **headers, "Upload-Offset": "0", "Content-Length": str(mib * MIB),
                    "Content-Type": "application/offset+octet-stream",
                },
            )  # fmt: skip
            done = page.getresponse()
            done.read()
        took = time.perf_counter() - began
        _line("upload over HTTP, one turn", f"{mib * MIB / took / 1e9:.2f} GB/s ({done.status})")
        _line("memory of the server before, after", f"{before} MiB, {_memory(process)} MiB")
    asked = {"actor": home.ada, "at": clock.now(), "case_id": home.case}
    (file,) = queries.files(**asked)
    began = time.perf_counter()
    said = subprocess.run(
        ["openssl", "dgst", "-sha256", str(clear)], check=True, capture_output=True, text=True
    )
    plain = time.perf_counter() - began
    assert file.sha256.hex() in said.stdout
    began = time.perf_counter()
    found = evidence.verify_file(
        actor=sessions.system(), at=clock.now(), case_id=home.case, file_id=file.id
    )
    took = time.perf_counter() - began
    _line("openssl dgst -sha256 of the clear file", f"{mib * MIB / plain / 1e9:.2f} GB/s")
    _line("verified", f"{mib * MIB / took / 1e9:.2f} GB/s, {plain / took:.2f} x; {found.outcome}")


@contextlib.contextmanager
def _served(folder: Path, database: str) -> Iterator[tuple[int, int]]:
    from django.conf import settings

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    surroundings = {
        **os.environ,
        "DATABASE_URL": database,
        "BAIRN_HOME": str(folder / "home"),
        "BAIRN_SECRET_KEY": settings.SECRET_KEY,
        "BAIRN_SECOND_FACTOR": "offered",
        "DJANGO_SETTINGS_MODULE": "bairn.house.settings",
    }
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1",
        "--port", str(port), "--workers", "1", "--blocking-threads", "4",
        "--log-level", "warning", "bairn.house.wsgi.all_doors:application",
    ]  # fmt: skip
    with subprocess.Popen(command, cwd=ROOT, env=surroundings) as process:
        for _ in range(100):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
            time.sleep(0.2)
        try:
            yield port, process.pid
        finally:
            process.terminate()


def _memory(pid: int) -> int:
    """The most memory that a process and its children held, in MiB."""
    most = 0
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    for one in (str(pid), *children):
        with contextlib.suppress(FileNotFoundError):
            said = re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{one}/status").read_text())
            most += int(said.group(1)) // 1024 if said else 0
    return most


def _line(what: str, value: str) -> None:
    print(f"| {what} | {value} |", flush=True)


if __name__ == "__main__":
    main()
