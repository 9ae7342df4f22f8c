"""What the ledger holds: every sitting and questioning, the alert, first accounts, sealed words."""

import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from bairn.cases import actions as cases
from bairn.cases import queries as case_looks
from bairn.interviews import actions, kept, queries
from bairn.interviews.terms import Fault, InterviewState, NextMove, PhaseHeld, Recording
from bairn.kernel.refusal import Refusal
from bairn.oversight.terms import EntryKind
from tests.cast import AT
from tests.rooms.interviews.ward import DAY, HOUR, RECORDED, Ward, as_app

CANARY = "Larkcanary said the gate was open"


def refused(code: str):
    """The act is refused with this code."""
    return pytest.raises(Refusal, match=rf"^{code}:")


def test_a_held_interview_keeps_what_was_told_of_it(ward: Ward):
    interview = ward.plan()
    phases = (PhaseHeld(phase="ground_rules", minutes=5), PhaseHeld(phase="free_recall"))
    ward.hold(interview, phases=phases, open_prompts=18, leading_prompts=1, minimal_facts=True)
    row = ward.ledger()
    (one,) = row.interviews
    (sitting,) = one.sittings
    assert (one.state, row.next) == (InterviewState.HELD, NextMove.ASK_NO_MORE)
    assert (sitting.minutes, sitting.recording, sitting.phases) == (40, RECORDED, phases)
    assert (sitting.open_prompts, sitting.leading_prompts) == (18, 1)
    assert sitting.present == ward.room()
    assert sitting.faults == (Fault.LEADING,)
    assert (row.total_count, row.total_minutes, row.alert) == (1, 40, False)


def test_without_a_recording_it_is_kept_and_shows_as_a_fault(ward: Ward):
    interview = ward.plan(adapted_site=False, place="police_station")
    with refused(r"interviews\.recording"):
        ward.hold(interview, recording=None)
    ward.hold(interview, recording=None, no_recording_reason="device_failed")
    (sitting,) = ward.ledger().interviews[0].sittings
    assert sitting.faults == (Fault.UNRECORDED, Fault.NOT_ADAPTED)
    assert sitting.no_recording_reason == "device_failed"
    counts = queries.counts_across(actor=ward.officer, at=AT, case_ids=[ward.case])
    assert counts[ward.case][0].unrecorded == 1


def test_a_cut_recording_is_a_fault(ward: Ward):
    cut = Recording(digest_sha256="cd" * 32, exhibit="EX-2", unbroken=False)
    ward.hold(ward.plan(), recording=cut)
    assert ward.ledger().interviews[0].sittings[0].faults == (Fault.RECORDING_BROKEN,)


def test_planned_sittings_add_minutes_and_count_once(ward: Ward):
    interview = ward.plan(sittings=3)
    ward.hold(interview, at=AT + DAY + HOUR)
    assert ward.ledger().next is NextMove.GO_ON
    ward.hold(interview, at=AT + 2 * DAY)
    row = ward.ledger()
    assert (row.total_count, row.total_minutes, row.interviews[0].sittings_left) == (1, 80, 1)
    actions.withdraw(
        actor=ward.officer, at=AT + 3 * DAY, case_id=ward.case, interview_id=interview,
        reason="no_longer_needed",
    )  # fmt: skip
    row = ward.ledger()
    assert (row.next, row.interviews[0].state) == (NextMove.ASK_NO_MORE, InterviewState.HELD)
    with refused(r"interviews\.held"):
        ward.hold(interview, at=AT + 4 * DAY)


def test_questioning_by_anybody_counts_and_the_third_raises_the_alert(ward: Ward):
    ward.questioned(by_role="teacher", setting="school", minutes=None)
    ward.questioned()
    assert ward.ledger().alert is False
    ward.held()
    row = ward.ledger()
    assert (row.total_count, row.total_minutes, row.alert) == (3, 50, True)
    assert (row.tally.questionings, row.tally.minutes_unknown) == (2, 1)
    ward.questioned(at=AT + 3 * DAY)
    (counts,) = queries.counts_across(actor=ward.officer, at=AT, case_ids=[ward.case])[ward.case]
    assert (counts.tally.total, counts.alerts) == (4, 2)
    raised = [act for act, _ in entries(ward) if act == "interviews.raise_alert"]
    assert len(raised) == 2


def test_an_alert_that_the_ledger_does_not_show_is_refused(ward: Ward):
    with refused(r"interviews\.count"):
        actions.raise_alert(actor=ward.officer, at=AT, case_id=ward.case, about=ward.child, count=3)


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"by_role": "neighbour"}, r"interviews\.code"),
        ({"setting": "tent"}, r"interviews\.code"),
        ({"minutes": -1}, r"interviews\.minutes"),
        ({"at_time": AT + DAY}, r"interviews\.future"),
    ],
)
def test_a_questioning_takes_listed_answers_and_a_time_that_has_come(ward, more, code):
    with refused(code):
        ward.questioned(**more)
    assert ward.ledger().total_count == 0


def test_only_a_child_or_victim_of_the_case_has_a_ledger(ward: Ward):
    rows = queries.ledger(actor=ward.officer, at=AT, case_id=ward.case)
    assert [row.about for row in rows] == [ward.people["child"], ward.people["sibling"]]
    for who in (ward.people["aunt"], uuid.uuid4()):
        with refused(r"interviews\.child"):
            actions.record_questioning(
                actor=ward.officer, at=AT, case_id=ward.case, about=who, at_time=AT, minutes=5,
                by_role="police", setting="home",
            )  # fmt: skip


