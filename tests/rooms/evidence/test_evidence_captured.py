"""Saved web pages and archives: read by the house, sealed, and never unpacked where they lie."""

import uuid

import pytest

from bairn.evidence import actions as evidence
from bairn.evidence import incoming, queries
from bairn.evidence.archives import Danger
from bairn.evidence.terms.files import Origin
from bairn.evidence.terms.uploads import NewFile
from bairn.kernel.refusal import Refusal
from tests.rooms.evidence.filehouse import FileHouse, move_in
from tests.rooms.evidence.test_evidence_reading import begin
from tests.rooms.vault.strongroom import unlocked
from tests.rules.evidence.archives_made import tarred, wacz, warc, zipped


@pytest.fixture
def home(transactional_db: None) -> FileHouse:
    incoming.KEPT._kept.clear()
    return move_in()


def told(home: FileHouse, file: uuid.UUID) -> dict:
    return {"actor": home.ada, "at": home.now, "case_id": home.case, "file_id": file}


def captured(home: FileHouse, data: bytes):
    file = home.put(data).id
    evidence.check_capture(**told(home, file))
    evidence.note_capture(**told(home, file))
    return evidence.read_capture(**(told(home, file) | {"actor": home.system}))


@pytest.mark.parametrize("made", [warc, wacz])
def test_a_capture_is_read_and_its_words_are_sealed(home, made):
    card = captured(home, made())
    assert (card.kind, card.holds, card.records) == (made.__name__, True, 2)
    assert card.captured_at is not None
    said = queries.capture_words(
        actor=home.ben, at=home.now, case_id=home.case, words_id=card.words_id
    )
    assert said.url == "https://a.test/1"
    assert said.records[1]["payload"] == "agrees"
    with unlocked() as cursor:
        cursor.execute("select row_to_json(c)::text from evidence_capture as c")
        assert "a.test" not in str(cursor.fetchall())
        cursor.execute("select args::text from procrastinate_jobs")
        assert "a.test" not in str(cursor.fetchall())


def test_a_capture_that_was_changed_is_kept_and_said_not_to_hold(home):
    card = captured(home, warc(gzip=False).replace(b"Hello", b"Other"))
    assert card.holds is False
    assert card.agreements["payload.differs"] == 1


def test_what_is_no_capture_is_refused_and_stays_a_file(home):
    file = home.put(b"only words").id
    with pytest.raises(Refusal, match=r"evidence\.no_capture"):
        evidence.check_capture(**told(home, file))
    assert queries.capture(**told(home, file)) is None
    assert queries.file(**told(home, file)).card.size == 10


def test_a_capture_is_noted_once(home):
    file = home.put(warc()).id
    evidence.note_capture(**told(home, file))
    with pytest.raises(Refusal, match=r"evidence\.capture_already"):
        evidence.note_capture(**told(home, file))
    assert queries.capture(**told(home, file)).read_at is None
    assert len(queries.captures_of_case(actor=home.ben, at=home.now, case_id=home.case)) == 1


def test_the_text_of_a_page_is_read_in_a_viewing_alone(home):
    file = home.put(warc()).id
    viewing = begin(home, file)
    text = queries.page_text(viewing_id=viewing, record=1, **told(home, file))
    assert text == "Hello from the page."
    with pytest.raises(Refusal, match=r"evidence\.no_viewing"):
        queries.page_text(viewing_id=uuid.uuid4(), record=1, **told(home, file))


def test_an_archive_is_listed_and_nothing_of_it_lies_anywhere(home, settings):
    file = home.put(zipped({"../../evil.txt": b"x", "calm.txt": b"one"})).id
    found = queries.archive(**told(home, file))
    assert [one.dangers for one in found.entries] == [(Danger.CLIMBS,), ()]
    lying = [path.name for path in settings.BAIRN_HOME.rglob("*") if "evil" in path.name]
    assert lying == []


@pytest.mark.parametrize("made", [zipped, lambda files: tarred(files, "w:gz")])
def test_one_entry_becomes_a_file_of_its_own(home, made):
    file = home.put(made({"a/../../calm.txt": b"one", "b": b"two"})).id
    card = evidence.take_entry(entry=0, **told(home, file))
    assert (card.size, card.exhibit_id, card.origin) == (3, home.exhibit, Origin.UPLOAD)
    assert queries.taken_from(**told(home, card.id)) == (file, 0)
    with queries.open_file(viewing_id=begin(home, card.id), **told(home, card.id)) as opened:
        assert opened.read(0, 9) == b"one"
    from bairn.vault.queries import words

    (said,) = words.read_words(
        actor=home.ada, at=home.now, case_id=home.case, subject_ids=[card.words_id]
    )
    assert said.fields["name"] == "calm.txt"


def test_an_entry_that_is_not_what_it_states_leaves_no_file(home):
    data = bytearray(zipped({"a": b"1" * 50}, deflated=False))
    data[40] ^= 1
    file = home.put(bytes(data)).id
    with pytest.raises(Refusal, match=r"evidence\.entry_broken"):
        evidence.take_entry(entry=0, **told(home, file))
    files = queries.files(actor=home.ada, at=home.now, case_id=home.case)
    assert [one.id for one in files] == [file]


def test_an_archive_in_an_archive_is_followed_five_times_and_no_further(home):
    data = b"calm"
    for _ in range(7):
        data = zipped({"next.zip": data})
    file = home.put(data).id
    for _ in range(5):
        file = evidence.take_entry(entry=0, **told(home, file)).id
    with pytest.raises(Refusal, match=r"evidence\.too_deep"):
        evidence.take_entry(entry=0, **told(home, file))


def test_what_comes_out_of_restricted_material_is_restricted(home, settings):
    settings.BAIRN_RESTRICTED_FILES = "sealed"
    file = home.put(zipped({"a": b"1"}), restricted=True).id
    assert evidence.take_entry(entry=0, **told(home, file)).restricted


def test_a_capture_may_be_taken_in_one_pass(home):
    card = evidence.take(
        actor=home.ada,
        at=home.now,
        case_id=home.case,
        exhibit_id=home.exhibit,
        stream=[warc()],
        said=NewFile(name="page.warc.gz", origin=Origin.CAPTURE),
    )
    assert card.found_type == "application/gzip"
    evidence.check_capture(**told(home, card.id))
