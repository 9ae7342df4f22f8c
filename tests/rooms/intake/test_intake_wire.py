"""The platforms' protocol: submit, upload, file details, then finish or retract, no other way."""

import hashlib
import uuid
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.cobblestone import Cobblestone256Decryptor
from django.conf import settings

from bairn.intake import actions as intake
from bairn.intake import queries, restricted
from bairn.intake.models import File, Report
from bairn.intake.terms import Channel, FileHeld, ReportState
from bairn.kernel import ids
from bairn.kernel.refusal import Refusal
from bairn.vault.files import chunked, places
from bairn.vault.queries import files, words
from tests.rooms.intake.desk import Desk

REPORT = b"""<report><incidentSummary>
<incidentType>Online Enticement of Children for Sexual Acts</incidentType>
<incidentDateTime>2026-02-01T10:00:00Z</incidentDateTime></incidentSummary>
<reporter><reportingPerson><lastName>Desk</lastName></reportingPerson></reporter></report>"""
CONTENT = b"calm bytes " * 5000


def details(number: int, file_id: str, more: str = "") -> bytes:
    return (
        f"<fileDetails><reportId>{number}</reportId><fileId>{file_id}</fileId>"
        f"<originalFileName>larkspur.jpg</originalFileName>{more}</fileDetails>"
    ).encode()


class Client:
    """A platform's client, one call a step."""

    def __init__(self, desk: Desk, username: str = "meadow") -> None:
        self.desk = desk
        self.actor = desk.platform(username)
        self.reports: dict[int, uuid.UUID] = {}

    def ask(self, act, **given):
        return act(actor=self.actor, at=self.desk.at, **given)

    def submit(self, content: bytes = REPORT) -> int:
        opened = self.ask(intake.open_sending, content=content)
        self.reports[opened.number] = opened.report_id
        return opened.number

    def upload(self, number: int, content: bytes = CONTENT, **given):
        pieces = (content[at : at + 4096] for at in range(0, len(content), 4096))
        return self.ask(intake.take_file, number=number, stream=pieces, **given)


@pytest.fixture(autouse=True)
def _home(settings, tmp_path):
    """A home of this test's own: what others sealed must not count here."""
    settings.BAIRN_HOME = tmp_path


@pytest.fixture
def client(desk) -> Client:
    return Client(desk)


@pytest.fixture
def sealed(settings, tmp_path):
    settings.BAIRN_RESTRICTED_FILES = "sealed"
    return Path(settings.BAIRN_HOME) / places.RESTRICTED


def report_of(client: Client, number: int) -> Report:
    return Report.objects.get(id=client.reports[number])


def files_below(folder) -> list:
    return [path for path in folder.glob("**/*") if path.is_file()]


def test_a_report_that_is_finished_is_received_with_its_files(client, desk):
    number = client.submit()
    taken = client.upload(number, name="larkspur.jpg", stated_size=len(CONTENT))
    client.ask(
        intake.describe_file,
        content=details(
            number,
            taken.file_id,
            "<fileViewedByEsp>false</fileViewedByEsp>"
            "<fileAnnotations><infant/></fileAnnotations>"
            "<industryClassification>A2</industryClassification><brandNew>x</brandNew>",
        ),
    )
    done = client.ask(intake.finish, number=number)
    card = queries.report(actor=desk.officer, at=desk.at, report_id=done.report_id)
    assert done.file_ids == (taken.file_id,)
    assert card.state is ReportState.RECEIVED
    assert card.channel is Channel.PLATFORM_WIRE
    assert card.platform_name == "Meadow"
    assert card.incident_codes == ("online_enticement",)
    expected = {"infant_in_files", "prepubertal", "files_not_viewed", "unknown_digest", "grooming"}
    assert expected <= {name for name, value in card.facts.items() if value is True}
    (file,) = card.files
    assert (file.classification, file.viewed_by_platform) == ("A2", False)
    assert file.kept_unknown == ("fileDetails/brandNew",)


def test_a_report_with_text_alone_is_as_good(client, desk):
    number = client.submit()
    done = client.ask(intake.finish, number=number)
    assert done.file_ids == ()
    card = queries.report(actor=desk.officer, at=desk.at, report_id=done.report_id)
    assert card.state is ReportState.RECEIVED
    assert "known_digest" not in card.facts


def test_the_digests_are_those_of_the_content(client):
    taken = client.upload(client.submit())
    assert taken.md5 == hashlib.md5(CONTENT, usedforsecurity=False).hexdigest()
    assert taken.sha1 == hashlib.sha1(CONTENT, usedforsecurity=False).hexdigest()
    assert taken.sha256 == hashlib.sha256(CONTENT).hexdigest()
    assert taken.size == len(CONTENT)


