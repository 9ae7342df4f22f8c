"""The tables of a bundle: custody, schedule, who looked, and the salts of its own files."""

import csv
import uuid
from collections.abc import Iterable, Mapping, Sequence
from io import StringIO

from bairn.disclosure.terms import Access, BundledFile, Dossier, Hand, ScheduleLine
from bairn.kernel import clock

CUSTODY = (
    *("number", "id", "exhibit", "kind", "at", "until", "recorded_at", "by", "by_role", "to"),
    *("to_role", "handover", "place", "seal_before", "seal_after", "condition", "reason", "entry"),
)
SCHEDULE = (
    *("exhibit", "exhibit_number", "kind", "use", "description", "reason", "agreed_by", "file"),
    *("path", "media_type", "size", "sha256", "name", "copy_of", "redacted_for"),
)
ACCESS = ("at", "act", "by", "roles", "subject", "outcome", "entry")
SALTS = ("path", "file", "entry", "salt")
_FORMULA = "=+-@\uff1d\uff0b\uff0d\uff20"  # what a spreadsheet would run, in either width
_CONTROL = ("\t", "\r", "\n")


def custody(hands: Sequence[Hand]) -> bytes:
    """Every event of custody in the order of the record."""
    return _csv(CUSTODY, (_hand(number, one) for number, one in enumerate(hands, 1)))


def _hand(number: int, one: Hand) -> Iterable[object]:
    until = clock.stamp(one.until) if one.until else ""
    return (
        *(number, one.id, one.exhibit, one.kind, clock.stamp(one.at), until),
        *(clock.stamp(one.recorded_at), one.by, one.by_role, one.to, one.to_role),
        *(one.handover or "", one.place, one.seal_before, one.seal_after),
        *(one.condition, one.reason, one.entry),
    )


def schedule(
    lines: Sequence[ScheduleLine],
    files: Mapping[uuid.UUID, BundledFile],
    paths: Mapping[uuid.UUID, str],
) -> bytes:
    """Used, unused and withheld; digest and path of what goes along, nothing of what does not."""
    return _csv(SCHEDULE, (_line(one, files, paths) for one in lines))


def _line(
    one: ScheduleLine, files: Mapping[uuid.UUID, BundledFile], paths: Mapping[uuid.UUID, str]
) -> Iterable[object]:
    file = files.get(one.file) if one.file else None
    there = (
        (paths[file.id], file.media_type, file.size, file.sha256, file.name) if file else [""] * 5
    )
    return (
        *(one.exhibit, one.number, one.kind, one.use, one.description, one.reason),
        *(one.agreed_by, one.file or "", *there, one.copy_of or "", one.redacted_for),
    )


def access(rows: Sequence[Access]) -> bytes:
    """Who looked: by role and opaque id."""
    return _csv(
        ACCESS,
        (
            (
                *(clock.stamp(one.at), one.act, one.by, " ".join(one.roles)),
                *(one.subject or "", one.outcome, one.entry),
            )
            for one in rows
        ),
    )


def salts(dossier: Dossier, paths: Mapping[uuid.UUID, str]) -> bytes:
    """What opens the record's commitments to the files of this bundle, and to no others."""
    return _csv(
        SALTS, ((paths[one.id], one.id, one.entry, one.salt.hex()) for one in dossier.files)
    )


def _csv(columns: Sequence[str], rows: Iterable[Iterable[object]]) -> bytes:
    text = StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_plain(str(cell)) for cell in row] for row in rows)
    return text.getvalue().encode()


def _plain(cell: str) -> str:
    first = next((one for one in cell if one.isprintable() and not one.isspace()), "")
    runs = bool(first) and first in _FORMULA
    return f"'{cell}" if runs or cell.startswith(_CONTROL) else cell
