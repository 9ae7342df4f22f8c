"""A release becomes a bundle that a stranger can check, and that holds nothing of another case."""

import csv
import json
import subprocess
import sys
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import timedelta
from pathlib import Path

import pytest

from bairn.access import sessions
from bairn.access.terms import Role
from bairn.cases import actions as cases
from bairn.disclosure import actions
from bairn.disclosure import queries as disclosed
from bairn.disclosure.bundling import sealing
from bairn.disclosure.terms import Answer, Bundle, NewRelease, Piece, Said, Use
from bairn.evidence import actions as evidence
from bairn.evidence.terms.files import FileCard
from bairn.evidence.terms.locks import LockKind
from bairn.evidence.terms.uploads import NewFile
from bairn.journeys import make_bundle
from bairn.kernel import clock
from bairn.kernel.refusal import Refusal
from bairn.paper import printing
from bairn.vault.files import places
from tests import cast
from tests.rooms.evidence.store import Store, open_store
from tests.rooms.oversight.recording import empty_the_record

SECRET = "Mirabel Quillfeather"  # a name that was typed where the house seals it
FILE_NAME = "birthday-of-mirabel.txt"


@dataclass(frozen=True)
class Filed:
    """A case with a file on its phone, and everything said on its schedule."""

    store: Store
    phone: uuid.UUID
    coat: uuid.UUID
    file: FileCard
    copy: FileCard
    content: bytes

    def pieces(self) -> tuple[Piece, ...]:
        files = (Piece(self.phone, self.file.id), Piece(self.phone, self.copy.id))
        return Piece(self.phone), Piece(self.coat), *files

    def release(self, *pieces: Piece, **more: object) -> uuid.UUID:
        told = {
            "recipient": "court",
            "authority": "file_to_court",
            "reference": "4 Ks 12/26",
            "until": clock.now() + timedelta(days=30),
            "pieces": pieces,
        }
        return actions.release(
            actor=self.store.cleo,
            at=clock.now(),
            case_id=self.store.case,
            said=NewRelease(**{**told, **more}),  # type: ignore[arg-type]
        )

    def make(self, folder: Path, release: uuid.UUID, **more: object) -> Bundle:
        return make_bundle.make(
            actor=sessions.system(),
            at=clock.now(),
            case_id=self.store.case,
            release_id=release,
            folder=folder,
            **more,  # type: ignore[arg-type]
        )


def fill(store: Store, words: str) -> Filed:
    at = clock.now()
    coat = store.register(at=at, collected_at=at)
    phone = store.register(kind="document", at=clock.now(), collected_at=at, seal="S-2")
    store.accept(
        store.offer(coat.id, at=clock.now()),
        at=clock.now(),
    )

    def take(data: bytes, **said: object) -> FileCard:
        return evidence.take(
            actor=store.ben,
            at=clock.now(),
            case_id=store.case,
            exhibit_id=phone.id,
            stream=[data],
            said=NewFile(**said),  # type: ignore[arg-type]
        )

    content = f"a calm list of {words}\n".encode() * 40_000
    file = take(content, name=FILE_NAME)
    copy = take(
        b"a list, lines struck out\n", name="c.txt", original_id=file.id, redaction="address"
    )
    made = Filed(store, phone.id, coat.id, file, copy, content)
    actions.schedule(
        actor=store.ben,
        at=clock.now(),
        case_id=store.case,
        pieces=made.pieces(),
        said=Said(use=Use.USED, description="as listed"),
    )
    return made


@pytest.fixture
def filed(transactional_db, tmp_path, settings) -> Iterator[Filed]:
    settings.BAIRN_HOME = tmp_path / "home"
    empty_the_record()
    yield fill(open_store(), SECRET)
    sessions._kept.clear()
    empty_the_record()


def checked(folder: Path, *more: object) -> tuple[int, str]:
    call = [sys.executable, "-I", "-S", folder / "data/verify.py", folder, *map(str, more)]
    done = subprocess.run(call, capture_output=True, text=True, timeout=300, check=False)
    return done.returncode, done.stdout + done.stderr


def everything(folder: Path) -> bytes:
    names = b"\n".join(str(path.relative_to(folder)).encode() for path in folder.rglob("*"))
    return names + b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_a_bundle_holds_and_says_so_to_whoever_asks(filed, tmp_path) -> None:
    seen: list[tuple[int, int]] = []
    release = filed.release(Piece(filed.coat), Piece(filed.phone, filed.copy.id))
    made = filed.make(
        tmp_path / "bag", release, progress=lambda done, total: seen.append((done, total))
    )
    left, said = checked(tmp_path / "bag")
    assert left == 0, said
    assert "2 exhibits, 1 files" in said
    assert "not an independent authority" in said
    assert (made.files, made.stamped, made.paper) == (1, "house", printing.available())
    assert seen[-1] == (filed.copy.size, filed.copy.size)
    found = disclosed.leaving(actor=filed.store.cleo, at=clock.now(), case_id=filed.store.case)
    assert [one.manifest for one in found.bundles] == [made.manifest]


def test_no_name_leaves_unless_the_release_says_so(filed, tmp_path) -> None:
    filed.make(tmp_path / "bag", filed.release(Piece(filed.phone, filed.copy.id)))
    assert SECRET.encode() not in everything(tmp_path / "bag")
    assert FILE_NAME.encode() not in everything(tmp_path / "bag")


