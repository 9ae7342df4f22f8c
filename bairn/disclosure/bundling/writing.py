"""A dossier becomes a bag: files are decrypted and hashed while they are written."""

import json
import uuid
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from bairn.disclosure.bundling import forms, graph, tables, verify
from bairn.disclosure.bundling.bag import Bag, Target
from bairn.disclosure.terms import BundledFile, Dossier, RecordPart
from bairn.kernel import clock
from bairn.oversight import verify as record_verify

_PARTS = Path(verify.__file__).parent


def paths_of(files: tuple[BundledFile, ...]) -> dict[uuid.UUID, str]:
    """Where below `data/` each file lies: its exhibit, its number there, never its name."""
    counts: dict[str, int] = {}
    found = {}
    for one in files:
        counts[one.exhibit] = counts.get(one.exhibit, 0) + 1
        mark = "-redacted-copy" if one.copy_of else ""
        found[one.id] = f"exhibits/{one.exhibit}/{counts[one.exhibit]:03d}{mark}{one.suffix}"
    return found


def write(
    dossier: Dossier,
    target: Target,
    *,
    papers: Mapping[str, bytes],
    notes: tuple[str, ...] = (),
    wrote: Callable[[int], None] = lambda count: None,
) -> tuple[Bag, bytes]:
    """Write the bag; itself and the bytes of its tag manifest, which are to be sealed.

    `papers` are custody and schedule as pages; `notes` say what was not possible. Raises BagFault
    for a file that is not what was taken in.
    """
    bag = Bag(target, wrote)
    paths = paths_of(dossier.files)
    for file in dossier.files:
        bag.put(paths[file.id], file.pieces(), sha256=file.sha256)
    files = {one.id: one for one in dossier.files}
    written = json.dumps(graph.document(dossier, paths), indent=1, ensure_ascii=False)
    for path, data in {
        "case.jsonld": written.encode(),
        "custody.csv": tables.custody(dossier.hands),
        "schedule.csv": tables.schedule(dossier.schedule, files, paths),
        "access.csv": tables.access(dossier.access),
        "packs.json": forms.packs(dossier),
        "certificate.txt": forms.certificate(dossier),
        "README.txt": forms.readme(dossier),
        "record/checkpoint": dossier.record.checkpoint.encode(),
        "record/public-key": dossier.record.public_key.encode(),
        "record/salts.csv": tables.salts(dossier, paths),
        **papers,
        **_programs(),
    }.items():
        bag.put(path, [data])
    if dossier.record.witness_keys:
        bag.put("record/witness-key", [dossier.record.witness_keys.encode()])
    bag.put("record/entries.jsonl", _entries(dossier.record))
    return bag, bag.finish(_info(dossier, notes))


def _entries(part: RecordPart) -> Iterator[bytes]:
    for place, entry, proof in part.entries():
        row = {"index": place, "entry": entry, "proof": proof}
        yield json.dumps(row, ensure_ascii=False).encode() + b"\n"


def _programs() -> dict[str, bytes]:
    """What checks the bundle, as it runs from the bundle itself."""
    parts = sorted((_PARTS / "verifying").glob("*.py"))
    return {
        "verify.py": Path(verify.__file__).read_bytes(),
        **{f"verifying/{path.name}": path.read_bytes() for path in parts},
        "verifying/record.py": Path(record_verify.__file__).read_bytes(),
    }


def _info(dossier: Dossier, notes: tuple[str, ...]) -> list[tuple[str, str]]:
    said = [
        ("Source-Organization", "Bairn"),
        ("External-Identifier", str(dossier.case_id)),
        ("Release", str(dossier.release_id)),
        ("Recipient", dossier.recipient),
        ("Authority", dossier.authority),
        ("Identities", "yes" if dossier.identities else "no"),
        ("Bagging-Date", dossier.made_at.date().isoformat()),
        ("Made-At", clock.stamp(dossier.made_at)),
        ("Bag-Software-Agent", "Bairn, https://tools.ietf.org/html/rfc8493"),
    ]
    return [*said, *([("Remarks", "; ".join(notes))] if notes else [])]
