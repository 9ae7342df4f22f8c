"""Receipts: proof for a reporter, survivor or advocate that one entry stands on the record."""

import base64
import json
import uuid
from pathlib import Path

from django.conf import settings

from bairn.oversight import proofs, reading
from bairn.oversight.folders import RecordFolder
from bairn.oversight.terms import Checkpoint, Receipt
from bairn.oversight.tiles import TileReader

_VERSION = 1


def receipt_of(*, entry_id: uuid.UUID) -> Receipt | None:
    """The receipt of this entry, or None while no published head covers it (about a second).

    Its `json` is checked with `verify.py --proof FILE`. Raises TileFault when files are missing.
    """
    index = reading.index_of(entry_id=entry_id)
    head = reading.latest_checkpoint()
    if index is None or head is None or index >= head.size:
        return None
    folder = RecordFolder.of(Path(settings.BAIRN_HOME))
    return Receipt(
        entry_id=entry_id, index=index, size=head.size, json=receipt_json(folder, head, index)
    )


def receipt_json(folder: RecordFolder, head: Checkpoint, index: int) -> str:
    """The portable receipt of entry `index` under `head`, as JSON text."""
    reader = TileReader(folder.path, size=head.size)
    proof = proofs.inclusion(reader.subtree, index=index, size=head.size)
    witnesses = folder.witness_keys
    document = {
        "v": _VERSION,
        "entry": reader.entry(index).decode(),
        "index": index,
        "proof": [base64.b64encode(part).decode() for part in proof],
        "checkpoint": head.text,
        "public_key": str(folder.public_key()),
        "witness_keys": witnesses.read_text().splitlines() if witnesses.exists() else [],
    }
    return json.dumps(document, indent=1, ensure_ascii=False)
