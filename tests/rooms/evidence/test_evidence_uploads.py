"""A file comes in: in one turn or in many, whole with its act or not at all."""

import hashlib
import io
import os
import uuid
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.conf import settings as house
from django.db import connection

from bairn.digests.importing import bring_in
from bairn.digests.terms import ListKind, NewList
from bairn.evidence import incoming, uploading
from bairn.evidence import queries as looks
from bairn.evidence.actions import files as file_acts
from bairn.evidence.actions import uploads
from bairn.evidence.terms.files import DigestOnly, FileCard, Held, Origin
from bairn.evidence.terms.uploads import Checksum, NewFile, UploadState
from bairn.kernel.refusal import Refusal
from bairn.vault.files import arriving, chunked, places
from bairn.vault.files.chunked import Reader
from bairn.vault.queries import files as keys
from bairn.vault.queries import words
from tests.rooms.evidence.filehouse import MIB, FileHouse, content, exhibit_of, move_in, pieces
from tests.rooms.vault.strongroom import unlocked


@pytest.fixture
def home(transactional_db: None, settings) -> FileHouse:
    settings.BAIRN_RESTRICTED_FILES = "sealed"
    incoming.KEPT._kept.clear()
    return move_in()


def _file(home: FileHouse, file_id: uuid.UUID) -> FileCard:
    return looks.file(actor=home.ada, at=home.now, case_id=home.case, file_id=file_id).card


def _opened(home: FileHouse, card: FileCard) -> bytes:
    assert card.key_id is not None
    asked = {"actor": home.ada, "at": home.now, "case_id": home.case}
    key = keys.file_keys(subject_ids=[card.key_id], **asked)[card.key_id]
    path = places.place(card.id)
    with path.open("rb") as stream:
        reader = Reader(stream, path.stat().st_size, key, chunked.context(card.id))
        return b"".join(reader.pieces())


def _entries(act: str, subject: uuid.UUID) -> list[tuple]:
    with unlocked() as cursor:
        cursor.execute(
            "select outcome, detail from oversight_entry where act = %s and subject_id = %s",
            [act, subject],
        )
        return cursor.fetchall()


def _left(upload: uuid.UUID) -> list[str]:
    folder = places.arriving(upload).parent
    found = list(folder.glob(f"{upload.hex}*")) + list(places.place(upload).parent.glob("*"))
    return [one.name for one in found if upload.hex in one.name]


@pytest.mark.parametrize("size", [0, 1, 16 * 1024, 3 * MIB + 17])
def test_a_file_sent_in_one_turn_is_evidence(home: FileHouse, size: int) -> None:
    data = content(size)
    begun = home.begin(data, stated_type="image/png")
    done = home.send(begun.id, data)
    assert (done.state, done.id) == (UploadState.TAKEN, begun.id)
    card = _file(home, done.id)
    assert (card.held, card.size, card.number) == (Held.SEALED, size, 1)
    assert card.sha256 == hashlib.sha256(data).digest()
    assert _opened(home, card) == data
    assert _left(done.id) == [f"{done.id.hex}.sealed"]


def test_what_was_said_of_it_is_sealed(home: FileHouse) -> None:
    done = home.put(b"calm", name="../../etc/pass\u202ewd", stated_type="image/png")
    card = _file(home, done.id)
    (said,) = words.read_words(
        actor=home.ada, at=home.now, case_id=home.case, subject_ids=[card.words_id]
    )
    assert said.fields["name"] == "../../etc/pass\u202ewd"
    assert said.fields["stated_type"] == "image/png"
    assert card.found_type == "text/plain"


def test_the_record_commits_to_the_digest_and_does_not_tell_it(home: FileHouse) -> None:
    data = b"a calm note"
    card = _file(home, home.put(data).id)
    ((outcome, detail),) = _entries("evidence.take_file", card.id)
    assert outcome == "done"
    (said,) = words.read_words(
        actor=home.ada, at=home.now, case_id=home.case, subject_ids=[card.words_id]
    )
    salt = bytes.fromhex(said.fields["salt"])
    assert len(salt) == 32
    assert uploading.commitment(salt, card.sha256) in str(detail)
    assert "'size_bytes': 11" in str(detail) or '"size_bytes": 11' in str(detail)
    with unlocked() as cursor:
        cursor.execute("select string_agg(detail::text, ' ') from oversight_entry")
        assert hashlib.sha256(data).hexdigest() not in cursor.fetchone()[0]