@pytest.mark.parametrize("ending", [intake.finish, intake.retract])
@pytest.mark.parametrize("step", ["upload", "fileinfo", "finish", "retract"])
def test_after_finish_or_retract_nothing_more_is_taken(client, ending, step):
    number = client.submit()
    taken = client.upload(number)
    client.ask(ending, number=number)
    steps = {
        "upload": lambda: client.upload(number),
        "fileinfo": lambda: client.ask(
            intake.describe_file, content=details(number, taken.file_id)
        ),
        "finish": lambda: client.ask(intake.finish, number=number),
        "retract": lambda: client.ask(intake.retract, number=number),
    }
    with pytest.raises(Refusal, match=r"intake\.sending_(finished|retracted)") as refused:
        steps[step]()
    assert refused.value.code.endswith("finished") == (ending is intake.finish)
    assert File.objects.count() == 1


@pytest.mark.parametrize("step", ["upload", "fileinfo", "finish", "retract"])
def test_a_number_belongs_to_the_platform_that_opened_it(client, desk, step):
    number = client.submit()
    taken = client.upload(number)
    other = Client(desk, "hillside")
    steps = {
        "upload": lambda who, n: who.upload(n),
        "fileinfo": lambda who, n: who.ask(intake.describe_file, content=details(n, taken.file_id)),
        "finish": lambda who, n: who.ask(intake.finish, number=n),
        "retract": lambda who, n: who.ask(intake.retract, number=n),
    }
    for who, asked in ((other, number), (client, number + 1), (client, 0), (client, 2**70)):
        with pytest.raises(Refusal, match=r"intake\.sending_unknown"):
            steps[step](who, asked)


def test_file_details_must_name_a_file_of_that_report(client):
    first, second = client.submit(), client.submit()
    taken = client.upload(first)
    for number, file_id in ((second, taken.file_id), (first, "0" * 32), (first, "no id")):
        with pytest.raises(Refusal, match=r"intake\.file_unknown"):
            client.ask(intake.describe_file, content=details(number, file_id))


def test_file_details_sent_twice_keep_the_later_and_never_take_back_a_yes(client, desk):
    number = client.submit()
    taken = client.upload(number)
    flagged = "<fileAnnotations><infant/></fileAnnotations>"
    client.ask(intake.describe_file, content=details(number, taken.file_id, flagged))
    client.ask(intake.describe_file, content=details(number, taken.file_id))
    done = client.ask(intake.finish, number=number)
    card = queries.report(actor=desk.officer, at=desk.at, report_id=done.report_id)
    assert card.facts["infant_in_files"] is True


def test_a_retracted_report_is_kept_as_retracted(client, desk):
    number = client.submit()
    client.upload(number)
    client.ask(intake.retract, number=number)
    row = report_of(client, number)
    assert row.state == ReportState.RETRACTED
    assert File.objects.filter(report=row).count() == 1
    assert queries.received_after(actor=desk.system, at=desk.at) == ()


def test_a_report_left_for_an_hour_is_closed_and_kept_under_its_own_entry(client, desk):
    left, kept_on = client.submit(), client.submit()
    later = desk.at + timedelta(minutes=50)
    client.upload(kept_on)
    intake.take_file(actor=client.actor, at=later, number=kept_on, stream=[b"more"])
    dropped = intake.drop_stale_sendings(
        actor=desk.system, at=desk.at + timedelta(hours=1, minutes=5)
    )
    assert dropped == 1
    assert report_of(client, left).state == ReportState.RETRACTED
    assert report_of(client, kept_on).state == ReportState.ARRIVING
    with pytest.raises(Refusal, match=r"intake\.sending_retracted"):
        client.upload(left)


def test_content_is_discarded_by_default(client, desk):
    number = client.submit()
    taken = client.upload(number)
    assert taken.held == FileHeld.DIGEST
    assert files_below(Path(settings.BAIRN_HOME) / places.RESTRICTED) == []
    assert File.objects.get().subject_id is None


def test_sealed_content_opens_with_the_key_that_the_vault_keeps(client, desk, sealed):
    number = client.submit()
    taken = client.upload(number, name="larkspur.jpg")
    (path,) = files_below(sealed)
    assert taken.held == FileHeld.SEALED
    assert path.stat().st_mode & 0o777 == 0o600
    kept = path.read_bytes()
    assert CONTENT[:64] not in kept
    row = File.objects.get()
    (opened,) = words.read_documents(
        actor=desk.supervisor,
        at=desk.at,
        subject_ids=[row.subject_id],
        report_id=row.report_id,
    )
    subject = uuid.UUID(opened.parts["content_key_id"].decode())
    key = files.file_keys(
        actor=desk.supervisor, at=desk.at, subject_ids=[subject], report_id=row.report_id
    )[subject]
    assert not any(key in part for part in opened.parts.values())
    decryptor = Cobblestone256Decryptor(key, chunked.context(uuid.UUID(taken.file_id)))
    assert decryptor.update(kept) + decryptor.finalize() == CONTENT
    path.unlink()


