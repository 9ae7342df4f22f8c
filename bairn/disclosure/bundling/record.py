"""The case's part of the record: its entries, each with its proof under one cosigned checkpoint."""

import base64
from collections.abc import Iterator, Sequence
from pathlib import Path

from django.conf import settings

from bairn.disclosure.terms import RecordPart
from bairn.oversight import proofs
from bairn.oversight.folders import RecordFolder
from bairn.oversight.terms import Checkpoint
from bairn.oversight.tiles import TileReader


def part(head: Checkpoint, places: Sequence[int]) -> RecordPart:
    """The entries at these places, which are below `head`; read and proven while it is written."""
    folder = RecordFolder.of(Path(settings.BAIRN_HOME))
    witnesses = folder.witness_keys

    def entries() -> Iterator[tuple[int, str, tuple[str, ...]]]:
        reader = TileReader(folder.path, size=head.size)
        for place in sorted(set(places)):
            proof = proofs.inclusion(reader.subtree, index=place, size=head.size)
            written = tuple(base64.b64encode(one).decode() for one in proof)
            yield place, reader.entry(place).decode(), written

    return RecordPart(
        entries=entries,
        checkpoint=head.text,
        public_key=f"{folder.public_key()}\n",
        witness_keys=witnesses.read_text(encoding="utf-8") if witnesses.exists() else "",
    )