def test_a_file_sent_in_many_turns_is_the_same(home: FileHouse) -> None:
    data = content(2 * MIB + 5)
    upload = home.begin(data).id
    for start, end in ((0, 10), (10, 20_000), (20_000, 20_001), (20_001, MIB), (MIB, len(data))):
        card = home.send(upload, data[start:end], offset=start)
        assert card.arrived == end
    assert card.state is UploadState.TAKEN
    assert _opened(home, _file(home, upload)) == data


def test_another_process_goes_on_and_computes_the_digest_anew(home: FileHouse) -> None:
    data = content(MIB)
    upload = home.begin(data, sha256=hashlib.sha256(data).digest()).id
    home.send(upload, data[:300_000])
    incoming.KEPT._kept.clear()  # as in a process that never saw the beginning
    done = home.send(upload, data[300_000:], offset=300_000)
    assert done.state is UploadState.TAKEN
    assert _file(home, upload).sha256 == hashlib.sha256(data).digest()


def test_while_a_digest_is_computed_anew_its_owner_sees_how_far(
    home: FileHouse, monkeypatch
) -> None:
    data = content(3 * MIB)
    upload = home.begin(data).id
    home.send(upload, data[:-1])
    incoming.KEPT._kept.clear()
    seen = []
    update = incoming.Digesting.update

    def watched(self, piece: bytes) -> None:
        update(self, piece)
        seen.append(incoming.checked(upload))

    monkeypatch.setattr(incoming, "_TELL_EVERY", 0)
    monkeypatch.setattr(incoming.Digesting, "update", watched)
    home.send(upload, data[-1:], offset=len(data) - 1)
    assert seen == [None, MIB, 2 * MIB]
    assert incoming.checked(upload) is None


def test_what_arrived_before_the_connection_broke_stays(home: FileHouse) -> None:
    data = content(MIB)

    def breaking() -> Iterator[bytes]:
        yield data[:500_000]
        raise ConnectionResetError

    upload = home.begin(data).id
    with pytest.raises(ConnectionResetError):
        uploads.receive(
            actor=home.ada, at=home.now, case_id=home.case, upload_id=upload, offset=0,
            stream=breaking(),
        )  # fmt: skip
    asked = {"actor": home.ada, "at": home.now, "case_id": home.case, "upload_id": upload}
    assert looks.upload(**asked).arrived == 500_000
    home.send(upload, data[500_000:], offset=500_000)
    assert _opened(home, _file(home, upload)) == data


@pytest.mark.parametrize("offset", [1, 99_999, 100_001, 10**12, -1])
def test_another_offset_than_where_it_ends_is_refused(home: FileHouse, offset: int) -> None:
    data = content(200_000)
    upload = home.begin(data).id
    home.send(upload, data[:100_000])
    with pytest.raises(Refusal, match=r"evidence\.wrong_offset"):
        home.send(upload, data[:10], offset=offset)


def test_more_than_was_said_is_refused_and_what_fits_stays(home: FileHouse) -> None:
    upload = home.begin(1000).id
    with pytest.raises(Refusal, match=r"evidence\.too_many_bytes"):
        home.send(upload, bytes(1001))
    done = uploads.finish_upload(actor=home.ada, at=home.now, case_id=home.case, upload_id=upload)
    assert done.state is UploadState.TAKEN


def test_no_statement_is_open_while_bytes_stream(home: FileHouse) -> None:
    seen = []

    def looking() -> Iterator[bytes]:
        seen.append(connection.connection)
        yield b"calm"

    uploads.receive(
        actor=home.ada, at=home.now, case_id=home.case, upload_id=home.begin(4).id, offset=0,
        stream=looking(),
    )  # fmt: skip
    assert seen == [None]


def test_what_is_not_what_was_said_ends_and_leaves_nothing(home: FileHouse) -> None:
    data = content(40_000)
    upload = home.begin(data, sha256=bytes(32)).id
    with pytest.raises(Refusal, match=r"evidence\.digest_differs"):
        home.send(upload, data)
    card = looks.upload(actor=home.ada, at=home.now, case_id=home.case, upload_id=upload)
    assert (card.state, card.code) == (UploadState.REFUSED, "evidence.digest_differs")
    assert _left(upload) == []
    with pytest.raises(Refusal, match=r"evidence\.upload_refused"):
        home.send(upload, data)


