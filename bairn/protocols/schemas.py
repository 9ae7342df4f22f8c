"""Documents of the catalogue against their schemas, with the places that do not fit."""

import json
from functools import lru_cache
from pathlib import Path

from jsonschema import Draft202012Validator

from bairn.kernel.catalogue import CatalogueError
from bairn.protocols.pack_parts import Document


def check(document: Document, schema: Path, name: str) -> None:
    """Raises CatalogueError, naming the first places, when a document does not fit the schema."""
    faults = sorted(
        _validator(schema).iter_errors(document), key=lambda fault: list(map(str, fault.path))
    )
    if faults:
        places = "; ".join(
            f"{'/'.join(map(str, fault.path)) or 'top'}: {fault.message[:160]}"
            for fault in faults[:5]
        )
        raise CatalogueError(f"{name}: {places}")


@lru_cache(maxsize=8)
def _validator(schema: Path) -> Draft202012Validator:
    return Draft202012Validator(json.loads(schema.read_text(encoding="utf-8")))
