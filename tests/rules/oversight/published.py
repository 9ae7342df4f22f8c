"""A small published record in a folder, as an export leaves it, without any database."""

from datetime import UTC, datetime
from pathlib import Path

from bairn.oversight import notes
from bairn.oversight.folders import RecordFolder
from bairn.oversight.notes import Head, Signer
from bairn.oversight.tiles import TileLog, put

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
LOG = Signer.new("bairn.record/00000000", notes.LOG)
WITNESS = Signer.new("bairn.witness/00000000", notes.WITNESS)


def some_entries(count: int) -> list[bytes]:
    return [f'{{"act":"case.read","n":{n}}}'.encode() for n in range(count)]


def cosigned(size: int, root: bytes, *, log: Signer = LOG, witness: bool = True) -> str:
    head = Head(log.name, size, root)
    return notes.signed(head, log) + (WITNESS.cosign(head.body, AT) if witness else "")


def publish(folder: Path, sizes: list[int], entries: list[bytes], *, witness: bool = True) -> None:
    """Publish a head at each of these sizes; the last one is the newest."""
    log, done = TileLog(folder, sync=False), 0
    for size in sizes:
        log.append(entries[done:size])
        done = size
        text = cosigned(size, log.root(), witness=witness)
        put(RecordFolder(folder).kept_checkpoint(size), text.encode(), sync=False)
    log.publish()
    put(folder / "checkpoint", text.encode(), sync=False)
    put(folder / "public-key", f"{LOG.public}\n".encode(), sync=False)
    if witness:
        put(folder / "witness-key", f"{WITNESS.public}\n".encode(), sync=False)
