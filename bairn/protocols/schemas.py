"""Documents of the catalogue against their schemas, with the places that do not fit."""

import json
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from pathlib import Path

from jsonschema import Draft202012Validator

from bairn.kernel.catalogue import CatalogueError
from bairn.protocols.pack_parts import Document


def check(document: Document, schema: Path, name: str) -> None:
    """Raises CatalogueError, naming the first places, when a document does not fit the schema."""
    places = list(islice(misfits(document, schema), 5))
    if places:
        raise CatalogueError(f"{name}: {'; '.join(places)}")


def misfits(document: Document, schema: Path) -> Iterator[str]:
    """Each place that does not fit the schema, with what is wrong there."""
    faults = _validator(schema).iter_errors(document)
    for fault in sorted(faults, key=lambda one: list(map(str, one.path))):
        yield f"{'/'.join(map(str, fault.path)) or 'top'}: {fault.message[:160]}"


@lru_cache(maxsize=8)
def _validator(schema: Path) -> Draft202012Validator:
    return Draft202012Validator(json.loads(schema.read_text(encoding="utf-8")))