def test_a_turn_that_disagrees_with_its_checksum_leaves_nothing(home: FileHouse) -> None:
    data = content(100_000)
    upload = home.begin(data).id
    good = Checksum(algorithm="sha256", value=hashlib.sha256(data[:50_000]).digest())
    assert home.send(upload, data[:50_000], checksum=good).arrived == 50_000
    with pytest.raises(Refusal, match=r"evidence\.checksum"):
        home.send(upload, data[50_000:], offset=50_000, checksum=good)
    card = looks.upload(actor=home.ada, at=home.now, case_id=home.case, upload_id=upload)
    assert card.arrived == 50_000
    sha1 = Checksum(algorithm="sha1", value=hashlib.sha1(data[50_000:]).digest())
    home.send(upload, data[50_000:], offset=50_000, checksum=sha1)
    assert _opened(home, _file(home, upload)) == data
    assert not list(places.arriving(upload).parent.glob("*waiting*"))


def test_nobody_else_sees_or_continues_an_upload(home: FileHouse) -> None:
    upload = home.begin(10).id
    for actor, code in ((home.ben, "evidence.no_upload"), (home.stranger, "access.reach")):
        asked = {"actor": actor, "at": home.now, "case_id": home.case, "upload_id": upload}
        with pytest.raises(Refusal) as no:
            looks.upload(**asked)
        assert no.value.code == code
        for act in (uploads.withdraw_upload, uploads.finish_upload):
            with pytest.raises(Refusal) as no:
                act(**asked)
            assert no.value.code == code
        with pytest.raises(Refusal) as no:
            home.send(upload, b"x", actor=actor)
        assert no.value.code == code


def test_an_exhibit_of_another_case_takes_no_file(home: FileHouse) -> None:
    from tests import cast

    other = cast.holder("case", unit=home.place.unit)
    cast.assign(home.ada, other)
    home.exhibit = exhibit_of(home.ada, other)
    with pytest.raises(Refusal, match=r"evidence\.no_exhibit"):
        home.begin(10)


def test_an_upload_that_is_withdrawn_is_gone(home: FileHouse) -> None:
    upload = home.begin(100_000).id
    home.send(upload, bytes(50_000))
    asked = {"actor": home.ada, "at": home.now, "case_id": home.case, "upload_id": upload}
    uploads.withdraw_upload(**asked)
    assert _left(upload) == []
    with pytest.raises(Refusal, match=r"evidence\.upload_withdrawn"):
        uploads.withdraw_upload(**asked)
    assert looks.uploads(actor=home.ada, at=home.now, case_id=home.case) == ()


def test_what_nobody_goes_on_sending_ends_after_a_week(home: FileHouse) -> None:
    old, fresh = home.begin(100), home.begin(100)
    home.send(old.id, bytes(50))
    later = home.now + uploading.IDLE + timedelta(seconds=1)
    with pytest.raises(Refusal, match=r"evidence\.upload_expired"):
        uploads.receive(
            actor=home.ada, at=later, case_id=home.case, upload_id=old.id, offset=50,
            stream=[b"x"],
        )  # fmt: skip
    with unlocked() as cursor:
        cursor.execute(
            "update evidence_upload set touched_at = %s where id = %s", [later, fresh.id]
        )
    assert uploads.drop_uploads(actor=home.system, at=later) == 1
    assert _left(old.id) == []
    card = looks.upload(actor=home.ada, at=later, case_id=home.case, upload_id=old.id)
    assert card.state is UploadState.EXPIRED


def test_the_sweep_leaves_what_rows_know(home: FileHouse) -> None:
    taken, under_way = home.put(b"calm"), home.begin(100)
    home.send(under_way.id, bytes(50))
    lost = places.arriving(uuid.uuid4())
    lost.write_bytes(b"half")
    for path in (places.place(taken.id), places.arriving(under_way.id), lost):
        os.utime(path, (0, 0))
    uploads.drop_uploads(actor=home.system, at=home.now)
    assert not lost.exists()
    assert places.place(taken.id).exists()
    assert places.arriving(under_way.id).exists()


def test_the_same_content_again_is_said_and_kept(home: FileHouse) -> None:
    first = home.put(b"the same")
    second = home.put(b"the same")
    assert second.twins == (first.id,)
    file = looks.file(actor=home.ada, at=home.now, case_id=home.case, file_id=first.id)
    assert file.twins == (second.id,)
    with pytest.raises(Refusal, match=r"evidence\.twin"):
        home.put(b"the same", twice=False)
    assert len(looks.files(actor=home.ada, at=home.now, case_id=home.case)) == 2


def test_a_person_has_so_many_under_way_and_no_more(home: FileHouse) -> None:
    for _ in range(uploading.MOST_OPEN):
        home.begin(1)
    with pytest.raises(Refusal, match=r"evidence\.too_many_uploads"):
        home.begin(1)


