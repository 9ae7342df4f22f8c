"""Coming back with the receipt code: telling more, reading the answer, and nothing else."""

from datetime import timedelta

import pytest

from bairn.intake import actions as intake
from bairn.intake import queries
from bairn.intake.models import Addition
from bairn.intake.terms import Channel, ReportDraft
from bairn.kernel.refusal import Refusal
from bairn.vault.queries import words


def test_the_code_shows_that_the_report_arrived_and_what_was_answered(desk):
    receipt = desk.receive()
    promised = desk.at + timedelta(days=2)
    intake.answer_reporter(
        actor=desk.officer,
        at=desk.at,
        report_id=receipt.report_id,
        code="in_hand",
        contact_by=promised,
    )
    view = queries.by_code(actor=desk.reporter, at=desk.at, code=receipt.code)
    assert view.reference == receipt.reference
    (answer,) = view.answers
    assert (answer.code, answer.contact_by) == ("in_hand", promised)


@pytest.mark.parametrize("write", [str, lambda c: c.replace("-", " "), lambda c: f" {c} "])
def test_a_code_is_read_however_it_is_written(desk, write):
    receipt = desk.receive()
    view = queries.by_code(actor=desk.reporter, at=desk.at, code=write(receipt.code))
    assert view.report_id == receipt.report_id


def test_a_wrong_code_is_refused_like_one_that_never_was(desk):
    code = desk.receive().code
    wrong = code[:-1] + ("1" if code[-1] == "0" else "0")
    for given, refusal in ((wrong, "intake.code"), ("12", "intake.code_form")):
        for ask in (
            lambda c: queries.by_code(actor=desk.reporter, at=desk.at, code=c),
            lambda c: intake.add_by_code(actor=desk.reporter, at=desk.at, code=c, text="x"),
        ):
            with pytest.raises(Refusal) as refused:
                ask(given)
            assert refused.value.code == refusal
            assert given not in str(refused.value)
    assert Addition.objects.count() == 0


def test_what_is_told_later_is_sealed_and_its_facts_count(desk):
    receipt = desk.receive()
    intake.add_by_code(
        actor=desk.reporter,
        at=desk.at,
        code=receipt.code,
        text="It is still going on.",
        facts={"danger_now": True},
    )
    ask = {"actor": desk.officer, "report_id": receipt.report_id}
    card = queries.report(at=desk.at, **ask)
    (addition,) = card.additions
    assert (addition.by_kind, addition.case_id) == ("reporter", None)
    assert card.facts["danger_now"] is True
    (told,) = words.read_words(at=desk.at, subject_ids=[addition.subject_id], **ask)
    assert told.fields["narrative"] == "It is still going on."


def test_a_yes_is_not_taken_back_by_a_later_no(desk):
    receipt = desk.receive()
    for value in (True, False):
        intake.add_by_code(
            actor=desk.reporter,
            at=desk.at,
            code=receipt.code,
            text="",
            facts={"danger_now": value},
        )
    card = queries.report(actor=desk.officer, at=desk.at, report_id=receipt.report_id)
    assert card.facts["danger_now"] is True
    (row,) = queries.by_ids(actor=desk.officer, at=desk.at, report_ids=[card.id])
    assert row.facts["danger_now"] is True


def test_nothing_written_is_nothing_added(desk):
    receipt = desk.receive()
    with pytest.raises(Refusal, match=r"intake\.nothing_added"):
        intake.add_by_code(actor=desk.reporter, at=desk.at, code=receipt.code, text="  ")


def test_whoever_was_given_a_code_at_an_officers_desk_comes_back_with_it(desk):
    draft = ReportDraft(channel=Channel.OFFICER_FORM)
    receipt = intake.receive(actor=desk.officer, at=desk.at, draft=draft)
    intake.add_by_code(actor=desk.reporter, at=desk.at, code=receipt.code, text="More.")
    view = queries.by_code(actor=desk.reporter, at=desk.at, code=receipt.code)
    assert view.additions == 1


def test_the_publics_door_reads_no_report_by_its_id(desk):
    receipt = desk.receive()
    ask = {"actor": desk.reporter, "at": desk.at, "report_id": receipt.report_id}
    for look in (queries.report, queries.same_sending, queries.state_for_partner):
        with pytest.raises(Refusal, match=r"access\.role"):
            look(**ask)
    with pytest.raises(Refusal, match=r"access\.role"):
        intake.add_to_report(text="x", **ask)


def test_an_answer_is_chosen_from_the_list_and_promises_the_future(desk):
    ask = {"actor": desk.officer, "report_id": desk.receive().report_id}
    with pytest.raises(Refusal, match=r"intake\.answer:"):
        intake.answer_reporter(at=desk.at, code="free text", **ask)
    at = desk.at
    with pytest.raises(Refusal, match=r"intake\.answer_promise"):
        intake.answer_reporter(at=at, code="in_hand", contact_by=at, **ask)
