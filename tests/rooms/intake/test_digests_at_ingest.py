"""Every file is compared as its report comes in, whichever way that is."""

import hashlib

import pytest

from bairn.cases import actions as cases
from bairn.digests import actions as digests
from bairn.digests import queries as looks
from bairn.digests.terms import ListKind, NewList, Row, WatchReason, of_file
from bairn.intake import actions as intake
from bairn.intake import queries
from bairn.intake.terms import Channel, FileHeld, FileNote, ReportDraft
from bairn.triage import actions as triage
from bairn.triage.terms import Band
from tests.rooms.intake.test_intake_wire import CONTENT, Client, details

SHA256 = hashlib.sha256(CONTENT).hexdigest()
STATED = "0" * 31 + "1"


@pytest.fixture(autouse=True)
def _home(settings, tmp_path):
    settings.BAIRN_HOME = tmp_path


@pytest.fixture
def client(desk) -> Client:
    return Client(desk)


def a_list(desk, *texts, kind=ListKind.KNOWN_ILLEGAL, name="National"):
    """A list of these values, whole and in use."""
    list_id = digests.begin_import(
        actor=desk.supervisor, at=desk.at, said=NewList(name=name, kind=kind),
        file_digest=hashlib.sha256(name.encode()).digest(), size=1,
    ).list_id  # fmt: skip
    named = {32: "md5", 40: "sha1", 64: "sha256"}
    rows = [
        Row(place, of_file(**{named[len(text)]: text}), "2")
        for place, text in enumerate(texts, start=1)
    ]
    digests.take_rows(
        actor=desk.supervisor, at=desk.at, list_id=list_id, after=0, rows=rows, until=len(rows)
    )
    digests.finish_import(actor=desk.supervisor, at=desk.at, list_id=list_id)
    return list_id


def sent(client, desk, *, stated=""):
    """The card of a report with one file that a platform sent."""
    number = client.submit()
    taken = client.upload(number)
    if stated:
        more = f'<originalFileHash hashType="MD5">{stated}</originalFileHash>'
        client.ask(intake.describe_file, content=details(number, taken.file_id, more))
    done = client.ask(intake.finish, number=number)
    return queries.report(actor=desk.officer, at=desk.at, report_id=done.report_id)


def test_a_file_on_a_list_is_known_and_shown_with_its_category_unopened(client, desk):
    list_id = a_list(desk, SHA256)
    card = sent(client, desk)
    assert card.facts["known_files"] == 1
    assert card.facts["known_digest"] is True
    assert "unknown_digest" not in card.facts
    assert "new_files" not in card.facts
    (found,) = looks.found(actor=desk.officer, at=desk.at, report_id=card.id)
    assert (found.list_id, found.category, found.file_id) == (list_id, "2", card.files[0].id)


def test_a_digest_that_the_platform_states_counts_as_much(client, desk):
    a_list(desk, STATED)
    assert sent(client, desk, stated=STATED).facts["known_files"] == 1


def test_a_file_in_no_list_and_no_earlier_report_is_new_and_the_second_time_is_not(client, desk):
    a_list(desk, "9" * 64)
    first, second = sent(client, desk), sent(client, desk)
    assert (first.facts["new_files"], first.facts["unknown_digest"]) == (1, True)
    assert "new_files" not in second.facts
    assert "unknown_digest" not in second.facts


def test_a_report_from_a_file_is_compared_in_the_act_that_receives_it(desk):
    a_list(desk, STATED)
    notes = (
        FileNote(held=FileHeld.NAMED, stated_digests=(("md5", STATED), ("photodna", "00" * 20))),
        FileNote(held=FileHeld.NAMED, stated_digests=(("sha1", "7" * 40),)),
        FileNote(held=FileHeld.NAMED),
    )
    draft = ReportDraft(channel=Channel.PLATFORM_FILE, files=notes)
    receipt = intake.receive(actor=desk.system, at=desk.at, draft=draft)
    card = queries.report(actor=desk.officer, at=desk.at, report_id=receipt.report_id)
    assert (card.facts["known_files"], card.facts["new_files"]) == (1, 1)


def test_what_a_reporter_names_is_compared_by_the_house_a_moment_later(desk):
    a_list(desk, STATED)
    note = FileNote(stated_digests=(("md5", STATED),))
    receipt = desk.receive(ReportDraft(channel=Channel.MANDATED_FORM, files=(note,)))
    ask = {"at": desk.at, "report_id": receipt.report_id}
    assert "known_files" not in queries.report(actor=desk.officer, **ask).facts
    assert intake.compare_files(actor=desk.system, **ask) == 2
    assert queries.report(actor=desk.officer, **ask).facts["known_files"] == 1


def test_a_new_file_raises_the_band_and_a_known_one_lowers_nothing(client, desk):
    a_list(desk, SHA256)
    known = sent(client, desk)
    before = triage.assess(actor=desk.system, at=desk.at, report_id=known.id)
    new = client.submit()
    client.upload(new, b"another calm file")
    report_id = client.ask(intake.finish, number=new).report_id
    lifted = triage.assess(actor=desk.system, at=desk.at, report_id=report_id)
    assert "new_file" in lifted.codes
    assert "new_file" not in before.codes
    assert lifted.band is Band.A
    plain = client.ask(intake.finish, number=client.submit()).report_id
    without = triage.assess(actor=desk.system, at=desk.at, report_id=plain)
    assert before.band is without.band


def test_a_file_that_a_case_watches_for_is_told_to_the_case_and_puts_the_report_ahead(
    client, desk, a_case
):
    digests.watch(
        actor=desk.supervisor, at=desk.at, case_id=a_case, reason=WatchReason.TAKEDOWN,
        digests=of_file(sha256=SHA256),
    )  # fmt: skip
    card = sent(client, desk)
    assert card.facts["watched_files"] == 1
    point = triage.assess(actor=desk.system, at=desk.at, report_id=card.id)
    assert point.ahead
    assert "watched_file" in point.codes
    (hit,) = looks.watch_hits(actor=desk.supervisor, at=desk.at, case_id=a_case)
    assert hit.found_in == card.id


@pytest.fixture
def a_case(desk):
    return cases.open_case(
        actor=desk.supervisor, at=desk.at, unit_id=desk.place.unit.id,
        circle={desk.investigator.id: "investigator"},
    )  # fmt: skip