@pytest.mark.parametrize(
    ("size", "code"), [(2000, "file_too_large"), (10**18, "file_too_large"), (-1, "not_a_size")]
)
def test_what_is_too_large_is_refused_before_a_byte_comes(
    home: FileHouse, settings, size: int, code: str
) -> None:
    settings.BAIRN_EVIDENCE_LIMIT = 1000
    with pytest.raises(Refusal, match=rf"evidence\.{code}"):
        home.begin(size)


def test_a_full_disk_is_said_in_words(home: FileHouse, monkeypatch) -> None:
    monkeypatch.setattr("bairn.evidence.filing.free", lambda: uploading.RESERVE + 10)
    with pytest.raises(Refusal, match=r"evidence\.no_room"):
        home.begin(11)
    assert home.begin(10)


def test_a_disk_that_fills_up_on_the_way_loses_nothing(home: FileHouse, monkeypatch) -> None:
    import errno

    data = content(100_000)
    upload = home.begin(data).id
    home.send(upload, data[:40_000])
    write = chunked.Writer.write

    def full(self, piece: bytes) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(chunked.Writer, "write", full)
    with pytest.raises(Refusal, match=r"evidence\.no_room"):
        home.send(upload, data[40_000:], offset=40_000)
    monkeypatch.setattr(chunked.Writer, "write", write)
    home.send(upload, data[40_000:], offset=40_000)
    assert _opened(home, _file(home, upload)) == data


@pytest.mark.parametrize("how", ["said", "md5", "sha1", "sha256"])
def test_in_a_house_of_digests_no_restricted_content_stays(
    home: FileHouse, settings, how: str
) -> None:
    settings.BAIRN_RESTRICTED_FILES = "digest"
    data = content(40_000)
    if how != "said":
        bring_in(
            actor=home.system,
            at=home.now,
            stream=io.BytesIO(f"{how}\n{hashlib.new(how, data).hexdigest()}\n".encode()),
            said=NewList(name="National", kind=ListKind.KNOWN_ILLEGAL),
            form=None,
            step=lambda _: None,
        )
    done = home.put(data, restricted=how == "said", classification="A1")
    card = _file(home, done.id)
    assert (card.held, card.restricted, card.key_id) == (Held.DIGEST, True, None)
    assert card.sha256 == hashlib.sha256(data).digest()
    assert _left(done.id) == []


@pytest.mark.parametrize("house", ["digest", "sealed"])
def test_what_is_restricted_is_so_under_every_name(home: FileHouse, settings, house: str) -> None:
    settings.BAIRN_RESTRICTED_FILES = house
    data = content(40_000)
    first = home.put(data, restricted=True)
    again = home.put(data, name="harmless.bin", original_id=first.id, redaction="address")
    card = _file(home, again.id)
    assert card.restricted
    assert (_left(again.id) == []) is (house == "digest")


def test_what_is_not_restricted_stays_in_a_house_of_digests(home: FileHouse, settings) -> None:
    settings.BAIRN_RESTRICTED_FILES = "digest"
    assert _file(home, home.put(b"calm").id).held is Held.SEALED


def test_a_program_takes_a_file_in_one_pass(home: FileHouse) -> None:
    data = content(MIB)
    said = NewFile(name="capture.warc", origin=Origin.CAPTURE, tool="warcio")
    card = uploads.take(
        actor=home.ada, at=home.now, case_id=home.case, exhibit_id=home.exhibit,
        stream=pieces(data), said=said,
    )  # fmt: skip
    assert (card.origin, card.tool, card.size) == (Origin.CAPTURE, "warcio", len(data))
    assert _opened(home, card) == data


def test_a_pass_that_breaks_off_leaves_nothing(home: FileHouse) -> None:
    def breaking() -> Iterator[bytes]:
        yield content(100_000)
        raise ConnectionResetError

    before = set(places.arriving(home.case).parent.glob("*"))
    with pytest.raises(ConnectionResetError):
        uploads.take(
            actor=home.ada, at=home.now, case_id=home.case, exhibit_id=home.exhibit,
            stream=breaking(), said=NewFile(name="x"),
        )  # fmt: skip
    assert looks.files(actor=home.ada, at=home.now, case_id=home.case) == ()
    assert looks.uploads(actor=home.ada, at=home.now, case_id=home.case) == ()
    assert set(places.arriving(home.case).parent.glob("*")) == before


