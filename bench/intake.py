"""Measure the house as it runs: ready, reports over the wire and into the queue, memory, end.

    .venv/bin/python bench/intake.py [--reports N] [--at-once C] [--json FILE]

Starts a house of its own (`bairn serve`, no demo) with its own database, registers a platform, and
sends reports as a platform's client does: submit, then finish, over kept connections.
"""

import argparse
import base64
import http.client
import json
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bairn.house import environment, postgres  # noqa: E402 - the path comes first

PORT = 8937
USER = "meadow"
REPORT = """<?xml version="1.0" encoding="UTF-8"?>
<report><incidentSummary><incidentType>Online Enticement of Children for Sexual Acts</incidentType>
<incidentDateTime>2026-03-0{day}T10:00:00Z</incidentDateTime></incidentSummary>
<internetDetails><chatImIncident><chatClient>Meadow</chatClient></chatImIncident></internetDetails>
<reporter><reportingPerson><firstName>Birch</firstName><lastName>Alder</lastName>
<email>desk-{number}@meadow.example</email></reportingPerson></reporter>
<personOrUserReported><screenName>lark_{number}</screenName>
<ipCaptureEvent><ipAddress>192.0.2.{octet}</ipAddress><eventName>Login</eventName>
<dateTime>2026-03-01T09:00:00Z</dateTime></ipCaptureEvent></personOrUserReported>
<victim><victimPerson><age>13</age></victimPerson></victim>
<additionalInfo>An invented, calm remark about report {number}.</additionalInfo></report>"""


def main() -> int:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--reports", type=int, default=1000)
    parser.add_argument("--at-once", type=int, default=16)
    parser.add_argument("--json", type=Path, help="also write the figures here")
    asked = parser.parse_args()
    found: dict[str, Any] = {"reports": asked.reports, "at_once": asked.at_once}
    with house(found) as (password, database):
        found |= send_all(asked.reports, asked.at_once, password, database)
        found["memory_mib_after"] = memory(found.pop("_process"))
    print("| what | measured |\n|---|---|")
    for name, value in found.items():
        print(f"| {name.replace('_', ' ')} | {value} |")
    if asked.json:
        asked.json.write_text(json.dumps(found, indent=1) + "\n")
    return 0


@contextmanager
def house(found: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """A served house without a demo: its platform's password and its database's address."""
    folder = Path(tempfile.mkdtemp(prefix="bairn-bench-"))
    surroundings = {**os.environ, "BAIRN_HOME": str(folder / "house"), "BAIRN_DEMO": "0"}
    bairn = [sys.executable, "-m", "bairn.cli"]

    def run(*arguments: str) -> Any:
        done = subprocess.run(
            [*bairn, *arguments, "--json"], env=surroundings, capture_output=True, check=True
        )
        return json.loads(done.stdout.splitlines()[0])

    run("unit", "add", "Intake", "--agency", "Bench")
    password = run("platform", "add", USER, "--name", "Meadow", "--generate")["password"]
    name = (folder / "house" / "database-name").read_text()
    began = time.perf_counter()
    process = subprocess.Popen(
        [*bairn, "serve", "--port", str(PORT)], env=surroundings, stdout=subprocess.DEVNULL
    )
    try:
        wait_until_well()
        found["ready_s"] = round(time.perf_counter() - began, 2)
        time.sleep(3)
        found["memory_mib_idle"] = memory(process.pid)
        found["_process"] = process.pid
        yield password, postgres.place(environment.CHECKOUT).url(role="postgres", database=name)
    finally:
        began = time.perf_counter()
        process.send_signal(signal.SIGTERM)
        process.wait(30)
        found["ended_s"] = round(time.perf_counter() - began, 2)
        postgres_url = postgres.place(environment.CHECKOUT).url(
            role="postgres", database="postgres"
        )
        with psycopg.connect(postgres_url, autocommit=True) as connection:
            connection.execute(f'drop database if exists "{name}" with (force)')
        shutil.rmtree(folder, ignore_errors=True)


def wait_until_well() -> None:
    """Until the doors answer that every part is up."""
    for _ in range(1200):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=2)
            connection.request("GET", "/health/")
            if connection.getresponse().status == 200:
                return
        except OSError:
            pass
        time.sleep(0.05)
    raise SystemExit("the house did not become well")


def memory(pid: int) -> int:
    """MiB of the house's own processes, shared pages counted once (PSS); PostgreSQL is not ours."""
    waiting, total = [pid], 0
    while waiting:
        one = waiting.pop()
        children = Path(f"/proc/{one}/task/{one}/children").read_text().split()
        waiting += map(int, children)
        for line in Path(f"/proc/{one}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                total += int(line.split()[1])
    return total // 1024


def send_all(count: int, at_once: int, password: str, database: str) -> dict[str, Any]:
    """Every report sent, `at_once` in flight; then how long until all stand in the queue."""
    numbers, lock, times = iter(range(count)), threading.Lock(), []
    wrong: list[str] = []

    def work() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
        while True:
            with lock:
                number = next(numbers, None)
            if number is None:
                return
            began = time.perf_counter()
            said = send(connection, number, password)
            times.append((time.perf_counter() - began) * 1000)
            if said:
                wrong.append(said)

    began = time.perf_counter()
    threads = [threading.Thread(target=work) for _ in range(at_once)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    sent = time.perf_counter() - began
    stored = wait_for_queue(database, count)
    times.sort()
    return {
        "refused_or_failed": len(wrong),
        "stored_and_assessed": stored,
        "reports_per_s_received": round(count / sent, 1),
        "submit_and_finish_p50_ms": round(statistics.median(times), 1),
        "submit_and_finish_p95_ms": round(times[int(len(times) * 0.95)], 1),
        "reports_per_s_into_the_queue": round(count / (time.perf_counter() - began), 1),
    }


def send(connection: http.client.HTTPConnection, number: int, password: str) -> str:
    """One report, submitted and finished; what went wrong, if anything did."""
    token = base64.b64encode(f"{USER}:{password}".encode()).decode()
    body = REPORT.format(number=number, day=number % 9 + 1, octet=number % 250 + 1)
    head = {"Authorization": f"Basic {token}", "Content-Type": "text/xml; charset=utf-8"}
    connection.request("POST", "/ispws/submit", body.encode(), head)
    answer = connection.getresponse().read().decode()
    if "<responseCode>0<" not in answer:
        return answer
    report_id = answer.split("<reportId>")[1].split("<")[0]
    form = {**head, "Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", "/ispws/finish", f"id={report_id}", form)
    answer = connection.getresponse().read().decode()
    return "" if "<responseCode>0<" in answer else answer


def wait_for_queue(database: str, count: int) -> int:
    """How many reports stand assessed in the queue, once all do or two minutes have passed."""
    question = "select count(*) from triage_queue_item where assessment_id is not null"
    with psycopg.connect(database, autocommit=True) as connection:
        for _ in range(1200):
            row = connection.execute(question).fetchone()
            found = int(row[0]) if row else 0
            if found >= count:
                break
            time.sleep(0.1)
    return found


if __name__ == "__main__":
    sys.exit(main())
