"""A small bundle, made of plain values and a record in a folder: no database, no house."""

import hashlib
import hmac
import subprocess
import sys
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from bairn.disclosure.bundling import stamp, verify, writing
from bairn.disclosure.bundling.bag import Folder
from bairn.disclosure.bundling.verifying.custody import WRITTEN_BY
from bairn.disclosure.terms import (
    Access,
    BundledExhibit,
    BundledFile,
    Dossier,
    Hand,
    PackUsed,
    RecordPart,
    ScheduleLine,
)
from bairn.oversight import entries as record_entries
from bairn.oversight.notes import Signer
from bairn.oversight.terms import Entry, EntryKind
from tests.rules.disclosure.small_record import AT, WITNESS, Record

OWN_COPY = Path(verify.__file__)
COAT, PHONE, IMAGE = "BAAAAAAAAAC", "BBBBBBBBBBD", "BCCCCCCCCCE"


def some_id(case: int, what: str) -> uuid.UUID:
    """An id of version 7, as the house makes them."""
    made = uuid.uuid5(uuid.UUID(int=case), what).hex
    return uuid.UUID(f"{made[:12]}7{made[13:]}")


class Story:
    """One case: exhibits, files, hands, and the entries that tell of them."""

    def __init__(self, number: int, *, exhibits: int = 0) -> None:
        self.number, self.case_id = number, some_id(number, "case")
        self.release_id, self.officer = some_id(number, "release"), some_id(number, "officer")
        self.entries: list[bytes] = []
        self.hands: list[Hand] = []
        self.exhibits = [
            self._exhibit(COAT, "coat", "clothing"),
            self._exhibit(PHONE, "phone", "device"),
            self._exhibit(IMAGE, "image", "data", parent=PHONE),
            *(self._exhibit(f"BX{n:08d}Z", f"more{n}", "swab") for n in range(exhibits)),
        ]
        for minute, one in enumerate(self.exhibits):
            self._hand(one.code, "collected", minute)
        self._hand_over(COAT, 200)
        self.files = [
            self._file("clip", b"a calm clip of a street " * 5000, ".mp4", "video/mp4"),
            self._file("list", f"a list of case {number}\n".encode(), ".txt", "text/plain"),
        ]
        original = self.files[1]
        self.files.append(
            self._file("copy", b"a list, lines struck out\n", ".txt", "text/plain", original.id)
        )
        self.look = self._entry("file.open", 500, kind=EntryKind.LOOK)

    def _entry(
        self, act: str, minute: int, *, kind: EntryKind = EntryKind.ACT, **more: object
    ) -> uuid.UUID:
        detail = more.pop("detail", {})
        one = Entry(
            id=some_id(self.number, f"entry{len(self.entries)}"),
            at=AT + timedelta(minutes=minute),
            kind=kind,
            act=act,
            actor_id=self.officer,
            actor_kind="staff",
            roles=("investigator",),
            case_id=self.case_id,
            detail=detail,  # type: ignore[arg-type]
            **more,  # type: ignore[arg-type]
        )
        self.entries.append(record_entries.encode(one))
        return one.id

    def _exhibit(self, code: str, what: str, kind: str, parent: str = "") -> BundledExhibit:
        return BundledExhibit(
            id=some_id(self.number, what),
            code=code,
            number=what,
            kind=kind,
            collected_at=AT,
            parent=parent,
            description=f"described for the schedule: {what}",
        )

    def _hand(self, code: str, kind: str, minute: int, **more: object) -> None:
        exhibit = next(one.id for one in self.exhibits if one.code == code)
        act, about = WRITTEN_BY[kind]
        subject = exhibit if about == "exhibit" else more[about]
        entry = self._entry(f"evidence.{act}", minute, subject_id=subject)
        at = AT + timedelta(minutes=minute)
        self.hands.append(
            Hand(
                id=some_id(self.number, f"hand{len(self.hands)}"),
                exhibit=code,
                kind=kind,
                at=at - timedelta(seconds=30),
                recorded_at=at,
                entry=entry,
                by=f"staff:{self.officer}",
                by_role="investigator",
                **more,  # type: ignore[arg-type]
            )
        )

    def _hand_over(self, code: str, minute: int) -> None:
        to = f"staff:{some_id(self.number, 'lab')}"
        handover = some_id(self.number, "handover")
        self._hand(code, "offered", minute, to=to, to_role="lab", handover=handover)
        self._hand(code, "accepted", minute + 9, to=to, handover=handover, seal_after="S-77")

    def _file(
        self, what: str, data: bytes, suffix: str, media: str, copy_of: uuid.UUID | None = None
    ) -> BundledFile:
        digest, salt = hashlib.sha256(data).digest(), hashlib.sha256(what.encode()).digest()
        kept = hmac.new(salt, digest, hashlib.sha256).hexdigest()
        file_id = some_id(self.number, f"file {what}")
        entry = self._entry(
            "evidence.take_file", 300, subject_id=file_id, detail={"commitment": kept}
        )
        return BundledFile(
            id=file_id,
            exhibit=IMAGE,
            size=len(data),
            sha256=digest.hex(),
            media_type=media,
            entry=entry,
            salt=salt,
            pieces=lambda: iter([data[:1000], data[1000:]]),
            suffix=suffix,
            copy_of=copy_of,
            redacted_for="third_person" if copy_of else "",
        )

    def schedule(self) -> tuple[ScheduleLine, ...]:
        lines = [
            ScheduleLine(exhibit=one.code, number=one.number, kind=one.kind, use="used")
            for one in self.exhibits
        ]
        for file in self.files:
            lines.append(
                ScheduleLine(
                    exhibit=IMAGE,
                    number="image",
                    kind="file",
                    use="used",
                    file=file.id,
                    copy_of=file.copy_of,
                    redacted_for=file.redacted_for,
                )
            )
        lines.append(
            ScheduleLine(
                exhibit="BZZZZZZZZZ8",
                number="9",
                kind="document",
                use="withheld",
                description="a note of a third person",
                reason="third_party",
                agreed_by=f"staff:{some_id(self.number, 'prosecutor')}",
            )
        )
        return tuple(lines)

    def dossier(self, record: RecordPart) -> Dossier:
        return Dossier(
            case_id=self.case_id,
            release_id=self.release_id,
            recipient="court",
            authority="court_order",
            identities=False,
            made_at=AT + timedelta(hours=10),
            exhibits=tuple(self.exhibits),
            files=tuple(self.files),
            hands=tuple(self.hands),
            schedule=self.schedule(),
            access=(
                Access(
                    at=AT + timedelta(minutes=500),
                    act="file.open",
                    by=f"staff:{self.officer}",
                    roles=("investigator",),
                    subject=None,
                    entry=self.look,
                    outcome="done",
                ),
            ),
            record=record,
            packs=(PackUsed(code="cn", version="1", digest="0" * 64),),
        )