def test_a_redacted_copy_names_its_original_and_why(home: FileHouse) -> None:
    original = home.put(b"with a name").id
    for wrong in ({"original_id": original}, {"redaction": "third_party"}):
        with pytest.raises(Refusal, match=r"evidence\.redaction"):
            home.begin(5, **wrong)
    with pytest.raises(Refusal, match=r"evidence\.no_file"):
        home.begin(5, original_id=uuid.uuid4(), redaction="third_party")
    copy = home.put(b"without", original_id=original, redaction="third_party")
    file = looks.file(actor=home.ada, at=home.now, case_id=home.case, file_id=original)
    assert file.copies == (copy.id,)
    assert _file(home, copy.id).original_id == original


def test_a_file_that_lies_elsewhere_is_noted_by_its_digests(home: FileHouse) -> None:
    said = DigestOnly(
        sha256=hashlib.sha256(b"elsewhere").digest(), size=9, locator="shelf 4",
        custodian="The hash service", classification="A1",
    )  # fmt: skip
    asked = {"actor": home.ada, "at": home.now, "case_id": home.case}
    card = file_acts.note_digest(exhibit_id=home.exhibit, said=said, **asked)
    assert (card.held, card.origin, card.restricted) == (Held.DIGEST, Origin.NAMED, True)
    (read,) = words.read_words(subject_ids=[card.words_id], **asked)
    assert read.fields["locator"] == "shelf 4"
    assert read.fields["custodian"] == "The hash service"


def test_a_crash_before_the_act_is_mended_by_finishing(home: FileHouse, monkeypatch) -> None:
    data = content(50_000)
    upload = home.begin(data).id
    monkeypatch.setattr(file_acts, "_filed", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        home.send(upload, data)
    monkeypatch.undo()
    asked = {"actor": home.ada, "at": home.now, "case_id": home.case, "upload_id": upload}
    assert looks.upload(**asked).whole
    assert looks.files(actor=home.ada, at=home.now, case_id=home.case) == ()
    assert uploads.finish_upload(**asked).state is UploadState.TAKEN
    assert _opened(home, _file(home, upload)) == data


def test_a_file_with_missing_bytes_is_not_finished(home: FileHouse) -> None:
    upload = home.begin(100).id
    home.send(upload, bytes(50))
    with pytest.raises(Refusal, match=r"evidence\.file_cut"):
        uploads.finish_upload(actor=home.ada, at=home.now, case_id=home.case, upload_id=upload)


@pytest.mark.parametrize("more", [100, 100_000])
def test_of_two_who_send_at_once_one_stops(home: FileHouse, more: int) -> None:
    data = content(300_000)
    upload = home.begin(data).id
    asked = {"actor": home.ada, "at": home.now, "case_id": home.case, "upload_id": upload}

    def overtaken() -> Iterator[bytes]:
        yield data[:100_000]
        at = looks.upload(**asked).arrived
        home.send(upload, data[at : at + more], offset=at)
        yield data[100_000:]

    with pytest.raises(Refusal, match=r"evidence\.upload_elsewhere"):
        uploads.receive(offset=0, stream=overtaken(), **asked)
    at = looks.upload(**asked).arrived
    assert at == 98_304 + more  # whole chunks of the slower one, and all of the faster one
    home.send(upload, data[at:], offset=at)
    assert _opened(home, _file(home, upload)) == data


def test_a_file_is_of_the_case_alone(home: FileHouse) -> None:
    done = home.put(b"calm")
    with pytest.raises(Refusal, match=r"access\.reach"):
        looks.file(actor=home.stranger, at=home.now, case_id=home.case, file_id=done.id)
    with pytest.raises(Refusal, match=r"evidence\.no_file"):
        looks.file(actor=home.ada, at=home.now, case_id=home.case, file_id=uuid.uuid4())


def test_what_was_taken_in_cannot_be_said_anew(home: FileHouse) -> None:
    from django.db import ProgrammingError

    from bairn.access import gate
    from bairn.evidence.models.files import File

    done = home.put(b"calm")
    for change in ({"sha256": bytes(32)}, {"size": 1}, {"exhibit_id": uuid.uuid4()}):
        with pytest.raises(ProgrammingError), gate._transaction(home.ada):
            File.objects.filter(id=done.id).update(**change)
    with pytest.raises(ProgrammingError), gate._transaction(home.ada):
        File.objects.filter(id=done.id).delete()
    assert house.BAIRN_RESTRICTED_FILES == "sealed"
    assert arriving.arrived(places.arriving(done.id)) == 0