def test_an_original_leaves_with_its_name_once_a_custodian_agreed(filed, tmp_path) -> None:
    kim = cast.staff("kim", Role.CUSTODIAN, unit=filed.store.place.other_unit)
    cast.assign(kim, filed.store.case, role="custodian")
    release = filed.release(Piece(filed.phone, filed.file.id), identities=True)
    with pytest.raises(Refusal, match="custodian"):
        filed.make(tmp_path / "early", release)
    actions.agree_identities(
        actor=kim, at=clock.now(), case_id=filed.store.case, release_id=release
    )
    filed.make(tmp_path / "bag", release)
    assert checked(tmp_path / "bag")[0] == 0
    rows = list(csv.DictReader((tmp_path / "bag/data/schedule.csv").open(encoding="utf-8")))
    named = [row for row in rows if row["name"]]
    assert [row["name"] for row in named] == [FILE_NAME]
    assert (tmp_path / "bag/data" / named[0]["path"]).read_bytes() == filed.content


def test_a_bundle_holds_nothing_of_another_case(filed, tmp_path) -> None:
    store = filed.store
    others = {field.name: getattr(store, field.name) for field in fields(store)}
    other_case = _another_case(store)
    other = fill(Store(**{**others, "case": other_case}), "someone else entirely")
    filed.make(tmp_path / "bag", filed.release(Piece(filed.phone, filed.copy.id)))
    found = everything(tmp_path / "bag")
    foreign = [other.store.case, other.phone, other.coat, other.file.id, other.copy.id]
    for one in foreign:
        assert str(one).encode() not in found
        assert one.bytes not in found
    for digest in (other.file.sha256, filed.file.sha256):
        assert digest.hex().encode() not in found
    assert b"someone else" not in found


def _another_case(store: Store) -> uuid.UUID:
    circle = {store.ben.id: "investigator", store.ada.id: "investigator"}
    return cases.open_case(
        actor=store.cleo, at=clock.now(), unit_id=store.place.unit.id, circle=circle
    )


def test_the_defence_gets_the_whole_schedule_and_what_concerns_the_evidence(
    filed, tmp_path
) -> None:
    store = filed.store
    actions.schedule(
        actor=store.ben,
        at=clock.now(),
        case_id=store.case,
        pieces=[Piece(filed.coat)],
        said=Said(
            use=Use.WITHHELD, reason="third_party", description="a garment of a third person"
        ),
    )
    lines = disclosed.schedule(actor=store.ben, at=clock.now(), case_id=store.case)
    (waiting,) = lines.waiting
    actions.answer_withholding(
        actor=store.dana,
        at=clock.now(),
        case_id=store.case,
        line_id=waiting.line.id,
        answer=Answer.AGREED,
    )
    release = filed.release(
        Piece(filed.phone, filed.copy.id), recipient="defence", authority="duty_to_disclose"
    )
    filed.make(tmp_path / "bag", release)
    left, said = checked(tmp_path / "bag")
    assert left == 0, said
    rows = list(csv.DictReader((tmp_path / "bag/data/schedule.csv").open(encoding="utf-8")))
    assert [(row["use"], row["description"]) for row in rows if row["reason"]] == [
        ("withheld", "a garment of a third person")
    ]
    entries = (tmp_path / "bag/data/record/entries.jsonl").read_text().splitlines()
    acts = {json.loads(json.loads(one)["entry"])["act"].partition(".")[0] for one in entries}
    assert acts <= {"evidence", "file", "disclosure"}


def test_a_release_taken_back_while_it_is_written_seals_nothing_and_leaves_nothing(
    filed, tmp_path
) -> None:
    release = filed.release(Piece(filed.phone, filed.copy.id))

    def revoke(done: int, total: int) -> None:
        if done == total and not revoked:
            revoked.append(done)
            actions.revoke(
                actor=filed.store.cleo,
                at=clock.now(),
                case_id=filed.store.case,
                release_id=release,
                reason="wrong_items",
            )

    revoked: list[int] = []
    with pytest.raises(Refusal, match="revoked"):
        filed.make(tmp_path / "bag", release, progress=revoke)
    assert list((tmp_path / "bag").iterdir()) == []


def test_a_bundle_without_a_stamp_says_so_and_is_stamped_later(filed, tmp_path, settings) -> None:
    settings.BAIRN_TIMESTAMP_URL = "http://127.0.0.1:9/"
    made = filed.make(tmp_path / "bag", filed.release(Piece(filed.coat)))
    assert made.stamped == ""
    assert "NO TIME STAMP" in checked(tmp_path / "bag")[1]
    settings.BAIRN_TIMESTAMP_URL = ""
    assert sealing.stamp_later(tmp_path / "bag", at=clock.now()) == "house"
    assert "NO TIME STAMP" not in checked(tmp_path / "bag")[1]


def test_what_was_altered_on_the_disk_is_in_no_bundle(filed, tmp_path) -> None:
    path = places.place(filed.copy.id)
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.chmod(0o600)
    path.write_bytes(data)
    with pytest.raises(Refusal) as refused:
        filed.make(tmp_path / "bag", filed.release(Piece(filed.phone, filed.copy.id)))
    assert refused.value.code == "evidence.file_broken"
    assert list((tmp_path / "bag").iterdir()) == []


def test_without_pango_the_pages_are_html_and_the_bag_says_so(filed, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(printing, "available", lambda: False)
    made = filed.make(tmp_path / "bag", filed.release(Piece(filed.coat)))
    assert not made.paper
    assert "HTML" in (tmp_path / "bag/bag-info.txt").read_text()
    assert checked(tmp_path / "bag")[0] == 0


def test_a_locked_file_is_in_no_bundle(filed, tmp_path) -> None:
    evidence.lock_file(
        actor=filed.store.ben,
        at=clock.now(),
        case_id=filed.store.case,
        file_id=filed.copy.id,
        kind=LockKind.PRIVILEGED,
    )
    with pytest.raises(Refusal) as refused:
        filed.make(tmp_path / "bag", filed.release(Piece(filed.phone, filed.copy.id)))
    assert refused.value.code == "evidence.locked"
