"""Who a row is about: the fields that are sealed, and what of it was not understood."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date

from bairn.records import dates
from bairn.records.terms import Layout, Note, Person, Reason, Row, Target
from bairn.vault.terms import TokenSource

_SINGLE = frozenset({Target.FAMILY_NAME, Target.GIVEN_NAME, Target.FULL_NAME, Target.SCHOOL,
                     Target.SEX})  # fmt: skip
_SEVERAL = re.compile(r"[;,/|、，；\n]+")
_TELL = frozenset({
    "family_name", "given_name", "full_name", "other_names", "national_ids", "phones", "emails",
    "accounts", "addresses", "devices", "vehicles", "urls", "digests",
})  # fmt: skip
_LISTS = {
    Target.OTHER_NAMES: "other_names", Target.PHONE: "phones", Target.EMAIL: "emails",
    Target.VEHICLE: "vehicles", Target.URL: "urls", Target.DIGEST: "digests",
}  # fmt: skip
_DIGITS = re.compile(r"\d")
_Values = dict[str, list[object]]


def person_of(row: Row, layout: Layout) -> Person:
    """The row's person. What fails stays in `original`, with a note; nobody is a reason."""
    if row.reason is not None:
        return Person({}, reason=row.reason)
    filled = {name: said for name, text in row.cells.items() if (said := text.strip())}
    if not filled:
        return Person({}, reason=Reason.EMPTY)
    values: _Values = {}
    notes = dict.fromkeys(row.notes)
    place: dict[str, str] = {}
    for name, text in filled.items():
        column = layout.columns.get(name)
        if column is not None and column.target is not Target.KEEP:
            note = _put(values, place, column.target, text, layout, column.platform)
            if note is not None:
                notes[note] = None
    if place:
        values["addresses"] = [dict(place)]
    fields = {name: _sealed(name, found) for name, found in values.items() if found}
    if _TELL.isdisjoint(fields) or (list(fields) == ["addresses"] and "value" not in place):
        return Person({}, tuple(notes), Reason.NOBODY)
    fields["original"] = _json(filled)
    return Person(fields, tuple(notes))


def tokens_of(fields: Mapping[str, str], region: str) -> Iterator[TokenSource]:
    """The blind tokens that these fields leave, as those of a report do."""
    born = fields.get("birth_date", "")
    if len(born) == 10 and fields.get("family_name"):
        yield TokenSource.surname_and_birth_date(fields["family_name"], date.fromisoformat(born))
    for phone in _read(fields, "phones"):
        yield TokenSource.phone(str(phone), region)
    for email in _read(fields, "emails"):
        yield TokenSource.email(str(email))
    for one in _read(fields, "national_ids"):
        yield TokenSource.national_id(one["country"], one["number"])
    for one in _read(fields, "accounts"):
        yield TokenSource.account(one["platform"], one["handle"])


def _put(
    values: _Values, place: dict[str, str], target: Target, text: str, layout: Layout, platform: str
) -> Note | None:
    """Put a cell where it belongs; a note where it does not look like what it should be."""
    if target in _SINGLE:
        values.setdefault(target.value, []).append(text)
    elif target is Target.BIRTH_DATE:
        born = dates.read(text, layout.date_order)
        if not born:
            return Note.DATE
        values["birth_date"] = [born]
    elif target in (Target.ADDRESS, Target.TOWN, Target.POSTCODE):
        key = "value" if target is Target.ADDRESS else target.value
        place[key] = f"{place[key]}, {text}" if key in place else text
    elif target in _LISTS:
        return _put_each(values.setdefault(_LISTS[target], []), target, text)
    elif target is Target.NATIONAL_ID:
        row: dict[str, str] = {"country": layout.region, "number": text}
        values.setdefault("national_ids", []).append(row)
        return None if len(_DIGITS.findall(text)) >= 4 else Note.NATIONAL_ID
    elif target is Target.ACCOUNT:
        found = [{"platform": platform, "handle": one} for one in _each(text)]
        values.setdefault("accounts", []).extend(found)
    else:
        rows = [{"kind": "device", "value": one} for one in _each(text)]
        values.setdefault("devices", []).extend(rows)
    return None


def _put_each(found: list[object], target: Target, text: str) -> Note | None:
    """Several values of one cell; those that fail are kept in the original alone."""
    fits, note = _FITS.get(target, (bool, None))
    failed = False
    for one in _each(text):
        if fits(one):
            found.append(one)
        else:
            failed = True
    return note if failed else None


def _each(text: str) -> list[str]:
    """The values of a cell: a list in JSON, or divided by the usual signs."""
    if text.startswith("["):
        try:
            listed = json.loads(text)
        except (ValueError, RecursionError):
            listed = None
        if isinstance(listed, list):
            return [str(one).strip() for one in listed if one]
    if "://" in text:
        return text.split()
    return [one for part in _SEVERAL.split(text) if (one := part.strip())]


def _sealed(name: str, found: list[object]) -> str:
    return " ".join(map(str, found)) if name in _PLAIN else _json(found)


def _read(fields: Mapping[str, str], name: str) -> list[dict[str, str]]:
    return json.loads(fields[name]) if name in fields else []


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _is_phone(text: str) -> bool:
    return 5 <= len(_DIGITS.findall(text)) <= 20


def _is_email(text: str) -> bool:
    local, at, domain = text.rpartition("@")
    return bool(local and at and "." in domain and " " not in text)


_PLAIN = frozenset({*(one.value for one in _SINGLE), "birth_date"})
_FITS: dict[Target, tuple[Callable[[str], bool], Note]] = {
    Target.PHONE: (_is_phone, Note.PHONE),
    Target.EMAIL: (_is_email, Note.EMAIL),
}
