"""What may stand in an entry, and its bytes: canonical JSON (RFC 8785), written once and kept.

The record outlives every erasure, so no personal data may enter it, not even hashed: ids that
carry no meaning, codes from our own vocabulary, and counts too small to be a telephone number.
"""

import json
import re
import uuid
from datetime import datetime
from typing import Any

import rfc8785

from bairn.kernel import clock
from bairn.oversight.terms import CodeValue, Entry, EntryKind, Outcome

MAX_BYTES = 65_535  # C2SP tlog-tiles: an entry's length is written in 16 bits
_VERSION = 1
_CODE = re.compile(r"[a-z0-9_.:-]{1,64}")
_KEY = re.compile(r"[a-z][a-z0-9_]{0,63}")
_LONG_NUMBER = re.compile(r"[0-9]{7}")
_OPAQUE = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{64}")
_COUNT_LIMIT = 1_000_000_000  # national and mobile numbers have ten digits and more
_BYTES_LIMIT = 2**53  # a size in bytes may be as large as a disk; JSON's numbers end here


class EntryFault(ValueError):
    """Something that may not stand on the record was about to; the message never repeats it."""


def encode(entry: Entry) -> bytes:
    """The entry's canonical bytes. Raises EntryFault for anything but ids, codes and counts."""
    document: dict[str, Any] = {
        "v": _VERSION,
        "id": str(entry.id),
        "at": clock.stamp(entry.at),
        "kind": EntryKind(entry.kind).value,
        "act": check_code("act", entry.act),
        "actor": str(_uuid("actor_id", entry.actor_id)),
        "actor_kind": check_code("actor_kind", entry.actor_kind),
        "outcome": Outcome(entry.outcome).value,
    }
    if entry.roles:
        document["roles"] = sorted(check_code("roles", role) for role in entry.roles)
    for name in ("purpose", "code"):
        if value := getattr(entry, name):
            document[name] = check_code(name, value)
    for name, key in _REFERENCES:
        if (reference := getattr(entry, name)) is not None:
            document[key] = str(_uuid(name, reference))
    if entry.detail:
        document["detail"] = detail_of(entry)
    encoded = rfc8785.dumps(document)
    if len(encoded) > MAX_BYTES:
        raise EntryFault(f"an entry may have {MAX_BYTES} bytes, this one has {len(encoded)}")
    return encoded


_REFERENCES = (
    ("case_id", "case"),
    ("report_id", "report"),
    ("subject_id", "subject"),
    ("within", "within"),
)


def detail_of(entry: Entry) -> dict[str, bool | int | str]:
    """The entry's detail as JSON values. Raises EntryFault for a key or value that is no code."""
    return {_key(key): check_value(key, value) for key, value in entry.detail.items()}


def check_value(key: str, value: object) -> bool | int | str:
    """`value` as it will stand on the record. Raises EntryFault unless bool, int, UUID or code."""
    if isinstance(value, bool):
        return value
    if isinstance(value, int):
        limit = _BYTES_LIMIT if key.endswith("_bytes") else _COUNT_LIMIT
        if abs(value) < limit:
            return int(value)
        raise EntryFault(f"the number in {key!r} is too large to be a count")
    if isinstance(value, uuid.UUID):
        return str(value)
    return check_code(key, value)


def check_code(name: str, value: object) -> str:
    """`value` if it is a code such as `case.open`. Raises EntryFault for words and long numbers."""
    if isinstance(value, str) and _CODE.fullmatch(value):
        if _OPAQUE.fullmatch(value) or not _LONG_NUMBER.search(value):
            return str(value)
        raise EntryFault(f"the code in {name!r} holds a long number")
    raise EntryFault(f"{name!r} takes a code of [a-z0-9_.:-], a number, a yes/no or an id")


def decode(encoded: bytes) -> Entry:
    """The entry of these bytes. Raises ValueError or KeyError when they are not ours."""
    document = json.loads(encoded)
    if document["v"] != _VERSION:
        raise ValueError("an entry of a version that this program does not know")
    references = {
        name: uuid.UUID(document[key]) if key in document else None for name, key in _REFERENCES
    }
    detail: dict[str, CodeValue] = document.get("detail", {})
    return Entry(
        id=uuid.UUID(document["id"]),
        at=datetime.fromisoformat(document["at"]),
        kind=EntryKind(document["kind"]),
        act=document["act"],
        actor_id=uuid.UUID(document["actor"]),
        actor_kind=document["actor_kind"],
        roles=tuple(document.get("roles", ())),
        purpose=document.get("purpose", ""),
        outcome=Outcome(document["outcome"]),
        code=document.get("code", ""),
        detail=detail,
        **references,
    )


def _key(key: object) -> str:
    if isinstance(key, str) and _KEY.fullmatch(key):
        return key
    raise EntryFault("a detail's name is a plain lower-case word")


def _uuid(name: str, value: object) -> uuid.UUID:
    if isinstance(value, uuid.UUID):
        return value
    raise EntryFault(f"{name!r} takes an id")
