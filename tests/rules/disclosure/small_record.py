"""A small record in a folder: entries in, heads and proofs out, one act that seals a bundle."""

import base64
import hashlib
import json
import uuid
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol

from bairn.disclosure.terms import RecordPart
from bairn.oversight import entries as record_entries
from bairn.oversight import notes, proofs
from bairn.oversight.notes import Head, Signer
from bairn.oversight.terms import Entry, EntryKind
from bairn.oversight.tiles import TileLog, TileReader

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
LOG = Signer.new("bairn.record/00000000", notes.LOG)
WITNESS = Signer.new("bairn.witness/00000000", notes.WITNESS)


class Sealing(Protocol):
    """Whose case it is, who seals it, for which release."""

    case_id: uuid.UUID
    release_id: uuid.UUID
    officer: uuid.UUID


class Record:
    """A record in a folder: entries in, heads out."""

    def __init__(
        self, folder: Path, *, log: Signer = LOG, witness: Signer | None = WITNESS
    ) -> None:
        self.folder, self.log, self.witness = folder, log, witness
        self.files, self.all = TileLog(folder, sync=False), []

    def add(self, entries: list[bytes]) -> list[int]:
        start = len(self.all)
        self.all += entries
        self.files.append(entries)
        self.files.publish()
        return list(range(start, len(self.all)))

    def head(self, at: datetime) -> str:
        head = Head(self.log.name, self.files.size, self.files.root())
        seen = self.witness.cosign(head.body, at) if self.witness else ""
        return notes.signed(head, self.log) + seen

    def proof(self, index: int, size: int) -> tuple[str, ...]:
        reader = TileReader(self.folder, size=size)
        made = proofs.inclusion(reader.subtree, index=index, size=size)
        return tuple(base64.b64encode(one).decode() for one in made)

    def part(self, places: list[int]) -> RecordPart:
        size = self.files.size
        return RecordPart(
            entries=lambda: iter(
                (n, self.all[n].decode(), self.proof(n, size)) for n in sorted(places)
            ),
            checkpoint=self.head(AT + timedelta(hours=9)),
            public_key=f"{self.log.public}\n",
            witness_keys=f"{self.witness.public}\n" if self.witness else "",
        )

    def seal(self, story: Sealing, manifest: bytes, **more: object) -> bytes:
        told = {
            "id": uuid.uuid4(),
            "at": AT + timedelta(hours=10),
            "kind": EntryKind.ACT,
            "act": "disclosure.seal_bundle",
            "actor_id": story.officer,
            "actor_kind": "staff",
            "case_id": story.case_id,
            "detail": {
                "manifest": hashlib.sha256(manifest).hexdigest(),
                "release": story.release_id,
            },
        }
        entry = record_entries.encode(Entry(**{**told, **more}))  # type: ignore[arg-type]
        (index,) = self.add([entry])
        receipt = {
            "v": 1,
            "entry": entry.decode(),
            "index": index,
            "proof": self.proof(index, self.files.size),
            "checkpoint": self.head(AT + timedelta(hours=10)),
            "public_key": str(self.log.public),
            "witness_keys": [str(self.witness.public)] if self.witness else [],
        }
        return json.dumps(receipt).encode()
