"""YAML catalogues: rules that a lawyer can read, kept beside the room that uses them."""

from pathlib import Path
from typing import Any

import yaml

try:  # libyaml reads the same documents in a tenth of the time
    from yaml import CSafeLoader as SafeLoader
except ImportError:  # PyYAML was built without it
    from yaml import SafeLoader  # type: ignore[assignment] # the same class, in Python

MOST_FOREIGN = 1_000_000


class CatalogueError(ValueError):
    """A catalogue is not as it must be; the message names the file and what to mend."""


class _StrictLoader(SafeLoader):
    """Safe YAML that refuses a key written twice: the second would silently win."""


def _mapping(loader: _StrictLoader, node: yaml.MappingNode) -> dict[Any, Any]:
    seen: set[Any] = set()
    for key_node, _ in node.value:
        key = loader.construct_object(key_node, deep=True)
        if key in seen:
            raise CatalogueError(f"key {key!r} stands twice{key_node.start_mark}")
        seen.add(key)
    return {
        loader.construct_object(k, deep=True): loader.construct_object(v, deep=True)
        for k, v in node.value
    }


_StrictLoader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def load(path: Path) -> Any:
    """The document in `path`. Raises CatalogueError when missing, malformed or with twin keys."""
    try:
        with path.open(encoding="utf-8") as stream:
            return yaml.load(stream, Loader=_StrictLoader)  # noqa: S506 - a SafeLoader subclass
    except FileNotFoundError as missing:
        raise CatalogueError(f"no catalogue at {path}") from missing
    except yaml.YAMLError as malformed:
        raise CatalogueError(f"{path.name}: {malformed}") from malformed


def load_foreign(path: Path) -> Any:
    """The same for a file from outside the house: at most 1 MB, and nothing written by reference,
    since a few lines of references can stand for more than any memory holds.
    """
    if path.stat().st_size > MOST_FOREIGN:
        raise CatalogueError(f"{path.name}: at most {MOST_FOREIGN} bytes")
    try:
        events = yaml.parse(path.read_text(encoding="utf-8"), Loader=SafeLoader)
        if any(isinstance(one, yaml.AliasEvent) for one in events):
            raise CatalogueError(f"{path.name}: write everything out, without anchors (& and *)")
    except (yaml.YAMLError, UnicodeDecodeError) as malformed:
        raise CatalogueError(f"{path.name}: {malformed}") from malformed
    return load(path)


def load_folder(folder: Path) -> dict[str, Any]:
    """Every `*.yaml` of a folder by its stem, in the order of their names."""
    return {path.stem: load(path) for path in sorted(folder.glob("*.yaml"))}
