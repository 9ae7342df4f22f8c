"""Taking reports in: sealed at receipt, never rejected for being thin, never stored twice."""

import pytest
from django.db import connection

from bairn.access import queries as access
from bairn.access.terms import Purpose
from bairn.intake import actions as intake
from bairn.intake import queries
from bairn.intake.terms import (
    Channel,
    Identity,
    PersonDraft,
    PersonRole,
    ReportDraft,
    ReportState,
    Words,
)
from bairn.kernel import ids
from bairn.kernel.refusal import Refusal
from bairn.vault.queries import identities, words
from tests.rooms.intake.desk import CANARIES, planted

INTAKE_TABLES = (
    "intake_report", "intake_person", "intake_file", "intake_addition", "intake_answer",
    "intake_sending", "intake_platform", "intake_partner", "intake_route",
)  # fmt: skip
OTHER_TABLES = ("oversight_pending", "access_holder", "access_assignment", "procrastinate_jobs")


def rows_of(*tables: str) -> str:
    found = []
    with connection.cursor() as cursor:
        cursor.execute("set local role none" if connection.in_atomic_block else "reset role")
        for table in tables:
            cursor.execute(f"select coalesce(string_agg(t::text, ' '), '') from {table} as t")
            found.append(cursor.fetchone()[0])
    return " ".join(found)


def test_a_report_with_nothing_in_it_is_received(desk):
    receipt = desk.receive()
    card = queries.report(actor=desk.officer, at=desk.at, report_id=receipt.report_id)
    assert card.state is ReportState.RECEIVED
    assert card.facts == {"age_unknown": True}
    assert ids.is_reference(receipt.reference, "R")
    assert len(receipt.code or "") == 19


def test_names_and_words_are_sealed_at_the_moment_of_receipt(desk):
    receipt = desk.receive(planted(), sending_key="f" * 32)
    intake.add_by_code(actor=desk.reporter, at=desk.at, code=receipt.code, text=CANARIES["note"])
    stored = rows_of(*INTAKE_TABLES, *OTHER_TABLES)
    assert receipt.reference in stored
    for planted_word in (*CANARIES.values(), "Pinecone-4471", "2013-05-17", "f" * 32):
        assert planted_word.lower() not in stored.lower()
        assert planted_word.encode().hex() not in stored


def test_what_was_sealed_opens_for_those_who_work_on_the_report(desk):
    receipt = desk.receive(planted())
    ask = {"actor": desk.officer, "report_id": receipt.report_id}
    card = queries.report(at=desk.at, **ask)
    (said,) = words.read_words(at=desk.at, subject_ids=[card.words_id], **ask)
    assert said.fields["narrative"] == CANARIES["told"]
    (child,) = identities.open_identities(
        at=desk.at,
        subject_ids=[card.people[0].subject_id],
        purpose=Purpose.INVESTIGATION,
        **ask,
    )
    assert child.fields["family_name"] == CANARIES["family"]
    assert child.fields["birth_date"] == "2013-05-17"


def test_the_same_sending_gives_the_same_receipt_with_its_code(desk):
    first = desk.receive(planted(), sending_key="k" * 32)
    again = desk.receive(planted(), sending_key="k" * 32)
    other = desk.receive(planted(), sending_key="m" * 32)
    assert (again.report_id, again.code, again.repeated) == (first.report_id, first.code, True)
    assert other.report_id != first.report_id
    assert not first.repeated


def test_a_report_goes_to_the_unit_of_its_pack_and_else_to_everybodys(desk):
    intake.set_route(
        actor=desk.operator, at=desk.at, pack="cac-us", unit_id=desk.place.other_unit.id
    )
    routed = desk.receive(ReportDraft(channel=Channel.PUBLIC_FORM, pack="cac-us"))
    usual = desk.receive(ReportDraft(channel=Channel.PUBLIC_FORM, pack="cn-2023"))
    assert queries.report(actor=desk.stranger, at=desk.at, report_id=routed.report_id)
    assert queries.report(actor=desk.officer, at=desk.at, report_id=usual.report_id)
    with pytest.raises(Refusal, match=r"access\.reach"):
        queries.report(actor=desk.officer, at=desk.at, report_id=routed.report_id)


