"""Clients of others against our door: tuspy, and tus-js-client under Node, each cut half-way."""

import hashlib
import io
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from tusclient.client import TusClient

from bairn.evidence import incoming
from bairn.evidence import queries as looks
from bairn.kernel import clock
from tests.doors.desk.casework import signed_in
from tests.doors.server import serving
from tests.rooms.evidence.filehouse import MIB, FileHouse, content, move_in

pytestmark = pytest.mark.django_db(transaction=True)
TOKEN = "a" * 32  # both halves of the check against foreign forms, as a client of one's own
NODE = shutil.which("node")


@pytest.fixture
def home(transactional_db: None) -> FileHouse:
    incoming.KEPT._kept.clear()
    return move_in()


@pytest.fixture
def server(home: FileHouse) -> Iterator[str]:
    with serving() as address:
        yield address


def _headers(home: FileHouse) -> dict[str, str]:
    kept = signed_in(home.ada).cookies
    said = "; ".join(f"{name}={one.value}" for name, one in kept.items())
    return {"Cookie": f"{said}; c={TOKEN}", "X-CSRFToken": TOKEN}


def _place(home: FileHouse, server: str) -> str:
    return f"{server}/desk/cases/{home.case}/evidence/{home.exhibit}/uploads/"


def _only_file(home: FileHouse):
    (file,) = looks.files(actor=home.ada, at=clock.now(), case_id=home.case)
    return file


@pytest.mark.parametrize("checksum", [False, True])
def test_tuspy_is_cut_and_goes_on(home: FileHouse, server: str, checksum: bool) -> None:
    data = content(3 * MIB + 77)
    client = TusClient(_place(home, server), headers=_headers(home))
    first = client.uploader(
        file_stream=io.BytesIO(data), chunk_size=MIB, metadata={"filename": "garden.bin"},
        upload_checksum=checksum,
    )  # fmt: skip
    first.upload(stop_at=MIB)
    place = first.url
    incoming.KEPT._kept.clear()  # as after a restart
    again = client.uploader(
        file_stream=io.BytesIO(data), chunk_size=MIB, url=place, upload_checksum=checksum
    )
    assert again.offset == MIB
    again.upload()
    assert again.offset == len(data)
    assert _only_file(home).sha256 == hashlib.sha256(data).digest()


@pytest.mark.skipif(NODE is None, reason="Node is not installed")
def test_tus_js_client_under_node_is_cut_and_goes_on(
    home: FileHouse, server: str, tmp_path: Path
) -> None:
    data = content(2 * MIB + 99)
    (tmp_path / "garden.bin").write_bytes(data)
    packed = tmp_path / "node_modules"
    done = subprocess.run(
        ["npm", "install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts",
         "tus-js-client@4.3.1"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode or not packed.exists():
        pytest.skip("the client cannot be fetched here")
    script = tmp_path / "send.cjs"
    script.write_text(_SCRIPT)
    given = [_place(home, server), str(tmp_path / "garden.bin"), *_headers(home).values()]
    run = subprocess.run(
        [str(NODE), str(script), *given], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    assert run.stdout.split() == ["cut", "done"]
    assert _only_file(home).sha256 == hashlib.sha256(data).digest()


_SCRIPT = """
const tus = require("tus-js-client");
const fs = require("fs");
const [endpoint, path, cookie, token] = process.argv.slice(2);
const headers = { Cookie: cookie, "X-CSRFToken": token };
const size = fs.statSync(path).size;
function send(uploadUrl, cutAt, over) {
  const upload = new tus.Upload(fs.createReadStream(path), {
    endpoint, uploadUrl, headers, uploadSize: size, chunkSize: 512 * 1024, retryDelays: [],
    metadata: { filename: "garden.bin" },
    onChunkComplete(_, accepted) {
      if (cutAt && accepted >= cutAt) { upload.abort(); over(upload.url); }
    },
    onError(error) { console.error(String(error)); process.exit(1); },
    onSuccess() { over(upload.url); },
  });
  upload.start();
}
send(null, 1024 * 1024, (url) => {
  console.log("cut");
  send(url, 0, () => console.log("done"));
});
"""
