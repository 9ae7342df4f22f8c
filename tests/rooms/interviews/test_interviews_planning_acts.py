"""Planning and agreeing, by the acts and once more by the database."""

import uuid

import pytest
from django.db import IntegrityError, transaction

from bairn.access import actions as access
from bairn.cases import actions as cases
from bairn.cases import queries as looks
from bairn.cases.terms import NewParticipant, Outcome, ParticipantRole
from bairn.interviews import actions, kept, queries
from bairn.interviews.terms import InterviewState, NextMove, Present
from bairn.kernel.refusal import Refusal
from bairn.protocols import actions as protocols
from bairn.protocols.terms import CaseFacts
from tests.cast import AT
from tests.rooms.interviews.ward import DAY, HOUR, QUESTIONS, Ward, as_app, open_gate, open_ward


def refused(code: str):
    """The act is refused with this code."""
    return pytest.raises(Refusal, match=rf"^{code}:")


def test_the_first_interview_waits_for_the_gate_of_its_stage(db):
    ward = open_ward(gate=False)
    with refused(r"protocols\.gate"):
        ward.plan()
    open_gate(ward)
    ward.plan()
    assert ward.ledger().next is NextMove.HOLD_LATE


def test_a_child_without_any_entry_is_to_be_planned_for(ward: Ward):
    row = ward.ledger()
    assert (row.next, row.total_count, row.total_minutes, row.planned) == (NextMove.PLAN, 0, 0, 1)
    assert row.pseudonym.startswith("Child")


@pytest.mark.parametrize(
    ("who", "code"),
    [
        ("stepfather", "interviews.implicated"),
        ("suspect", "interviews.implicated"),
        ("witness", "interviews.excluded"),
        ("sibling", "interviews.excluded"),
        ("child", "interviews.excluded"),
    ],
)
def test_whoever_may_not_sit_there_is_refused_by_the_act_and_by_the_database(ward, who, code):
    seat = Present(role="other", participant_id=ward.people[who])
    with refused(code):
        ward.plan(present=ward.room(seat))
    assert ward.ledger().interviews == ()
    interview = ward.plan()
    with pytest.raises(IntegrityError), transaction.atomic(), as_app(ward) as cursor:
        cursor.execute(
            "insert into interviews_seat (id, case_id, interview_id, role, participant_id) "
            "values (%s, %s, %s, 'other', %s)",
            [uuid.uuid4(), ward.case, interview, ward.people[who]],
        )


def test_who_sits_there_is_asked_again_when_it_is_held(ward: Ward):
    interview = ward.plan()
    subject = _subject_of(ward, "aunt")
    cases.add_participants(
        actor=ward.officer, at=AT + DAY, case_id=ward.case,
        people=[NewParticipant(subject_id=subject, role=ParticipantRole.SUSPECT)],
    )  # fmt: skip
    with refused(r"interviews\.implicated"):
        ward.hold(interview)
    assert ward.ledger().interviews[0].state is InterviewState.PLANNED
    alone = tuple(one for one in ward.room() if one.participant_id is None)
    ward.hold(interview, present=(*alone, Present(role="appropriate_adult")))
    assert ward.ledger().interviews[0].state is InterviewState.HELD


def test_a_woman_of_the_staff_and_an_adult_sit_with_a_girl(ward: Ward):
    interviewer = Present(role="interviewer", staff_id=ward.interviewer.id)
    woman = Present(role="female_staff", staff_id=ward.interviewer.id)
    with refused(r"interviews\.female_staff"):
        ward.plan(present=(interviewer, Present(role="appropriate_adult")))
    with refused(r"interviews\.adult"):
        ward.plan(present=(interviewer, woman))
    ward.plan(present=(interviewer, woman), adult_refused="feels_freer_alone")


def test_a_boy_needs_no_woman_of_the_staff(ward: Ward):
    facts = CaseFacts({"sex": "male"})
    protocols.record_facts(
        actor=ward.officer, at=AT, case_id=ward.case, facts=facts, about=ward.child
    )
    ward.plan(present=(Present(role="appropriate_adult"),))


def test_a_child_who_does_not_tell_in_words_has_an_intermediary_there(ward: Ward):
    protocols.record_facts(
        actor=ward.officer, at=AT, case_id=ward.case, about=ward.child,
        facts=CaseFacts({"non_verbal": True}),
    )  # fmt: skip
    with refused(r"interviews\.intermediary"):
        ward.plan()
    ward.plan(present=ward.room(Present(role="intermediary")))


