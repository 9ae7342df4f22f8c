"""A sighting from the fields that the vault holds of somebody, and back. Nothing is refused."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from bairn.likeness.dates import date_of, written
from bairn.likeness.terms import Address, Name, Sighting

# The field codes of `intake/envelopes.py`, and those of older records.
_NAMES = ("family_name", "given_name", "full_name", "other_names")
_READ = frozenset(
    {
        *_NAMES, "birth_date", "national_ids", "phones", "emails", "accounts", "devices",
        "vehicles", "addresses", "urls", "digests", "sex",
    }
)  # fmt: skip


def sighting_of(fields: Mapping[str, str], region: str = "") -> Sighting:
    """What these fields say; what is not understood stays in `extra` as it was."""
    birth = date_of(fields.get("birth_date", ""))
    read = _READ if birth or not fields.get("birth_date") else _READ - {"birth_date"}
    return Sighting(
        names=tuple(_names(fields)),
        birth=birth,
        national_ids=tuple(_pairs(fields.get("national_ids", ""), "country", "number")),
        phones=tuple(_texts(fields.get("phones", ""))),
        emails=tuple(_texts(fields.get("emails", ""))),
        accounts=tuple(_pairs(fields.get("accounts", ""), "platform", "handle")),
        devices=tuple(_texts(fields.get("devices", ""))),
        vehicles=tuple(_texts(fields.get("vehicles", ""))),
        addresses=tuple(_addresses(fields.get("addresses", ""))),
        urls=tuple(_texts(fields.get("urls", ""))),
        digests=tuple(_texts(fields.get("digests", ""))),
        sex=fields.get("sex", ""),
        region=region,
        extra={code: value for code, value in fields.items() if code not in read},
    )


def fields_of(sighting: Sighting) -> dict[str, str]:
    """The fields under which a sighting is sealed: the same that `sighting_of` reads."""
    first = sighting.names[0] if sighting.names else Name()
    others = [one.full or f"{one.family} {one.given}".strip() for one in sighting.names[1:]]
    addresses = [
        {"value": one.line, "town": one.town, "postcode": one.postcode}
        for one in sighting.addresses
    ]
    found = {
        "family_name": first.family,
        "given_name": first.given,
        "full_name": first.full,
        "other_names": _json(others),
        "birth_date": written(sighting.birth),
        "national_ids": _json([{"country": c, "number": n} for c, n in sighting.national_ids]),
        "phones": _json(sighting.phones),
        "emails": _json(sighting.emails),
        "accounts": _json([{"platform": p, "handle": h} for p, h in sighting.accounts]),
        "devices": _json([{"kind": "device", "value": one} for one in sighting.devices]),
        "vehicles": _json(sighting.vehicles),
        "addresses": _json(addresses),
        "urls": _json(sighting.urls),
        "digests": _json(sighting.digests),
        "sex": sighting.sex,
    }
    return {**sighting.extra, **{code: value for code, value in found.items() if value}}


def _names(fields: Mapping[str, str]) -> Iterator[Name]:
    first = Name(*(fields.get(code, "").strip() for code in _NAMES[:3]))
    if first:
        yield first
    yield from (Name(full=one) for one in _texts(fields.get("other_names", "")))


def _addresses(text: str) -> Iterator[Address]:
    for row in _rows(text):
        if isinstance(row, Mapping):
            one = Address(
                _text(row.get("value") or row.get("line")),
                _text(row.get("town")),
                _text(row.get("postcode")),
            )
        else:
            one = Address(_text(row))
        if one != Address():
            yield one


def _texts(text: str) -> Iterator[str]:
    """Plain values, or the `value` of rows that carry more."""
    for row in _rows(text):
        found = _text(row.get("value") if isinstance(row, Mapping) else row)
        if found:
            yield found


def _pairs(text: str, first: str, second: str) -> Iterator[tuple[str, str]]:
    for row in _rows(text):
        if isinstance(row, Mapping) and (value := _text(row.get(second))):
            yield _text(row.get(first)), value


def _rows(text: str) -> list[Any]:
    """A list in JSON; anything else is one value as it stands."""
    if not text.strip():
        return []
    try:
        found = json.loads(text)
    except ValueError:
        return [text]
    return found if isinstance(found, list) else [text]


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else "" if value is None else str(value).strip()


def _json(values: Iterable[object]) -> str:
    rows = list(values)
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":")) if rows else ""
