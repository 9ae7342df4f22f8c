"""Files of the calm case at the desk: a picture, a text, an archive, a saved page, a digest."""

import struct
import uuid
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bairn.evidence import actions as evidence
from bairn.evidence import incoming
from bairn.evidence.terms import ExhibitWords, NewExhibit, Registered
from bairn.evidence.terms.files import DigestOnly, FileCard
from bairn.evidence.terms.locks import LockKind
from bairn.evidence.terms.uploads import NewFile
from bairn.kernel import clock
from tests.doors.desk import casework
from tests.doors.desk.casework import HOUR, Scene
from tests.rules.evidence.archives_made import warc, zipped

CANARY = "canary-name-of-a-file"


def png(side: int = 64) -> bytes:
    """A calm square of one colour."""
    rows = b"".join(b"\0" + b"\x40\x80\x60" * side for _ in range(side))

    def chunk(kind: bytes, data: bytes) -> bytes:
        crc = struct.pack(">L", zlib.crc32(kind + data))
        return struct.pack(">L", len(data)) + kind + data + crc

    head = chunk(b"IHDR", struct.pack(">2L5B", side, side, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


@dataclass(frozen=True)
class Cabinet:
    """The case and its files."""

    scene: Scene
    exhibit: Registered
    files: dict[str, FileCard]

    @property
    def case(self) -> uuid.UUID:
        return self.scene.case

    def url(self, name: str, *more: str) -> str:
        """The page of a file, or one below it."""
        below = "".join(f"{one}/" for one in more)
        return f"/desk/cases/{self.case}/files/{self.files[name].id}/{below}"

    def told(self, name: str, **more: Any) -> dict[str, Any]:
        """Who does what to which file now."""
        mine = {"actor": self.scene.first, "at": clock.now(), "case_id": self.case}
        return mine | {"file_id": self.files[name].id} | more


CONTENT: dict[str, tuple[bytes, str]] = {
    "picture": (png(), "image/jpeg"),
    "text": ("Calm words. 平静的文字。\n<script>alert(1)</script>".encode(), "text/plain"),
    "page": (b"<html><script>alert(1)</script>Calm</html>", "image/png"),
    "archive": (
        zipped({"a/calm.txt": b"one", "../up.txt": b"two", "inner.zip": zipped({"x": b"1"})}),
        "application/zip",
    ),
    "capture": (warc(), "application/gzip"),
    "sound": (b"RIFF\x24\0\0\0WAVEfmt " + bytes(40), "audio/wav"),
}


def cabinet(scene: Scene | None = None) -> Cabinet:
    """A file of every kind, one of them noted by its digest alone."""
    here = scene or casework.scene()
    incoming.KEPT._kept.clear()
    exhibit = evidence.register(
        actor=here.first,
        at=here.opened + 0.2 * HOUR,
        case_id=here.case,
        said=NewExhibit(
            kind="photograph",
            words=ExhibitWords(description="A calm exhibit", source="The hall"),
            collected_at=here.opened,
            collected_by=here.first.id,
            source="place",
            method="taken_at_scene",
            basis="consent",
            basis_reference="Form 3",
            seal="F-1",
            sensitivity="sensitive",
        ),
    )
    files = {name: _take(here, exhibit.id, name, *one) for name, one in CONTENT.items()}
    files["digest"] = evidence.note_digest(
        actor=here.first,
        at=clock.now(),
        case_id=here.case,
        exhibit_id=exhibit.id,
        said=DigestOnly(
            sha256=bytes(range(32)), size=700, locator="Shelf 7", custodian="The depot",
            classification="A2",
        ),
    )  # fmt: skip
    made = Cabinet(scene=here, exhibit=exhibit, files=files)
    evidence.note_capture(**made.told("capture"))
    from bairn.access import sessions

    evidence.read_capture(**made.told("capture", actor=sessions.system()))
    evidence.lock_file(**made.told("sound"), kind=LockKind.PRIVILEGED)
    return made


def _take(here: Scene, exhibit: uuid.UUID, name: str, data: bytes, stated: str) -> FileCard:
    return evidence.take(
        actor=here.first,
        at=clock.now(),
        case_id=here.case,
        exhibit_id=exhibit,
        stream=iter(_pieces(data)),
        said=NewFile(name=f"{CANARY}-{name}", size=len(data), stated_type=stated),
    )


def _pieces(data: bytes) -> Iterator[bytes]:
    yield data