def test_the_interviewer_is_one_and_is_in_the_circle(ward: Ward):
    for somebody in (ward.officer, ward.stranger):
        with refused(r"interviews\.interviewer"):
            ward.plan(interviewer=somebody.id)
    with refused(r"interviews\.circle"):
        ward.plan(present=ward.room(Present(role="observer", staff_id=ward.stranger.id)))


def test_an_interviewer_kept_out_since_holds_no_interview(ward: Ward):
    interview = ward.plan()
    access.exclude(
        actor=ward.supervisor, at=AT, case_id=ward.case, staff_id=ward.interviewer.id,
        reason="conflict",
    )  # fmt: skip
    with refused(r"interviews\.interviewer"):
        actions.hold(
            actor=ward.officer, at=AT + 2 * DAY, case_id=ward.case, interview_id=interview,
            started_at=AT + DAY, ended_at=AT + DAY + HOUR, no_recording_reason="no_device",
        )  # fmt: skip


def test_a_second_interview_needs_open_questions_and_somebody_else(ward: Ward):
    ward.held()
    with refused(r"interviews\.repeat"):
        ward.plan(at=AT + 3 * DAY)
    with refused(r"interviews\.open_questions"):
        ward.plan(at=AT + 3 * DAY, purpose="repeat", open_questions="\n ")
    asked = ward.repeat()
    row = ward.ledger(at=AT + 3 * DAY)
    assert (row.next, row.interviews[-1].state) == (NextMove.APPROVE, InterviewState.ASKED)
    assert row.interviews[-1].questions == 2
    this = {"case_id": ward.case, "interview_id": asked}
    with refused(r"interviews\.not_approved"):
        ward.hold(asked, at=AT + 3 * DAY)
    with refused(r"interviews\.second_person"):
        actions.approve(actor=ward.officer, at=AT + 3 * DAY, **this)
    with refused(r"access\.role"):
        actions.approve(actor=ward.interviewer, at=AT + 3 * DAY, **this)
    actions.approve(actor=ward.supervisor, at=AT + 3 * DAY + HOUR, **this)
    ward.hold(asked, at=AT + 4 * DAY)
    assert ward.ledger().tally.interviews == 2


def test_what_began_before_it_was_agreed_to_is_no_interview(ward: Ward):
    ward.held()
    asked = ward.repeat()
    late = AT + 3 * DAY + 2 * HOUR
    actions.approve(actor=ward.supervisor, at=late, case_id=ward.case, interview_id=asked)
    with refused(r"interviews\.before_approval"):
        ward.hold(asked, at=late + HOUR / 4)


def test_the_database_keeps_two_people_and_questions_too(ward: Ward):
    ward.held()
    asked = ward.repeat()
    for change in (
        "approved_by = asked_by, approved_at = asked_at",
        "questions_id = null",
        "held_at = asked_at",
        "approved_by = gen_random_uuid()",
        "ended_at = now(), ended_by = asked_by",
        "tied_to_id = id",
    ):
        with pytest.raises(IntegrityError), transaction.atomic(), as_app(ward) as cursor:
            cursor.execute(f"update interviews_interview set {change} where id = %s", [asked])
    with pytest.raises(IntegrityError), transaction.atomic(), as_app(ward) as cursor:
        cursor.execute(
            "insert into interviews_sitting (id, case_id, interview_id, number, started_at, "
            "ended_at, phases, adult_refused, digest_sha256, exhibit, no_recording_reason, "
            "recorded_by, recorded_at) values (%s, %s, %s, 1, now(), now() + interval '1 hour', "
            "'[]', '', '', '', 'no_device', %s, now())",
            [uuid.uuid4(), ward.case, asked, ward.officer.id],
        )


def test_a_supervisor_may_say_no_and_it_stays_on_the_ledger(ward: Ward):
    ward.held()
    asked = ward.repeat()
    this = {"case_id": ward.case, "interview_id": asked}
    with refused(r"interviews\.code"):
        actions.decline(actor=ward.supervisor, at=AT + 3 * DAY, **this, reason="quiet_week")
    actions.decline(actor=ward.supervisor, at=AT + 3 * DAY, **this, reason="other_evidence_first")
    row = ward.ledger()
    assert row.interviews[-1].state is InterviewState.DECLINED
    assert row.interviews[-1].ended_for == "other_evidence_first"
    assert (row.next, row.total_count) == (NextMove.ASK_NO_MORE, 1)
    with refused(r"interviews\.not_asked"):
        actions.approve(actor=ward.supervisor, at=AT + 3 * DAY, **this)
    ward.repeat()


