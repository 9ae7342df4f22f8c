"""Asking a witness to cosign a head: over HTTP, or in this process when none runs beside us."""

import logging
from dataclasses import dataclass
from datetime import datetime
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Protocol
from urllib.parse import urlsplit

from bairn.oversight import notes, proofs
from bairn.oversight.folders import WitnessFolder
from bairn.oversight.notes import Head, NoteFault, PublicKey
from bairn.oversight.witness import PATH, Reply, Witness, request_for

_PATIENCE = 2.0  # seconds; acts never wait for a witness, only heads do
_log = logging.getLogger(__name__)


class Cosigner(Protocol):
    """Whoever can be asked for a cosignature."""

    @property
    def key(self) -> PublicKey:
        """The key that its cosignatures are checked with."""

    def add_checkpoint(self, request: bytes, *, at: datetime) -> Reply:
        """The witness's answer; status 0 when it cannot be reached."""


@dataclass(frozen=True, slots=True)
class RemoteWitness:
    """A witness behind a URL."""

    key: PublicKey
    url: str

    def add_checkpoint(self, request: bytes, *, at: datetime) -> Reply:
        """The witness's answer over HTTP; it reads its own clock, so `at` stays here."""
        parts = urlsplit(self.url)
        kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
        connection = kind(parts.netloc, timeout=_PATIENCE)
        try:
            connection.request("POST", parts.path.rstrip("/") + PATH, body=request)
            answer = connection.getresponse()
            return Reply(answer.status, answer.read(64 * 1024).decode())
        except (OSError, HTTPException, UnicodeDecodeError):
            return Reply(0)
        finally:
            connection.close()


@dataclass(frozen=True, slots=True)
class NeighbourWitness:
    """The witness process of this house; its address file moves when it starts anew."""

    key: PublicKey
    folder: WitnessFolder

    def add_checkpoint(self, request: bytes, *, at: datetime) -> Reply:
        """The answer of the process that runs now; status 0 when none does."""
        try:
            url = self.folder.address.read_text(encoding="utf-8").strip()
        except OSError:
            return Reply(0)
        return RemoteWitness(self.key, url).add_checkpoint(request, at=at)


@dataclass(frozen=True, slots=True)
class AvailableWitness:
    """The witness process of this house while it runs, else its state judged in this process.

    For commands that run by themselves, such as an export on a house at rest.
    """

    neighbour: NeighbourWitness
    witness: Witness

    @property
    def key(self) -> PublicKey:
        """The same key in both ways."""
        return self.neighbour.key

    def add_checkpoint(self, request: bytes, *, at: datetime) -> Reply:
        """The answer of whichever is there; one lock guards the state for both."""
        reply = self.neighbour.add_checkpoint(request, at=at)
        return reply if reply.status else self.witness.add_checkpoint(request, at=at)


def cosign(
    cosigner: Cosigner,
    subtree: proofs.Subtree,
    *,
    head: Head,
    note: str,
    guess: int,
    at: datetime,
) -> str | None:
    """The witness's line for this note, or None with the reason in the log.

    `guess` is the size that the witness probably saw last; it corrects us once (409).
    """
    old = min(guess, head.size)
    for _ in range(2):
        proof = proofs.consistency(subtree, old=old, new=head.size)
        reply = cosigner.add_checkpoint(request_for(old=old, proof=proof, note=note), at=at)
        if reply.status == 200 and _fits(cosigner, note, reply.text):
            return reply.text
        known = reply.text.strip()
        if reply.status != 409 or not known.isdecimal() or not 0 <= int(known) <= head.size:
            break
        old = int(known)
    _log.warning("head_not_cosigned", extra={"witness": cosigner.key.name, "status": reply.status})
    return None


def _fits(cosigner: Cosigner, note: str, line: str) -> bool:
    try:
        return notes.cosigned_at(note + line, cosigner.key) is not None
    except NoteFault:
        return False
