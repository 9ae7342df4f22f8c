"""A witness: it cosigns a head only if nothing that it saw before was rewritten.

C2SP tlog-witness over HTTP. `./run` starts one beside the house so that the path is real; in
production witnesses run where the unit and its administrators have no hand.
"""

import base64
import binascii
import json
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from django.conf import settings

from bairn.kernel import clock
from bairn.oversight import notes, proofs
from bairn.oversight.folders import RecordFolder, WitnessFolder
from bairn.oversight.merkle import EMPTY_ROOT
from bairn.oversight.notes import Head, NoteFault, PublicKey
from bairn.oversight.tiles import put

PATH = "/add-checkpoint"
_MAX_REQUEST = 64 * 1024  # bytes: 64 hashes and a note need a tenth of it
_SIZE_TYPE = "text/x.tlog.size"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Reply:
    """What the witness answers: an HTTP status and a text."""

    status: int
    text: str = ""
    content_type: str = "text/plain; charset=utf-8"


class Witness:
    """One witness of one record; its state is on the disk before its signature leaves."""

    def __init__(self, folder: WitnessFolder, *, log_key: PublicKey) -> None:
        """Remembers in `folder`; knows the record by `log_key`."""
        self._folder = folder
        self._log_key = log_key
        self._signer = folder.signer()

    @property
    def key(self) -> PublicKey:
        """The key that its cosignatures are checked with."""
        return self._signer.public

    def add_checkpoint(self, request: bytes, *, at: datetime) -> Reply:
        """Judge `old <size>`, proof lines, a blank line and a signed note; never raises for them.

        200 with the cosignature; 400 malformed or shrinking; 403 not signed; 404 another log;
        409 with the size that this witness knows, or another root; 422 history was rewritten.
        """
        try:
            old, proof, note = _parse(request)
            if note.split("\n", 1)[0] != self._log_key.name:
                return Reply(404, "unknown log\n")
        except (ValueError, binascii.Error):
            return Reply(400, "malformed request\n")
        try:
            head = notes.open_note(note, self._log_key)
        except NoteFault:
            return Reply(403, "not signed by the log\n")
        if old > head.size:
            return Reply(400, "the old size is larger than the checkpoint\n")
        with self._folder.locked():
            return self._judge(head, old, proof, at)

    def _judge(self, head: Head, old: int, proof: list[bytes], at: datetime) -> Reply:
        size, root = self._known()
        if old != size:
            return Reply(409, f"{size}\n", _SIZE_TYPE)
        if size == head.size and root != head.root:
            _log.error("record_forked", extra={"size": size})
            return Reply(409, f"{size}\n", _SIZE_TYPE)
        if not proofs.extends(
            old=size, new=head.size, old_root=root, new_root=head.root, proof=proof
        ):
            _log.error("record_rewritten", extra={"size": size})
            return Reply(422, "the proof does not show consistent growth\n")
        if head.size != size:
            state = {"size": head.size, "root": base64.b64encode(head.root).decode()}
            put(self._folder.state, json.dumps(state).encode())
        return Reply(200, self._signer.cosign(head.body, at))

    def _known(self) -> tuple[int, bytes]:
        try:
            state = json.loads(self._folder.state.read_bytes())
        except FileNotFoundError:
            return 0, EMPTY_ROOT
        return int(state["size"]), base64.b64decode(state["root"])


def request_for(*, old: int, proof: list[bytes], note: str) -> bytes:
    """The body of an add-checkpoint request."""
    lines = [f"old {old}", *(base64.b64encode(part).decode() for part in proof)]
    return ("\n".join(lines) + "\n\n" + note).encode()


def serve(
    witness: Witness, folder: WitnessFolder, *, stop: Callable[[], bool], port: int = 0
) -> None:
    """Answer on the loopback until `stop`; the address file says where. Port 0 takes a free one."""

    class Handler(_Handler):
        judge = witness

    with ThreadingHTTPServer(("127.0.0.1", port), Handler) as server:
        server.daemon_threads = True
        server.timeout = 0.2  # seconds between two looks at `stop`
        put(folder.address, f"http://127.0.0.1:{server.server_address[1]}\n".encode())
        try:
            while not stop():
                server.handle_request()
        finally:
            folder.address.unlink(missing_ok=True)


def run(stop: Callable[[], bool], *, port: int = 0) -> None:
    """The house's own witness until `stop`: knows the record of BAIRN_HOME, nothing else."""
    home = Path(settings.BAIRN_HOME)
    folder = WitnessFolder.of(home)
    log_key = RecordFolder.of(home).signer().public
    serve(Witness(folder, log_key=log_key), folder, stop=stop, port=port)


class _Handler(BaseHTTPRequestHandler):
    judge: Witness
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # one packet an answer: two would wait for each other's acknowledgement
    timeout = 5  # seconds that a slow client may hold a thread

    def do_POST(self) -> None:
        length = self.headers.get("Content-Length", "")
        if self.path != PATH or not length.isdecimal() or int(length) > _MAX_REQUEST:
            self.close_connection = True
            self._answer(Reply(404 if self.path != PATH else 413))
            return
        self._answer(self.judge.add_checkpoint(self.rfile.read(int(length)), at=clock.now()))

    def do_GET(self) -> None:
        self._answer(Reply(200, f"{self.judge.key}\n") if self.path == "/" else Reply(404))

    def _answer(self, reply: Reply) -> None:
        body = reply.text.encode()
        self.send_response(reply.status)
        self.send_header("Content-Type", reply.content_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        self.wfile.flush()

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: the record and the house's log tell what matters."""


def _parse(request: bytes) -> tuple[int, list[bytes], str]:
    text = request.decode()
    header, blank, note = text.partition("\n\n")
    first, *encoded = header.split("\n")
    word, _, size = first.partition(" ")
    if word != "old" or not blank or not size.isascii() or not size.isdecimal() or len(size) > 19:
        raise ValueError("malformed")
    if len(encoded) > 63:  # the most that C2SP allows
        raise ValueError("too long a proof")
    return int(size), [base64.b64decode(line, validate=True) for line in encoded], note
