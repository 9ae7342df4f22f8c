"""Where the record's derived files and keys lie below the house's folder, made on first use."""

import contextlib
import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from fcntl import LOCK_EX, flock
from pathlib import Path

from bairn.oversight import notes
from bairn.oversight.notes import PublicKey, Signer


@dataclass(frozen=True, slots=True)
class RecordFolder:
    """`<home>/record`: the signing key, the public keys, the tiles and every published head."""

    path: Path

    @classmethod
    def of(cls, home: Path) -> "RecordFolder":
        """The folder of the house at `home`."""
        return cls(home / "record")

    @property
    def checkpoint(self) -> Path:
        """The newest head with all its signatures."""
        return self.path / "checkpoint"

    @property
    def kept(self) -> Path:
        """Every head that was ever published, each named by its size."""
        return self.path / "checkpoints"

    def kept_checkpoint(self, size: int) -> Path:
        """The kept head of this size; names sort as numbers do."""
        return self.kept / f"{size:019d}"

    def signer(self) -> Signer:
        """The record's key, made on first use together with the file of its public half."""
        return _signer(self.path, name="bairn.record", kind=notes.LOG)

    def public_key(self) -> PublicKey:
        """The public half of the record's key; the private half stays unread."""
        return PublicKey.parse((self.path / "public-key").read_text(encoding="utf-8").strip())

    @property
    def witness_keys(self) -> Path:
        """The public keys of the witnesses that the sequencer asks, one a line."""
        return self.path / "witness-key"


@dataclass(frozen=True, slots=True)
class WitnessFolder:
    """`<home>/witness`: what the local witness knows. In production a witness lives elsewhere."""

    path: Path

    @classmethod
    def of(cls, home: Path) -> "WitnessFolder":
        """The folder of the house at `home`."""
        return cls(home / "witness")

    @property
    def state(self) -> Path:
        """The last head that this witness has cosigned."""
        return self.path / "state.json"

    @property
    def address(self) -> Path:
        """Where the witness process listens, as a URL; the file is there while it runs."""
        return self.path / "address"

    def signer(self) -> Signer:
        """The witness's key, made on first use together with the file of its public half."""
        return _signer(self.path, name="bairn.witness", kind=notes.WITNESS)

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the witness's state against every other thread and process."""
        with (self.path / "lock").open("w") as lock:
            flock(lock, LOCK_EX)
            yield


def _signer(folder: Path, *, name: str, kind: int) -> Signer:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    secret = folder / "key"
    if not secret.exists():
        _keep(secret, Signer.new(f"{name}/{secrets.token_hex(4)}", kind).secret, 0o600)
    signer = Signer.parse(secret.read_text(encoding="utf-8"))
    public = folder / "public-key"
    if not public.exists():
        _keep(public, str(signer.public), 0o644)
    return signer


def _keep(path: Path, text: str, mode: int) -> None:
    """Write the file whole; of two processes that start at once, the second keeps the first's."""
    aside = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
        stream.write(text + "\n")
        stream.flush()
        os.fsync(stream.fileno())
    with contextlib.suppress(FileExistsError):
        os.link(aside, path)
    aside.unlink()