def told(ward: Ward, words: str = CANARY, **more):
    return actions.record_first_account(
        actor=ward.officer, at=AT, case_id=ward.case, about=ward.child,
        told_to_role="friends_parent", told_at=AT - HOUR, words=words,
        prompts=("safe_now", "what"), **more,
    )  # fmt: skip


def test_a_first_account_is_kept_once_and_what_is_new_stands_beside_it(ward: Ward):
    told(ward)
    with refused(r"interviews\.first_account"):
        told(ward, words="Again, please")
    actions.add_to_account(
        actor=ward.interviewer, at=AT + DAY, case_id=ward.case, about=ward.child, words="The gate"
    )
    account = ward.ledger().first_account
    assert account is not None
    assert (account.told_to, account.prompts) == ("friends_parent", ("what", "safe_now"))
    assert len(account.additions) == 1
    assert ward.ledger().total_count == 0  # being told something is not questioning
    marks = case_looks.milestones(actor=ward.officer, at=AT + DAY, case_id=ward.case)
    assert [one.kind for one in marks].count("first_account_recorded") == 1


def test_of_two_who_write_the_first_account_in_the_same_moment_one_is_refused(ward, monkeypatch):
    told(ward)
    monkeypatch.setattr(kept, "child", lambda *_: kept.Kept())  # what the second read just before
    with refused(r"interviews\.first_account"):
        told(ward, words="Again, please")


def test_nothing_is_put_beside_an_account_that_is_not_there(ward: Ward):
    with refused(r"interviews\.no_account"):
        actions.add_to_account(
            actor=ward.officer, at=AT, case_id=ward.case, about=ward.child, words="The gate"
        )


def test_the_database_keeps_one_first_account_for_each_child(ward: Ward):
    told(ward)
    with pytest.raises(IntegrityError), transaction.atomic(), as_app(ward) as cursor:
        cursor.execute(
            "insert into interviews_first_account (id, case_id, about, told_to, told_at, "
            "words_id, prompts, recorded_by, recorded_at) "
            "values (gen_random_uuid(), %s, %s, 'police', now(), gen_random_uuid(), '{}', %s, "
            "now())",
            [ward.case, ward.child, ward.officer.id],
        )


def test_words_stand_in_no_table_of_the_room_nor_on_the_record(ward: Ward):
    told(ward)
    ward.held()
    ward.plan(at=AT + 3 * DAY, purpose="repeat", open_questions=CANARY)
    with connection.cursor() as cursor:
        cursor.execute(
            "select tablename from pg_tables where schemaname = 'public' "
            "and tablename similar to '(interviews|oversight|cases|outbox)%'"
        )
        tables = [name for (name,) in cursor.fetchall()]
        assert "interviews_first_account" in tables
        for table in tables:
            cursor.execute("set local role bairn_app")
            cursor.execute("select set_config('bairn.token', %s, true)", [ward.officer.token])
            if table.startswith("oversight"):
                cursor.execute("set local role bairn_auditor")
            try:
                with transaction.atomic():
                    cursor.execute(f"select t::text from {table} t")
                    rows = cursor.fetchall()
            except Exception:
                rows = []
            assert not [row for row in rows if "Larkcanary" in row[0]], table
        cursor.execute("reset role")
    assert not [one for one in entries(ward) if "Larkcanary" in str(one)]


def test_nobody_beyond_reach_sees_or_does_anything(ward: Ward):
    interview = ward.held()
    with refused(r"access\.reach"):
        queries.ledger(actor=ward.stranger, at=AT, case_id=ward.case)
    assert queries.counts_across(actor=ward.stranger, at=AT, case_ids=[ward.case]) == {}
    with refused(r"access\.reach"):
        actions.postpone(
            actor=ward.stranger, at=AT, case_id=ward.case, interview_id=interview,
            until=AT + DAY, reason="child_unwell",
        )  # fmt: skip


def test_an_interview_of_another_case_is_none_of_this_one(ward: Ward):
    interview = ward.plan()
    other = cases.open_case(
        actor=ward.supervisor,
        at=AT,
        unit_id=ward.place.unit.id,
        circle={ward.officer.id: "officer"},
    )
    with refused(r"interviews\.none"):
        actions.withdraw(
            actor=ward.officer, at=AT, case_id=other, interview_id=interview,
            reason="planned_by_mistake",
        )  # fmt: skip


def test_the_numbers_of_many_cases_take_as_many_questions_as_of_one(
    ward: Ward, django_assert_max_num_queries
):
    ward.held()
    ward.questioned(at=AT + 2 * DAY + timedelta(hours=2))
    many = [ward.case, *(uuid.uuid4() for _ in range(40))]
    with django_assert_max_num_queries(20):
        found = queries.counts_across(actor=ward.officer, at=AT + 3 * DAY, case_ids=many)
    assert list(found) == [ward.case]


def entries(ward: Ward) -> list[tuple[str, str]]:
    """What the record says of this case."""
    with connection.cursor() as cursor:
        cursor.execute("set local role bairn_auditor")
        cursor.execute(
            "select act, detail::text from oversight_entry where case_id = %s and kind = %s",
            [ward.case, EntryKind.ACT.value],
        )
        rows = cursor.fetchall()
        cursor.execute("reset role")
    return rows
