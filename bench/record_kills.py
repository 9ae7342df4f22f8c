"""Goal G6: kill -9 the sequencer and PostgreSQL under writers, again and again; then count.

    .venv/bin/python bench/record_kills.py [--rounds 100] [--seed N] [--json]

A PostgreSQL server of its own, four writers that never pause, the witness and the sequencer in
processes of their own. Each round kills the sequencer, the server with all its children, or both,
at another moment; whatever was published by then is kept elsewhere, as an auditor would. At the
end: was an acknowledged act lost, did one stand twice, is every kept checkpoint a prefix?
"""

import argparse
import contextlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bairn.house.settings")
os.environ.setdefault("BAIRN_DB_ROLE", "bairn_owner")

from bairn.house import postgres  # noqa: E402 - the surroundings come first

DATABASE = "bairn_kills"
WRITERS = 4
AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
KINDS = ("sequencer", "postgres", "both")


@dataclass
class Outcome:
    """What was counted."""

    rounds: int = 0
    killed: dict[str, int] = field(default_factory=lambda: dict.fromkeys(KINDS, 0))
    acknowledged: int = 0
    in_doubt: int = 0  # while the server died or was down: nobody was told that it stands
    recorded: int = 0
    lost: int = 0
    doubled: int = 0
    unasked: int = 0  # recorded, and written by nobody
    kept: int = 0  # checkpoints kept elsewhere
    not_a_prefix: int = 0
    verified: bool = False
    seconds: float = 0.0

    @property
    def whole(self) -> bool:
        """Whether nothing was lost, doubled, made up or rewritten."""
        faults = self.lost + self.doubled + self.unasked + self.not_a_prefix
        return self.verified and not faults and self.acknowledged > 0


