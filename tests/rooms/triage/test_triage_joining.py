"""Reports that may be one: proposed by rules, joined or kept apart by people, links kept."""

from datetime import timedelta

import pytest

from bairn.intake import queries as intake_queries
from bairn.intake.terms import ReportState
from bairn.kernel.refusal import Refusal
from bairn.triage import actions as triage
from bairn.triage import queries
from bairn.triage.terms import Band, Cause, DismissReason, ProposalKind, QueueFilters, QueueState
from tests.cast import AT

CHILD = {"victim_age_min": 12, "victim_age_max": 12}


def look_for_same(desk, report_id):
    return triage.find_duplicates(actor=desk.system, at=AT, report_id=report_id)


def test_the_same_report_twice_is_proposed_with_the_earlier_leading(desk):
    first, _ = desk.assessed(original=b"<report/>", **CHILD)
    second, _ = desk.assessed(original=b"<report/>", **CHILD)
    assert look_for_same(desk, second) == 1
    (found,) = queries.triage_of(actor=desk.first, at=AT, report_id=second).proposals
    assert (found.lead_id, found.kind) == (first, ProposalKind.SAME_CONTENT)
    assert look_for_same(desk, second) == 0


def test_a_burst_about_one_account_is_proposed_as_one(desk):
    reports = [desk.receive(account="meadow_lark", **CHILD) for _ in range(4)]
    other = desk.receive(account="somebody_else", **CHILD)
    look_for_same(desk, reports[-1])
    look_for_same(desk, other)
    found = queries.proposals(actor=desk.first, at=AT, report_id=reports[0])
    assert {one.report_id for one in found} == set(reports[1:])
    assert {one.kind for one in found} == {ProposalKind.BURST}


def test_two_reports_about_one_account_are_no_burst(desk):
    first = desk.receive(account="meadow_lark", **CHILD)
    look_for_same(desk, desk.receive(account="meadow_lark", **CHILD))
    assert queries.proposals(actor=desk.first, at=AT, report_id=first) == ()


def test_joining_keeps_the_link_and_lifts_the_lead(desk):
    lead, before = desk.assessed(original=b"same", **CHILD)
    joined, _ = desk.assessed(original=b"same", danger_now=True, **CHILD)
    look_for_same(desk, joined)
    point = triage.merge(actor=desk.first, at=AT, report_id=joined, into=lead)
    assert before.band > point.band is Band.A
    assert point.cause is Cause.MERGED
    assert "danger_now" in point.codes
    card = intake_queries.report(actor=desk.first, at=AT, report_id=joined)
    assert (card.state, card.merged_into) == (ReportState.MERGED, lead)
    assert [row.report_id for row in queries.queue(actor=desk.first, at=AT).rows] == [lead]
    merged = QueueFilters(state=QueueState.MERGED)
    assert [r.report_id for r in queries.queue(actor=desk.first, at=AT, filters=merged).rows] == [
        joined
    ]


def test_what_a_joined_report_learns_later_lifts_the_lead(desk):
    lead, before = desk.assessed(**CHILD)
    joined, _ = desk.assessed(**CHILD)
    triage.merge(actor=desk.first, at=AT, report_id=joined, into=lead)
    triage.raise_band(actor=desk.first, at=AT, report_id=joined, to=Band.A, reason="judgement")
    triage.assess(actor=desk.system, at=AT + timedelta(minutes=1), report_id=joined)
    now = queries.triage_of(actor=desk.first, at=AT, report_id=lead).now
    assert before.band > now.band is Band.A


def test_a_joined_report_can_be_taken_out_again(desk):
    lead, _ = desk.assessed(original=b"same", **CHILD)
    joined, _ = desk.assessed(original=b"same", **CHILD)
    look_for_same(desk, joined)
    triage.merge(actor=desk.first, at=AT, report_id=joined, into=lead)
    triage.unmerge(actor=desk.first, at=AT, report_id=joined)
    card = intake_queries.report(actor=desk.first, at=AT, report_id=joined)
    assert (card.state, card.merged_into) == (ReportState.RECEIVED, None)
    assert {row.report_id for row in queries.queue(actor=desk.first, at=AT).rows} == {lead, joined}
    assert len(queries.triage_of(actor=desk.first, at=AT, report_id=joined).proposals) == 1


def test_not_the_same_sticks(desk):
    lead, _ = desk.assessed(original=b"same", **CHILD)
    other, _ = desk.assessed(original=b"same", **CHILD)
    look_for_same(desk, other)
    triage.dismiss_proposal(
        actor=desk.first,
        at=AT,
        report_id=other,
        lead_id=lead,
        reason=DismissReason.OTHER_INCIDENT,
    )
    assert look_for_same(desk, other) == 0
    assert queries.triage_of(actor=desk.first, at=AT, report_id=other).proposals == ()
    with pytest.raises(Refusal, match="no_proposal"):
        triage.dismiss_proposal(
            actor=desk.first,
            at=AT,
            report_id=other,
            lead_id=lead,
            reason=DismissReason.OTHER_INCIDENT,
        )


def test_another_unit_can_join_nothing(desk):
    lead, _ = desk.assessed(**CHILD)
    other, _ = desk.assessed(**CHILD)
    with pytest.raises(Refusal, match=r"access\.reach"):
        triage.merge(actor=desk.stranger, at=AT, report_id=other, into=lead)
