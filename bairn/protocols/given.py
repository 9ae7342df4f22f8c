"""A pack as somebody names it at a command: an id on disk, a file, or an overlay over another."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from bairn.kernel.catalogue import CatalogueError, load
from bairn.protocols import overlays, packs
from bairn.protocols.pack_parts import Document


def document(name: str, *, over: Document | None = None) -> Document:
    """The whole document that `name` stands for.

    A file may hold a pack of the catalogue (put together with the tables beside it, or with those
    of this house), a whole document as `bairn packs show --whole` writes it, or an agency's
    overlay, which is laid over `over`. Raises CatalogueError when it is none of these.
    """
    if name in packs.ids():
        return packs.document_of(name)
    path = Path(name)
    if not path.is_file():
        raise CatalogueError(f"no pack and no file {name}; packs: {', '.join(packs.ids())}")
    written = _written(path)
    laid = overlay(name)
    if laid is not None:
        return _laid(laid, over, path)
    if "windows" in written:
        packs.check(written, path.name)
        return written
    beside = path.resolve().parent.parent
    folder = beside if (beside / "shared.yaml").is_file() else packs.FOLDER
    return packs.put_together(written, folder, path.stem)


def overlay(name: str) -> Document | None:
    """The overlay that a file holds; None for anything else. Raises CatalogueError."""
    path = Path(name)
    if name in packs.ids() or not path.is_file():
        return None
    written = _written(path)
    head = written.get("overlay")
    if not isinstance(head, dict):
        return None
    if head.get("pack") not in packs.ids():
        raise CatalogueError(f"{path.name}: an overlay names the pack it is laid over")
    return written


def _written(path: Path) -> dict[str, Any]:
    if path.suffix == ".json":
        try:
            found = json.loads(path.read_text(encoding="utf-8"))
        except ValueError as malformed:
            raise CatalogueError(f"{path.name}: {malformed}") from malformed
    else:
        found = packs.plain(load(path))
    if not isinstance(found, dict):
        raise CatalogueError(f"{path.name}: a pack is a mapping")
    return found


def _laid(laid: Document, over: Document | None, path: Path) -> Document:
    base = over or packs.document_of(laid["overlay"]["pack"])
    # No day: whether a row is past its review does not keep a file from being compared.
    found = overlays.findings(base, laid, packs.vocabulary(), on=date.min)
    faults = [f"{one.row}: {one.text}" for one in found if not one.warning]
    if faults:
        raise CatalogueError(f"{path.name}: {'; '.join(faults[:5])}")
    return overlays.laid_over(base, laid)