def test_a_route_to_a_unit_that_is_not_there_loses_nothing(desk):
    intake.set_route(actor=desk.operator, at=desk.at, pack="", unit_id=ids.new_id())
    receipt = desk.receive()
    assert queries.report(actor=desk.system, at=desk.at, report_id=receipt.report_id).unit_id in {
        desk.place.unit.id,
        desk.place.other_unit.id,
    }


def test_an_officers_report_stays_in_their_unit_and_in_their_own_circle(desk):
    draft = ReportDraft(
        channel=Channel.OFFICER_FORM,
        people=(PersonDraft(role=PersonRole.VICTIM, facts={"age_max": 9}),),
    )
    receipt = intake.receive(actor=desk.investigator, at=desk.at, draft=draft)
    card = queries.report(actor=desk.investigator, at=desk.at, report_id=receipt.report_id)
    assert card.unit_id == desk.place.unit.id
    assert card.facts == {"victims_count": 1, "victim_age_max": 9}


def test_codes_that_no_vocabulary_holds_are_refused_and_leave_nothing(desk):
    for draft, code in (
        (ReportDraft(channel=Channel.PUBLIC_FORM, facts={"colour": "green"}), r"intake\.fact"),
        (ReportDraft(channel=Channel.PUBLIC_FORM, situation="none"), r"intake\.situation"),
        (ReportDraft(channel=Channel.PUBLIC_FORM, incident_codes=("none",)), r"intake\.incident"),
    ):
        with pytest.raises(Refusal, match=code):
            desk.receive(draft)
    assert rows_of("intake_report", "intake_person").strip() == ""


def test_a_report_asks_for_its_assessment_in_the_same_transaction(desk):
    receipt = desk.receive()
    jobs = rows_of("procrastinate_jobs")
    assert "triage.assess" in jobs
    assert str(receipt.report_id) in jobs


def test_another_unit_does_not_even_learn_that_a_report_is_there(desk):
    receipt = desk.receive()
    ask = {"actor": desk.stranger, "at": desk.at}
    with pytest.raises(Refusal) as there:
        queries.report(report_id=receipt.report_id, **ask)
    with pytest.raises(Refusal) as not_there:
        queries.report(report_id=ids.new_id(), **ask)
    assert str(there.value) == str(not_there.value)
    assert queries.by_ids(report_ids=[receipt.report_id], **ask) == ()
    assert queries.by_reference(reference=receipt.reference, **ask) is None


def test_text_that_no_database_can_hold_is_received_without_what_breaks_it(desk):
    broken = "half \ud800 and nothing \0 here"
    draft = ReportDraft(
        channel=Channel.PARTNER_API,
        words=Words(narrative=broken),
        people=(
            PersonDraft(
                role=PersonRole.VICTIM,
                identity=Identity(full_name=broken, phones=(broken,), emails=("\ud800@b.example",)),
            ),
        ),
        kept_unknown=(broken, "x" * 5000),
    )
    receipt = desk.receive(draft)
    ask = {"actor": desk.officer, "report_id": receipt.report_id}
    card = queries.report(at=desk.at, **ask)
    (said,) = words.read_words(at=desk.at, subject_ids=[card.words_id], **ask)
    assert said.fields["narrative"].startswith("half ? and nothing")
    assert len(card.kept_unknown[1]) == 4000


def test_a_reports_record_begins_with_its_receipt_and_shows_who_came_back(desk):
    receipt = desk.receive()
    intake.add_by_code(actor=desk.reporter, at=desk.at, code=receipt.code, text="More.")
    queries.by_code(actor=desk.reporter, at=desk.at, code=receipt.code)
    page = access.record_of(actor=desk.supervisor, at=desk.at, report_id=receipt.report_id)
    acts = [entry.entry.act for entry in reversed(page.entries)]
    assert [act for act in acts if act.startswith("intake.")] == [
        "intake.receive",
        "intake.add_by_code",
        "intake.by_code",
    ]
    received = next(entry for entry in page.entries if entry.entry.act == "intake.receive")
    assert received.entry.id == receipt.entry_id


def test_a_repeated_sending_is_on_the_record_of_the_report_it_became(desk):
    first = desk.receive(planted(), sending_key="k" * 32)
    desk.receive(planted(), sending_key="k" * 32)
    page = access.record_of(actor=desk.supervisor, at=desk.at, report_id=first.report_id)
    received = [entry for entry in page.entries if entry.entry.act == "intake.receive"]
    assert [entry.entry.detail.get("repeated", False) for entry in received] == [True, False]