def test_the_defences_questions_are_a_kind_of_their_own_tied_to_the_first(ward: Ward):
    first = ward.held()
    second = ward.plan(at=AT + 3 * DAY, purpose="supplement", open_questions=QUESTIONS)
    ward.hold(second, at=AT + 4 * DAY)
    row = ward.ledger(at=AT + 5 * DAY)
    assert (row.tally.interviews, row.tally.supplements, row.total_count) == (1, 1, 2)
    assert row.interviews[-1].tied_to == first
    with refused(r"interviews\.supplement"):
        ward.plan(at=AT + 5 * DAY, purpose="supplement", open_questions=QUESTIONS)


def test_one_interview_covers_four_and_a_second_plan_for_the_same_child_is_refused(ward: Ward):
    ward.plan(covers=4)
    assert ward.ledger().interviews[0].covers == 4
    with refused(r"interviews\.planned_already"):
        ward.plan()


def test_of_two_who_plan_in_the_same_moment_one_is_refused(ward: Ward, monkeypatch):
    ward.plan()
    monkeypatch.setattr(kept, "child", lambda *_: kept.Kept())  # what the second read just before
    with refused(r"interviews\.planned_already"):
        ward.plan()


def test_an_interview_put_off_again_and_again_says_so(ward: Ward):
    interview = ward.plan()
    this = {"actor": ward.officer, "case_id": ward.case, "interview_id": interview}
    first = actions.postpone(**this, at=AT, until=AT + 3 * DAY, reason="child_unwell")
    second = actions.postpone(**this, at=AT, until=AT + 5 * DAY, reason="site_not_free")
    assert (first, second) == (1, 2)
    (one,) = ward.ledger().interviews
    assert (one.first_planned_at, one.planned_at) == (AT + DAY, AT + 5 * DAY)
    assert [row.reason for row in one.postponed] == ["child_unwell", "site_not_free"]
    counts = queries.counts_across(actor=ward.officer, at=AT, case_ids=[ward.case])
    assert counts[ward.case][0].postponements == 2
    with refused(r"interviews\.until"):
        actions.postpone(**this, at=AT, until=AT - HOUR, reason="child_unwell")


def test_taking_it_back_and_planning_anew_begins_no_new_count(ward: Ward):
    this = {"actor": ward.officer, "case_id": ward.case, "interview_id": ward.plan()}
    actions.postpone(**this, at=AT, until=AT + 3 * DAY, reason="child_unwell")
    actions.withdraw(**this, at=AT + HOUR, reason="planned_by_mistake")
    ward.plan()
    for at, count in ((AT + DAY, 2), (AT + 40 * DAY, 0)):
        counts = queries.counts_across(actor=ward.officer, at=at, case_ids=[ward.case])
        assert counts[ward.case][0].postponements == count


def test_nobody_is_interviewed_in_a_closed_case(ward: Ward):
    this = {"case_id": ward.case, "at": AT}
    cases.propose_closing(
        actor=ward.officer, **this, outcome=Outcome.TRANSFERRED, reasons=("receipt_confirmed",)
    )
    cases.confirm_closing(actor=ward.supervisor, **this)
    with refused(r"cases\.closed"):
        ward.plan()
    ward.questioned()  # what happened all the same still counts
    assert ward.ledger().total_count == 1


def test_a_withdrawn_plan_stays_and_makes_room_for_another(ward: Ward):
    interview = ward.plan()
    this = {"actor": ward.officer, "case_id": ward.case, "interview_id": interview}
    actions.withdraw(**this, at=AT, reason="planned_by_mistake")
    with refused(r"interviews\.not_planned"):
        actions.withdraw(**this, at=AT, reason="planned_by_mistake")
    ward.plan()
    states = [one.state for one in ward.ledger().interviews]
    assert states == [InterviewState.WITHDRAWN, InterviewState.PLANNED]


def test_what_waits_is_seen_by_whoever_may_agree_and_reaches_it(ward: Ward):
    ward.held()
    asked = ward.repeat()
    (one,) = queries.waiting_for_approval(actor=ward.supervisor, at=AT + 3 * DAY)
    assert (one.interview_id, one.case_id, one.questions) == (asked, ward.case, 2)
    assert one.pseudonym.startswith("Child")
    assert queries.waiting_for_approval(actor=ward.stranger, at=AT + 3 * DAY) == ()
    with refused(r"access\.role"):
        queries.waiting_for_approval(actor=ward.interviewer, at=AT + 3 * DAY)


def _subject_of(ward: Ward, who: str) -> uuid.UUID:
    people = looks.participants(actor=ward.officer, at=AT, case_id=ward.case)
    return next(one.subject_id for one in people if one.id == ward.people[who])
