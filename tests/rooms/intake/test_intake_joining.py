"""Reports that are one, and reports that become part of a case: links kept, nobody let in."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bairn.cases import actions as cases
from bairn.intake import actions as intake
from bairn.intake import queries
from bairn.intake.cybertip import read_report
from bairn.intake.terms import Channel, ReportDraft, ReportState, Words
from bairn.kernel import ids
from bairn.kernel.refusal import Refusal
from bairn.vault import actions as vault
from bairn.vault.queries import words
from tests.rooms.intake.desk import Desk
from tests.rooms.intake.test_intake_wire import REPORT


def said(text: str, **given) -> ReportDraft:
    return ReportDraft(channel=Channel.PUBLIC_FORM, words=Words(narrative=text), **given)


def card(desk: Desk, report_id: uuid.UUID, actor=None):
    return queries.report(actor=actor or desk.officer, at=desk.at, report_id=report_id)


def open_case(desk: Desk, **circle) -> uuid.UUID:
    return cases.open_case(
        actor=desk.officer, at=desk.at, unit_id=desk.place.unit.id, circle=circle
    )


def join(desk: Desk, report_id: uuid.UUID, case_id: uuid.UUID) -> tuple[uuid.UUID, ...]:
    joined = intake.join_case(actor=desk.officer, at=desk.at, report_id=report_id, case_id=case_id)
    for one in joined:
        vault.move(actor=desk.officer, at=desk.at, report_id=one, case_id=case_id)
    return joined


def test_a_merged_report_keeps_everything_and_names_its_lead(desk):
    lead, other = desk.receive().report_id, desk.receive(said("More.")).report_id
    before = card(desk, other)
    intake.merge(actor=desk.officer, at=desk.at, report_id=other, into=lead)
    after = card(desk, other)
    assert (after.state, after.merged_into) == (ReportState.MERGED, lead)
    assert (after.facts, after.words_id, after.reference) == (
        before.facts,
        before.words_id,
        before.reference,
    )
    intake.unmerge(actor=desk.officer, at=desk.at, report_id=other)
    assert card(desk, other) == before


def test_merging_refuses_what_would_hide_a_report(desk):
    first, second, third = (desk.receive().report_id for _ in range(3))
    ask = {"actor": desk.officer}
    with pytest.raises(Refusal, match=r"intake\.merge_self"):
        intake.merge(at=desk.at, report_id=first, into=first, **ask)
    intake.merge(at=desk.at, report_id=second, into=first, **ask)
    with pytest.raises(Refusal, match=r"intake\.merge_state"):
        intake.merge(at=desk.at, report_id=third, into=second, **ask)
    with pytest.raises(Refusal, match=r"intake\.merge_lead"):
        intake.merge(at=desk.at, report_id=first, into=third, **ask)
    with pytest.raises(Refusal, match=r"intake\.not_merged"):
        intake.unmerge(at=desk.at, report_id=third, **ask)
    with pytest.raises(Refusal, match=r"access\.reach"):
        intake.merge(at=desk.at, report_id=third, into=ids.new_id(), **ask)


def test_a_report_is_not_merged_into_one_that_another_unit_holds(desk):
    mine = desk.receive().report_id
    intake.set_route(
        actor=desk.operator, at=desk.at, pack="cac-us", unit_id=desk.place.other_unit.id
    )
    theirs = desk.receive(ReportDraft(channel=Channel.PUBLIC_FORM, pack="cac-us")).report_id
    for report_id, into in ((mine, theirs), (theirs, mine)):
        with pytest.raises(Refusal, match=r"access\.reach"):
            intake.merge(actor=desk.officer, at=desk.at, report_id=report_id, into=into)


def test_a_report_in_a_case_is_read_with_the_case_and_by_its_circle(desk):
    report_id = desk.receive(said("A calm account.")).report_id
    case_id = open_case(desk, **{})
    with pytest.raises(Refusal, match=r"access\.reach"):
        card(desk, report_id, desk.investigator)
    join(desk, report_id, case_id)
    found = card(desk, report_id)
    assert found.case_id == case_id
    (told,) = words.read_words(
        actor=desk.officer, at=desk.at, subject_ids=[found.words_id], case_id=case_id
    )
    assert told.fields["narrative"] == "A calm account."
    (behind,) = queries.reports_of_case(actor=desk.officer, at=desk.at, case_id=case_id)
    assert behind == found


def test_another_unit_reads_nothing_of_a_report_in_a_case(desk):
    receipt = desk.receive(said("A calm account."))
    case_id = open_case(desk)
    join(desk, receipt.report_id, case_id)
    ask = {"actor": desk.stranger, "at": desk.at}
    with pytest.raises(Refusal, match=r"access\.reach"):
        queries.report(report_id=receipt.report_id, **ask)
    with pytest.raises(Refusal, match=r"access\.reach"):
        queries.reports_of_case(case_id=case_id, **ask)
    with pytest.raises(Refusal, match=r"access\.reach"):
        queries.elements(report_id=receipt.report_id, **ask)
    assert queries.by_ids(report_ids=[receipt.report_id], **ask) == ()


def test_those_that_were_merged_join_the_case_with_their_lead(desk):
    lead, other = desk.receive().report_id, desk.receive(said("More.")).report_id
    intake.merge(actor=desk.officer, at=desk.at, report_id=other, into=lead)
    case_id = open_case(desk)
    assert join(desk, lead, case_id) == (lead, other)
    assert card(desk, other).case_id == case_id
    with pytest.raises(Refusal, match=r"intake\.merge_case"):
        intake.unmerge(actor=desk.officer, at=desk.at, report_id=other)


def test_a_report_joins_one_case_once(desk):
    report_id, merged = desk.receive().report_id, desk.receive().report_id
    case_id, other = open_case(desk), open_case(desk)
    join(desk, report_id, case_id)
    with pytest.raises(Refusal, match=r"intake\.join_twice"):
        join(desk, report_id, other)
    lead = desk.receive().report_id
    intake.merge(actor=desk.officer, at=desk.at, report_id=merged, into=lead)
    with pytest.raises(Refusal, match=r"intake\.join_state"):
        join(desk, merged, other)


def test_what_is_told_after_the_case_opened_follows_the_report_there(desk):
    receipt = desk.receive()
    case_id = open_case(desk)
    join(desk, receipt.report_id, case_id)
    intake.add_by_code(actor=desk.reporter, at=desk.at, code=receipt.code, text="One thing more.")
    (late,) = card(desk, receipt.report_id).additions
    assert late.case_id is None
    settled = intake.settle_additions(actor=desk.system, at=desk.at, report_id=receipt.report_id)
    (late,) = card(desk, receipt.report_id).additions
    assert (settled, late.case_id) == (1, case_id)
    (told,) = words.read_words(
        actor=desk.officer, at=desk.at, subject_ids=[late.subject_id], case_id=case_id
    )
    assert told.fields["narrative"] == "One thing more."


def test_the_same_content_sent_twice_is_found_from_the_later_one(desk):
    first = desk.receive(said("The very same words.")).report_id
    second = desk.receive(said("The very same words.")).report_id
    desk.receive(said("Other words."))
    ask = {"actor": desk.officer, "at": desk.at}
    (found,) = queries.same_sending(report_id=second, **ask)
    assert (found.report_id, found.kind) == (first, "same_content")
    assert queries.same_sending(report_id=first, **ask) == ()


def test_two_reports_in_which_nothing_was_said_are_not_one(desk):
    desk.receive()
    second = desk.receive().report_id
    assert queries.same_sending(actor=desk.officer, at=desk.at, report_id=second) == ()


def test_a_document_sent_again_with_other_spaces_is_the_same(desk):
    spaced = REPORT.replace(b"\n", b"\n\n   ").replace(b"<reporter>", b"  <reporter>")
    first, second = (
        intake.receive(
            actor=desk.system,
            at=desk.at,
            draft=read_report(content),
            unit_id=desk.place.unit.id,
        ).report_id
        for content in (REPORT, spaced)
    )
    (found,) = queries.same_sending(actor=desk.officer, at=desk.at, report_id=second)
    assert (found.report_id, found.kind) == (first, "same_content")


def test_a_senders_own_number_finds_its_earlier_report_and_nobody_elses(desk):
    def numbered(number: str, platform: str, text: str) -> uuid.UUID:
        words = Words(platform=platform, narrative=text)
        return desk.receive(
            ReportDraft(channel=Channel.PUBLIC_FORM, sender_number=number, words=words)
        ).report_id

    first = numbered("A-17", "Meadow", "one")
    numbered("A-17", "Hillside", "two")
    numbered("A-18", "Meadow", "three")
    again = numbered(" A-17", "meadow", "four")
    (found,) = queries.same_sending(actor=desk.officer, at=desk.at, report_id=again)
    assert (found.report_id, found.kind) == (first, "same_platform_report")


def test_every_element_is_shown_after_its_look_was_recorded_also_from_the_case(desk):
    content = REPORT.replace(b"<reporter>", b"<unheardOf level='3'>kept</unheardOf><reporter>")
    report_id = intake.receive(
        actor=desk.system, at=desk.at, draft=read_report(content), unit_id=desk.place.unit.id
    ).report_id
    shown = queries.elements(actor=desk.officer, at=desk.at, report_id=report_id)
    by_path = {one.path: one for one in shown}
    assert by_path["report/unheardOf"].value == "kept"
    assert by_path["report/unheardOf"].attributes == (("level", "3"),)
    assert by_path["report/reporter/reportingPerson/lastName"].value == "Desk"
    assert card(desk, report_id).kept_unknown == ("report/unheardOf",)
    join(desk, report_id, open_case(desk))
    assert queries.elements(actor=desk.officer, at=desk.at, report_id=report_id) == shown


def test_a_form_has_no_elements(desk):
    report_id = desk.receive().report_id
    assert queries.elements(actor=desk.officer, at=desk.at, report_id=report_id) == ()


def test_received_after_finds_everything_once_whatever_the_page(desk):
    made = [desk.receive().report_id for _ in range(7)]
    found: list[uuid.UUID] = []
    after = None
    while True:
        page = queries.received_after(actor=desk.system, at=desk.at, after=after, limit=3)
        found += [row.id for row in page]
        if len(page) < 3:
            break
        after = (page[-1].received_at, page[-1].id)
    assert found == made


def test_a_list_asks_as_often_for_many_reports_as_for_one(desk):
    made = [desk.receive(said(f"{n}")).report_id for n in range(9)]
    case_id = open_case(desk)
    with_one = _count(lambda: queries.by_ids(actor=desk.officer, at=desk.at, report_ids=made[:1]))
    with_many = _count(lambda: queries.by_ids(actor=desk.officer, at=desk.at, report_ids=made))
    assert with_one == with_many
    join(desk, made[0], case_id)
    ask = {"actor": desk.officer, "case_id": case_id}
    one = _count(lambda: queries.reports_of_case(at=desk.at, **ask))
    for report_id in made[1:]:
        join(desk, report_id, case_id)
    assert _count(lambda: queries.reports_of_case(at=desk.at, **ask)) == one


def _count(call) -> int:
    with CaptureQueriesContext(connection) as caught:
        call()
    return len(caught)
