"""What of a report goes into the vault, under which fields, and which blind tokens it leaves."""

import json
import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, fields

from bairn.intake.terms import (
    Element,
    FileNote,
    Identity,
    Noted,
    PersonDraft,
    ReportDraft,
    Words,
)
from bairn.vault.terms import Sealing, SubjectKind, TokenSource

# A number without its country's code is read as one of the pack's country.
_REGION = {"cn-2023": "CN", "cac-us": "US"}
_SINGLE = ("family_name", "given_name", "full_name", "school")
_MANY = ("other_names", "phones", "emails", "urls")
_ROWS = ("addresses", "accounts", "national_ids", "devices", "ip_addresses", "notes")


def words_of(words: Words) -> Sealing | None:
    """What was said, one field each; None when nothing was."""
    said = {one.name: text for one in fields(words) if (text := getattr(words, one.name))}
    return Sealing(kind=SubjectKind.WORDS, fields=said) if said else None


def added_words(text: str, extra: Mapping[str, str]) -> Sealing:
    """Something told later."""
    told = {"narrative": text, **extra}
    return Sealing(kind=SubjectKind.WORDS, fields={name: one for name, one in told.items() if one})


def document_of(draft: ReportDraft) -> Sealing | None:
    """Every element, and the original byte for byte; None for a form, which has neither."""
    kept: dict[str, str | bytes] = {}
    if draft.elements:
        kept["elements"] = elements_text(draft.elements)
    if draft.original:
        kept["original"] = draft.original
    return Sealing(kind=SubjectKind.DOCUMENT, fields=kept) if kept else None


def person_of(person: PersonDraft, *, pack: str) -> Sealing:
    """A person's identity. Somebody of whom nothing is known is a subject as well."""
    return Sealing(
        kind=SubjectKind.PERSON,
        fields=dict(_identity_fields(person.identity)),
        tokens=tuple(_tokens(person.identity, _REGION.get(pack, ""))),
    )


def file_of(
    note: FileNote,
    *,
    elements: tuple[Element, ...] = (),
    original: bytes = b"",
    key_id: uuid.UUID | None = None,
) -> Sealing | None:
    """What names a file or says where it was, and under which subject its key is, if any."""
    kept: dict[str, str | bytes] = {}
    if note.name:
        kept["name"] = note.name
    if note.locator:
        kept["locator"] = note.locator
    if note.notes:
        kept["notes"] = _rows_text(note.notes)
    if elements:
        kept["elements"] = elements_text(elements)
    if original:
        kept["original"] = original
    if key_id is not None:
        kept["content_key_id"] = key_id.hex
    return Sealing(kind=SubjectKind.DOCUMENT, fields=kept) if kept else None


def elements_text(elements: Iterable[Element]) -> str:
    """Elements as JSON: `[[path, value, {attribute: value}], …]`."""
    return _json([[one.path, one.value, dict(one.attributes)] for one in elements])


def elements_from(text: str) -> tuple[Element, ...]:
    """Elements from what `elements_text` wrote."""
    return tuple(
        Element(path, value, tuple(attributes.items()))
        for path, value, attributes in json.loads(text)
    )


def _identity_fields(who: Identity) -> Iterator[tuple[str, str]]:
    for name in _SINGLE:
        if getattr(who, name):
            yield name, getattr(who, name)
    if who.birth_date:
        yield "birth_date", who.birth_date.isoformat()
    for name in _MANY:
        if getattr(who, name):
            yield name, _json(list(getattr(who, name)))
    for name in _ROWS:
        if getattr(who, name):
            yield name, _rows_text(getattr(who, name))


def _tokens(who: Identity, region: str) -> Iterator[TokenSource]:
    if who.family_name and who.birth_date:
        yield TokenSource.surname_and_birth_date(who.family_name, who.birth_date)
    for phone in who.phones:
        yield TokenSource.phone(phone, region)
    for email in who.emails:
        yield TokenSource.email(email)
    for one in who.national_ids:
        yield TokenSource.national_id(one.country, one.number)
    for account in who.accounts:
        yield TokenSource.account(account.platform, account.handle)


def _rows_text(rows: Iterable[object]) -> str:
    return _json([asdict(row) for row in rows])  # type: ignore[call-overload] # dataclasses all


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def noted_from(text: str) -> tuple[Noted, ...]:
    """Notes from what was sealed of them."""
    return tuple(Noted(**row) for row in json.loads(text))