def test_a_file_that_is_too_large_leaves_nothing(client, sealed, settings):
    settings.BAIRN_FILE_LIMIT = 10_000
    number = client.submit()
    for given in ({}, {"stated_size": 10_001}):
        with pytest.raises(Refusal, match=r"intake\.file_too_large"):
            client.upload(number, b"x" * 10_001, **given)
    assert client.upload(number, b"x" * 10_000).size == 10_000
    assert File.objects.count() == 1
    assert len(files_below(sealed)) == 1
    files_below(sealed)[0].unlink()


def test_a_file_that_breaks_off_leaves_nothing(client, sealed):
    def breaking():
        yield b"some bytes"
        raise ConnectionResetError

    number = client.submit()
    with pytest.raises(ConnectionResetError):
        client.ask(intake.take_file, number=number, stream=breaking())
    with pytest.raises(Refusal, match=r"intake\.file_cut"):
        client.upload(number, b"short", stated_size=6)
    assert File.objects.count() == 0
    assert files_below(sealed) == []


def test_a_report_retracted_while_a_file_is_on_its_way_takes_no_file(client, sealed):
    number = client.submit()

    def meanwhile():
        yield b"first"
        # On one connection it is one transaction; what counts is that the number is asked twice.
        client.ask(intake.retract, number=number)
        yield b"second"

    with pytest.raises(Refusal, match=r"intake\.sending_retracted"):
        client.ask(intake.take_file, number=number, stream=meanwhile())
    assert File.objects.count() == 0
    assert files_below(sealed) == []


def test_sealed_files_that_no_report_knows_are_swept_after_a_day(client, desk, sealed):
    client.upload(client.submit())
    (known,) = files_below(sealed)
    lost = restricted.place_of(ids.new_id())
    half = lost.with_name(lost.name + ".part")
    lost.parent.mkdir(exist_ok=True)
    for path in (lost, half):
        path.write_bytes(b"nobody's")
    at = known.stat().st_mtime
    in_two_days = at + 2 * 24 * 3600
    assert restricted.sweep(now=at) == 0
    with_reach = intake.drop_stale_sendings(actor=desk.system, at=desk.at)
    assert with_reach == 0
    assert sorted(files_below(sealed)) == sorted([known, lost, half])
    assert restricted.sweep(now=in_two_days) == 2
    assert files_below(sealed) == [known]
    known.unlink()


def test_content_seen_in_another_report_is_told_apart_from_new_content(client, desk):
    for expected in ("unknown_digest", "known_digest"):
        number = client.submit()
        client.upload(number)
        done = client.ask(intake.finish, number=number)
        card = queries.report(actor=desk.officer, at=desk.at, report_id=done.report_id)
        assert card.facts[expected] is True
        assert ("known_digest" in card.facts) is (expected == "known_digest")


def test_an_unreadable_document_opens_nothing(client):
    for content, code in (
        (b"<!DOCTYPE a [<!ENTITY b 'c'>]><report>&b;</report>", "intake.xml_forbidden"),
        (b"<report><unclosed></report>", "intake.xml_malformed"),
        (b"<somethingElse/>", "intake.not_a_report"),
        (b'<?xml version="1.0" encoding="utf-7"?><report/>', "intake.xml_encoding"),
    ):
        with pytest.raises(Refusal) as refused:
            client.submit(content)
        assert refused.value.code == code
    assert Report.objects.count() == 0


def test_only_a_platform_speaks_this_protocol(desk, client):
    number = client.submit()
    for who in (desk.officer, desk.reporter, desk.system):
        with pytest.raises(Refusal, match=r"access\.role"):
            intake.finish(actor=who, at=desk.at, number=number)


def test_settings_name_a_gibibyte_unless_told_otherwise():
    assert settings.BAIRN_FILE_LIMIT == 1024**3


def test_batched_reports_about_one_file_are_found_to_be_one(client, desk):
    batched = REPORT.replace(b"<report>", b'<report><batchedReport reason="VIRAL_POTENTIAL_MEME"/>')
    made = []
    for content, said in ((batched, b"one"), (REPORT, b"two"), (batched, b"three")):
        told = content.replace(b"</report>", b"<additionalInfo>%s</additionalInfo></report>" % said)
        number = client.submit(told)
        client.upload(number)
        client.ask(intake.finish, number=number)
        made.append(client.reports[number])
    ask = {"actor": desk.officer, "at": desk.at}
    (found,) = queries.same_sending(report_id=made[2], **ask)
    assert (found.report_id, found.kind) == (made[0], "same_content")
    assert queries.same_sending(report_id=made[1], **ask) == ()