Tamper = Callable[[Path], None]


def make(
    base: Path,
    *,
    tamper: Tamper | None = None,
    story: Story | None = None,
    witness: Signer | None = WITNESS,
    stamped_at: datetime = AT + timedelta(hours=11),
    **sealed: object,
) -> Path:
    """A sealed and stamped bundle in `base/bag`.

    `tamper` changes the bag before it is sealed and stamped, as somebody could who holds every
    key: manifests are made anew after it.
    """
    story = story or Story(1)
    other = Story(2)
    record = Record(base / "record", witness=witness)
    half = len(story.entries) // 2
    places = record.add(story.entries[:half])
    record.add(other.entries)
    places += record.add(story.entries[half:])
    folder = base / "bag"
    bag, manifest = writing.write(story.dossier(record.part(places)), Folder(folder), papers={})
    if tamper:
        tamper(folder)
        remanifest(folder)
        manifest = (folder / "tagmanifest-sha256.txt").read_bytes()
    bag.beside("seal/receipt.json", record.seal(story, manifest, **sealed))
    made = stamp.by_house(base / "keys", manifest, at=stamped_at)
    bag.beside("seal/timestamp.tsr", made.response)
    bag.beside("seal/tsa.pem", made.certificates)
    return folder


def remanifest(folder: Path) -> None:
    """Make both manifests anew: what anybody can do who changes a bag."""
    lines = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(folder).as_posix()}\n"
        for path in sorted((folder / "data").rglob("*"))
        if path.is_file() and not path.is_symlink()
    ]
    (folder / "manifest-sha256.txt").write_text("".join(lines))
    tags = [
        f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}\n"
        for name in ("bag-info.txt", "bagit.txt", "manifest-sha256.txt")
    ]
    (folder / "tagmanifest-sha256.txt").write_text("".join(tags))


def checked(folder: Path, *more: object, program: Path = OWN_COPY) -> tuple[int, str]:
    """What the checker says, run as a stranger runs it."""
    done = subprocess.run(
        [sys.executable, "-I", "-S", program, folder, *map(str, more)],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr
