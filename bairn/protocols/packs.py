"""The packs on disk: put together, checked by the schema, digested, and read into frozen rows."""

import hashlib
import json
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from bairn.kernel.catalogue import CatalogueError, load, load_folder
from bairn.protocols import pack_rows, schemas
from bairn.protocols.pack_parts import Document
from bairn.protocols.terms import Pack
from bairn.protocols.triggers import TriggerError

FOLDER = Path(__file__).parent / "catalogue"
SCHEMA = Path(__file__).parent / "pack_schema.json"


def compose(pack_id: str, folder: Path = FOLDER) -> Document:
    """One pack's whole document: its own file, the shared words, window tables and holidays.

    Raises CatalogueError when a file is missing or the document does not fit the schema.
    """
    return put_together(load(folder / "packs" / f"{pack_id}.yaml"), folder, pack_id)


def put_together(own: Any, folder: Path, name: str) -> Document:
    """The whole document of a pack from what its own file says and the tables in `folder`."""
    shared = load(folder / "shared.yaml")
    head = own.get("pack", {}) if isinstance(own, dict) else {}
    windows = [
        {"kind": table, **row}
        for table in head.get("windows", ())
        for row in load(folder / "windows" / f"{table}.yaml")
    ]
    holidays = load(folder / "holidays" / f"{head.get('holidays')}.yaml")
    document: Document = plain(
        {**shared, **own, "steps": _steps(own, folder), "windows": windows, "holidays": holidays}
    )
    check(document, name)
    return document


def _steps(own: Document, folder: Path) -> list[Document]:
    """The pack's own steps, then those of the shared tables it takes in, with its own roles.

    A step of the pack stands in place of a shared one of the same id.
    """
    head, steps = own.get("pack", {}), list(own.get("steps", ()))
    stand_ins, taken = head.get("stand_ins", {}), {step.get("id") for step in steps}
    for table in head.get("steps", ()):
        steps += [
            {
                **row,
                "role": [stand_ins.get(role, role) for role in row["role"]],
                "on_overdue": stand_ins.get(row["on_overdue"], row["on_overdue"]),
            }
            for row in load(folder / "steps" / f"{table}.yaml")
            if row["id"] not in taken
        ]
    return steps


def plain(value: Any) -> Any:
    """The value as JSON knows it: YAML's dates become text."""
    if isinstance(value, dict):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


def check(document: Document, name: str) -> None:
    """Raises CatalogueError, naming the first places, when a document does not fit the schema."""
    schemas.check(document, SCHEMA, f"pack {name}")


def canonical(document: Document) -> bytes:
    """The document's canonical bytes: sorted keys, no spaces, UTF-8."""
    text = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode("utf-8")


def digest_of(document: Document) -> str:
    """SHA-256 over the canonical bytes, hex: what a case pins."""
    return hashlib.sha256(canonical(document)).hexdigest()


def read(document: Document) -> Pack:
    """The pack a document describes. Raises CatalogueError when a trigger or span is malformed."""
    try:
        return pack_rows.pack_of(document, digest_of(document))
    except (TriggerError, ValueError, KeyError) as malformed:
        raise CatalogueError(f"pack {document['pack']['id']}: {malformed}") from malformed


@lru_cache(maxsize=32)
def document_of(pack_id: str) -> Document:
    """The document of a pack on disk, composed once in the life of a process."""
    return compose(pack_id)


@lru_cache(maxsize=32)
def current(pack_id: str) -> Pack:
    """The version of a pack that new cases get. Raises CatalogueError when there is none."""
    return read(document_of(pack_id))


def ids(folder: Path = FOLDER) -> tuple[str, ...]:
    """The ids of every pack on disk, in order."""
    return tuple(sorted(path.stem for path in (folder / "packs").glob("*.yaml")))


def vocabulary(folder: Path = FOLDER) -> Document:
    """The facts that triggers may ask about, by name: their kind, their codes, their words."""
    rows: Document = load(folder / "facts.yaml")
    return rows


def window_tables(folder: Path = FOLDER) -> tuple[str, ...]:
    """The names of the shared window tables."""
    return tuple(load_folder(folder / "windows"))
