"""Row by row, what differs between two packs' documents: in due, mark, text, trigger or source."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from bairn.protocols.pack_parts import Document
from bairn.protocols.terms.difference import Difference, RowChange

# The lists whose rows have a name of their own, with the key that names them.
_ROWS = {
    "steps": ("step", "id"),
    "windows": ("window", "id"),
    "stages": ("stage", "id"),
    "branches": ("branch", "id"),
    "gates": ("gate", "stage"),
    "privacy": ("privacy", "data"),
    "situations": ("situation", "id"),
    "waiver_reasons": ("waiver_reason", "id"),
    "pause_reasons": ("pause_reason", "id"),
    "contacts": ("contact", "role"),
}
_MAPS = {"roles": "role", "anchors": "anchor"}
_ORDERED = ("stages",)  # the order of these says something
_WHOLE = frozenset({"trigger", "applies", "when"})  # written out in one piece
_KEYS = ("id", "body")


def differences(old: Document, new: Document) -> Iterator[Difference]:
    """Every difference, in the order of the parts of a pack, rows by their names."""
    for part in sorted({*old, *new}, key=_place):
        before, after = old.get(part), new.get(part)
        if part in _ROWS:
            kind, key = _ROWS[part]
            yield from _of_rows(kind, _by_name(before, key), _by_name(after, key))
        elif part in _MAPS:
            yield from _of_rows(_MAPS[part], before or {}, after or {})
        elif before != after:
            yield from _of_row(part, part, _flat(before), _flat(after))
        if part in _ORDERED:
            yield from _of_order(part, before or (), after or ())


def _place(part: str) -> tuple[int, str]:
    order = ("pack", "thresholds", "stages", "branches", "gates", "steps", "windows", "interview")
    return (order.index(part) if part in order else len(order)), part


def _by_name(rows: Any, key: str) -> dict[str, Any]:
    return {row[key]: row for row in rows or ()}


def _of_rows(kind: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Difference]:
    for name in sorted({*old, *new}):
        if name not in new:
            yield _difference(RowChange.REMOVED, kind, name, "", _titled(old[name]), "")
        elif name not in old:
            yield _difference(RowChange.ADDED, kind, name, "", "", _titled(new[name]))
        elif old[name] != new[name]:
            yield from _of_row(kind, name, _flat(old[name]), _flat(new[name]))


def _of_row(
    kind: str, name: str, old: Mapping[str, str], new: Mapping[str, str]
) -> Iterator[Difference]:
    for field in dict.fromkeys((*old, *new)):
        before, after = old.get(field, ""), new.get(field, "")
        if before != after:
            yield _difference(RowChange.CHANGED, kind, name, field, before, after)


def _of_order(part: str, old: Any, new: Any) -> Iterator[Difference]:
    before, after = [row["id"] for row in old], [row["id"] for row in new]
    if sorted(before) == sorted(after) and before != after:
        text = (" ".join(before), " ".join(after))
        yield _difference(RowChange.CHANGED, part, part, "order", *text)


def _difference(
    change: RowChange, kind: str, row: str, field: str, before: str, after: str
) -> Difference:
    return Difference(change=change, kind=kind, row=row, field=field, before=before, after=after)


def _titled(row: Mapping[str, Any]) -> str:
    words = row.get("title", row)
    return f"{words.get('en', '')} / {words.get('zh', '')}"


def _flat(value: Any, path: str = "") -> dict[str, str]:
    """A row as a map from the path of each of its fields to what is written there."""
    name = path.rpartition(".")[2]
    if isinstance(value, Mapping) and name not in _WHOLE:
        parts = {f"{path}.{key}" if path else str(key): one for key, one in value.items()}
    elif isinstance(value, list) and value and all(_key(one) for one in value):
        parts = {f"{path}.{one[_key(one)]}": one for one in value}
    else:
        return {path: _written(value)}
    return {field: text for at, one in parts.items() for field, text in _flat(one, at).items()}


def _key(value: Any) -> str:
    return next((key for key in _KEYS if isinstance(value, Mapping) and key in value), "")


def _written(value: Any) -> str:
    if isinstance(value, str):
        return value
    return "" if value is None else json.dumps(value, ensure_ascii=False)