def main() -> int:
    """Kill, count, print; 1 when anything was lost."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--seed", type=int, default=6)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    with own_server() as home:
        outcome = killed_again_and_again(home, asked.rounds, random.Random(asked.seed))
    print(json.dumps(asdict(outcome)) if asked.json else in_words(outcome))
    return 0 if outcome.whole else 1


@contextlib.contextmanager
def own_server() -> Iterator[Path]:
    """A house with a PostgreSQL server that nobody else uses, migrated, and gone at the end."""
    with tempfile.TemporaryDirectory(prefix="bairn-kills-") as name:
        home = Path(name)
        where = postgres.start(home, DATABASE)
        os.environ["DATABASE_URL"] = where.url(database=DATABASE)
        os.environ["BAIRN_HOME"] = str(home / "house")
        try:
            import django
            from django.conf import settings
            from django.core.management import call_command

            settings.BAIRN_HOME = home / "house"
            settings.DATABASES["default"]["OPTIONS"].pop("pool", None)
            django.setup()
            call_command("migrate", verbosity=0)
            django.db.connections.close_all()
            yield home
        finally:
            django.db.connections.close_all()
            postgres.stop(home)
            shutil.rmtree(where.socket, ignore_errors=True)
            shutil.rmtree(where.base, ignore_errors=True)


def killed_again_and_again(home: Path, rounds: int, drawn: random.Random) -> Outcome:
    """All rounds, and what they came to."""
    began, outcome, writing = time.perf_counter(), Outcome(), Writing()
    kept = home / "kept"
    kept.mkdir()
    with writing.going_on(), part("witness", home):
        for number in range(rounds):
            with part("sequencer", home) as sequencer:
                time.sleep(drawn.uniform(0.05, 1.2))
                kind = KINDS[number % len(KINDS)]
                if kind != "postgres":
                    sequencer.send_signal(signal.SIGKILL)
                if kind != "sequencer":
                    kill_server(home)
                time.sleep(drawn.uniform(0, 0.1))
            keep(home, kept)
            if kind != "sequencer":
                postgres.start(home, DATABASE)
            outcome.rounds += 1
            outcome.killed[kind] += 1
            told(outcome, writing)
        writing.stop()
        count(home, kept, writing, outcome)
    outcome.seconds = round(time.perf_counter() - began, 1)
    return outcome


class Writing:
    """Writers that never pause: what was acknowledged to them, and what nobody answered."""

    def __init__(self) -> None:
        """Nothing is written yet."""
        self.acknowledged: list[uuid.UUID] = []
        self.in_doubt: list[uuid.UUID] = []
        self._stopping = threading.Event()
        self._writers = [threading.Thread(target=self._write) for _ in range(WRITERS)]

    @contextlib.contextmanager
    def going_on(self) -> Iterator[None]:
        """Write until `stop`, or until the block ends."""
        for writer in self._writers:
            writer.start()
        try:
            yield
        finally:
            self.stop()

    def stop(self) -> None:
        """End every writer after what it is at."""
        self._stopping.set()
        for writer in self._writers:
            writer.join()

    def _write(self) -> None:
        from django.db import DatabaseError, connection, transaction

        from bairn.oversight import writing

        while not self._stopping.is_set():
            entry = an_entry()
            try:
                with transaction.atomic(), connection.cursor() as cursor:
                    cursor.execute("set local role bairn_app")
                    writing.write([entry])
            except DatabaseError:
                self.in_doubt.append(entry.id)
                with contextlib.suppress(DatabaseError):
                    connection.close()
                self._stopping.wait(0.05)
            else:
                self.acknowledged.append(entry.id)
        connection.close()


def an_entry() -> Any:
    """An ordinary entry of an invented officer."""
    from bairn.kernel import ids
    from bairn.oversight.terms import Entry, EntryKind

    return Entry(
        id=ids.new_id(), at=AT, kind=EntryKind.ACT, act="case.open", actor_id=uuid.UUID(int=7),
        actor_kind="staff",
    )  # fmt: skip


@contextlib.contextmanager
def part(name: str, home: Path) -> Iterator[subprocess.Popen[bytes]]:
    """The sequencer or the witness in a process of its own; killed at the end if it still lives."""
    code = (
        "import django; django.setup(); from pathlib import Path;"
        "from django.conf import settings;"
        f"settings.BAIRN_HOME = Path({str(home / 'house')!r});"
        f"from bairn.oversight import {name}; {name}.run(lambda: False)"
    )
    path = os.pathsep.join([str(ROOT), *filter(None, sys.path)])
    running = subprocess.Popen(
        [sys.executable, "-c", code],
        env=os.environ | {"PYTHONPATH": path},
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for_part(name, home, running)
        yield running
    finally:
        running.kill()
        running.wait()


def wait_for_part(name: str, home: Path, running: subprocess.Popen[bytes]) -> None:
    """Until the witness answers, or the sequencer has published since it began."""
    house, began = home / "house", time.time()
    answering = house / ("witness" if name == "witness" else "record/checkpoint")
    for _ in range(600):
        if answering.exists() and (name == "witness" or answering.stat().st_mtime >= began):
            return
        if running.poll() is not None:
            raise SystemExit(f"the {name} ended by itself")
        time.sleep(0.05)
    raise SystemExit(f"the {name} did not come up")


def kill_server(home: Path) -> None:
    """kill -9 for the server and every process of it, as when the power fails."""
    pid = int((postgres.place(home).data / "postmaster.pid").read_text().split("\n", 1)[0])
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    for one in (pid, *map(int, children)):
        with contextlib.suppress(ProcessLookupError):
            os.kill(one, signal.SIGKILL)


def keep(home: Path, kept: Path) -> None:
    """What an auditor noted: the newest published head as it stands now."""
    published = home / "house" / "record" / "checkpoint"
    text = published.read_bytes()
    size = int(text.split(b"\n")[1])
    (kept / f"{size:019d}").write_bytes(text)


def count(home: Path, kept: Path, writing: Writing, outcome: Outcome) -> None:
    """What stands on the record at the end, beside what was acknowledged."""
    from django.db import connection

    from bairn.oversight import verify
    from bairn.oversight.export import export

    copy = home / "copy"
    export(copy, AT)
    with connection.cursor() as cursor:
        cursor.execute("select entry_id from oversight_leaf order by index")
        recorded = [row[0] for row in cursor.fetchall()]
    connection.close()
    once = set(recorded)
    outcome.acknowledged, outcome.in_doubt = len(writing.acknowledged), len(writing.in_doubt)
    outcome.recorded = len(recorded)
    outcome.lost = len(set(writing.acknowledged) - once)
    outcome.doubled = len(recorded) - len(once)
    outcome.unasked = len(once - set(writing.acknowledged) - set(writing.in_doubt))
    keys, tree = verify.read_keys(copy), verify.check_folder(copy)[1]  # raises what it finds
    outcome.verified = True
    for noted in sorted(kept.iterdir()):
        size, root, _ = verify.open_note(noted.read_text(), keys)
        outcome.kept += 1
        outcome.not_a_prefix += size > tree.size or tree.root(size) != root


def told(outcome: Outcome, writing: Writing) -> None:
    """Every ten rounds, where it stands, for whoever watches."""
    if outcome.rounds % 10 == 0:
        sys.stderr.write(f"{outcome.rounds} rounds, {len(writing.acknowledged):,} acknowledged\n")


def in_words(outcome: Outcome) -> str:
    """A row for bench/README.md."""
    kinds = ", ".join(f"{name} {count}" for name, count in outcome.killed.items())
    return (
        f"{outcome.rounds} rounds in {outcome.seconds:,.0f} s ({kinds}): "
        f"{outcome.acknowledged:,} acknowledged, {outcome.in_doubt:,} failed or in doubt, "
        f"{outcome.recorded:,} recorded; lost {outcome.lost}, doubled {outcome.doubled}, "
        f"written by nobody {outcome.unasked}; {outcome.kept} kept checkpoints, "
        f"{outcome.not_a_prefix} not a prefix; verified: {outcome.verified}"
    )


if __name__ == "__main__":
    sys.exit(main())
