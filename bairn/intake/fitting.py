"""What a program may write into the open columns of a report: short codes and digests, no more.

A person's answers never fail here, since the forms send codes. What is text goes to the vault.
"""

import re
from dataclasses import fields, is_dataclass, replace
from typing import TypeVar, cast

from bairn.intake import wire_schema
from bairn.intake.terms import FileNote, ReportDraft
from bairn.kernel.refusal import Refusal

T = TypeVar("T")
_PACK = re.compile(r"[a-z0-9-]{0,40}")
_LANGUAGE = re.compile(r"[A-Za-z-]{0,12}")
_DIGESTS = {"md5": 32, "sha1": 40, "sha256": 64}
_KIND = re.compile(r"[a-z0-9]{1,32}")
_STATED = re.compile(r"[0-9a-f]{16,512}")
_ID = re.compile(r"([0-9a-f]{32})?")
_MOST_BYTES = 2**63 - 1


def check(draft: ReportDraft) -> ReportDraft:
    """The draft, its list of unknown names cut to what a row holds.

    Raises Refusal intake.pack, intake.language, intake.file_note.
    """
    if not _PACK.fullmatch(draft.pack):
        raise Refusal("intake.pack", "Packs are named like cn-2023.", field="pack")
    if not _LANGUAGE.fullmatch(draft.language):
        raise Refusal("intake.language", "Languages are named like zh-Hans.", field="language")
    if not all(map(_fits, draft.files)):
        raise Refusal(
            "intake.file_note", "A digest, size or class of a file is not one.", field="files"
        )
    most, longest = wire_schema.MOST_NAMED, wire_schema.LONGEST_NAMED
    named = tuple(without_nul(one)[:longest] for one in draft.kept_unknown[:most])
    return replace(
        draft,
        kept_unknown=named,
        people=_whole(draft.people),
        words=_whole(draft.words),
        files=_whole(draft.files),
        sender_number=without_nul(draft.sender_number),
    )


def without_nul(text: str) -> str:
    """The text as a database and UTF-8 can hold it: no zero byte, no half of a letter."""
    if "\0" not in text and text.isascii():
        return text
    return text.replace("\0", "\ufffd").encode("utf-8", "replace").decode("utf-8")


def _whole(value: T) -> T:
    """The same with every text in it as `without_nul` leaves it; times, numbers, codes stay."""
    if isinstance(value, str) and type(value) is str:
        return cast("T", without_nul(value))
    if isinstance(value, tuple):
        return cast("T", tuple(map(_whole, value)))
    if is_dataclass(value) and not isinstance(value, type):
        held = {one.name: getattr(value, one.name) for one in fields(value)}
        new = {name: _whole(one) for name, one in held.items()}
        return cast("T", type(value)(**new)) if new != held else value
    return value


def _fits(note: FileNote) -> bool:
    codes = wire_schema.known().codes
    return (
        all(
            not (value := getattr(note, name)) or (len(value) == size and _is_hex(value))
            for name, size in _DIGESTS.items()
        )
        and (note.size is None or 0 <= note.size <= _MOST_BYTES)
        and all(_KIND.fullmatch(kind) and _STATED.fullmatch(v) for kind, v in note.stated_digests)
        and note.classification in {"", *codes["industry_class"].values()}
        and note.relevance in {"", *codes["relevance"].values()}
        and note.annotations <= wire_schema.known().types["file_annotations"].keys()
        and _ID.fullmatch(note.file_id) is not None
    )


def _is_hex(value: str) -> bool:
    return all(c in "0123456789abcdef" for c in value)
