"""The public client `ncmec-cybertip`, unmodified: only its base URL is ours."""

import hashlib
import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from bairn.intake.models import File, Report
from bairn.intake.terms import ReportState
from tests.doors.server import serving
from tests.rooms.intake.desk import PASSWORD

CLIENT = "ncmec-cybertip==0.1.1"
CONTENT = b"calm bytes " * 1000
SCRIPT = """
import asyncio, json, sys
from datetime import datetime, timezone
from ncmec_cybertip import *

REPORT = Report(
    incident_summary=IncidentSummary(
        incident_type=IncidentType.ONLINE_ENTICEMENT,
        platform="Pebble Chat",
        incident_date_time=datetime(2026, 10, 1, 8, tzinfo=timezone.utc),
    ),
    internet_details=[InternetDetails(web_page_incident=WebPageIncident(
        url=["https://pebble.example/1"]))],
    reporter=Reporter(reporting_person=Person(
        first_name="Trust", last_name="Desk", email=[Email(value="desk@pebble.example")])),
)

async def main(base, username, password, content):
    told = {}
    async with CyberTiplineClient(username=username, password=password, base_url=base) as client:
        told["status"] = (await client.status()).response_code
        told["xsd"] = len(await client.get_xsd())
        opened = await client.submit(REPORT)
        told["report_id"] = opened.report_id
        taken = await client.upload(opened.report_id, content)
        told["upload"] = [taken.file_id, taken.hash, taken.response_description]
        details = FileDetails(
            report_id=opened.report_id, file_id=taken.file_id, original_file_name="kite.jpg",
            file_relevance=FileRelevance.REPORTED, file_viewed_by_esp=False,
            original_file_hash=file_hashes(content),
        )
        told["fileinfo"] = (await client.file_info(details)).report_id
        done = await client.finish(opened.report_id)
        told["finish"] = [done.report_id, done.file_ids]
        refused = []
        for step in (
            client.finish(opened.report_id), client.retract(opened.report_id),
            client.upload(opened.report_id, content), client.file_info(details),
            client.finish(4711), client.retract(4711),
        ):
            try:
                await step
            except ApiError as fault:
                refused.append(fault.response_code)
        told["refused"] = refused
        second = await client.submit(REPORT)
        told["retract"] = (await client.retract(second.report_id)).response_code
    async with CyberTiplineClient(username=username, password="wrong", base_url=base) as client:
        try:
            await client.status()
        except ApiError as fault:
            told["stranger"] = fault.response_code
    print(json.dumps(told))

asyncio.run(main(*sys.argv[1:4], b"calm bytes " * 1000))
"""


def _python_3_13() -> str | None:
    """An interpreter that really runs: a shim on the path may name one that is not there."""
    pyenv = sorted(Path.home().glob(".pyenv/versions/3.1[3-9]*/bin/python3"))
    for found in (*map(str, pyenv), shutil.which("python3.14"), shutil.which("python3.13")):
        asked = [found or "", "-c", "import sys; assert sys.version_info >= (3, 13)"]
        if found and subprocess.run(asked, capture_output=True, check=False).returncode == 0:
            return found
    return None


@pytest.fixture(scope="module")
def client_python(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A Python with the public client installed; skips where that cannot be."""
    interpreter = _python_3_13()
    if interpreter is None:
        pytest.skip("the public client needs Python 3.13, which is not on this machine")
    folder = tmp_path_factory.mktemp("client")
    subprocess.run([interpreter, "-m", "venv", folder], check=True)
    python = str(folder / "bin" / "python")
    done = subprocess.run(
        [python, "-m", "pip", "install", "-q", "--disable-pip-version-check", CLIENT],
        capture_output=True,
        check=False,
        timeout=240,
    )
    if done.returncode:
        pytest.skip("the public client cannot be installed: no package registry in reach")
    return python


def test_the_unmodified_public_client_reports_to_us(before: Any, client_python: str) -> None:
    with serving() as base:
        done = subprocess.run(
            [client_python, "-c", SCRIPT, f"{base}/ispws", "meadow", PASSWORD],
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
            env={name: value for name, value in os.environ.items() if "PROXY" not in name.upper()},
        )
    assert done.returncode == 0, done.stderr[-2000:]
    told = json.loads(done.stdout)
    file_id, digest, description = told["upload"]
    assert told["status"] == told["retract"] == 0
    assert told["xsd"] > 10_000
    assert digest == hashlib.md5(CONTENT).hexdigest()
    assert "discarded" in description
    assert told["fileinfo"] == told["report_id"]
    assert told["finish"] == [told["report_id"], [file_id]]
    assert told["refused"] == [5102, 5102, 5102, 5102, 5001, 5001]
    assert told["stranger"] == 401
    assert sorted(Report.objects.values_list("state", flat=True)) == [
        ReportState.RECEIVED,
        ReportState.RETRACTED,
    ]
    file = File.objects.get()
    assert file.sha256 == hashlib.sha256(CONTENT).hexdigest()
    assert file.viewed_by_platform is False
    assert dict(file.stated_digests)["sha256"] == file.sha256
