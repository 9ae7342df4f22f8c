"""A proof board in the database: who may, what is kept, what is shown to whom."""

import uuid
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from bairn.access.models import Unit
from bairn.access.terms import Role
from bairn.cases import actions as cases
from bairn.cases.terms import Outcome
from bairn.kernel.refusal import Refusal
from bairn.proof import actions as proof
from bairn.proof import models, queries
from bairn.proof.terms import ItemState, Put, Want
from tests import cast
from tests.rooms.proof.conftest import ACT, AGE, DAY, MISSING, Bench

pytestmark = pytest.mark.django_db
HELD = replace(MISSING, state=ItemState.HELD, reference="EX-2026-14")
SOON = replace(MISSING, by_role="investigator", by_at=cast.AT + 3 * DAY)


def rows(board, element: str = "under_14"):
    return next(row for one in board.considered for row in one.rows if row.element.id == element)


def test_a_new_board_says_of_every_element_that_nobody_asked_yet(bench: Bench) -> None:
    (considered,) = bench.board().considered
    assert considered.suspect is None
    assert len(considered.rows) == 5
    assert all(row.nobody_asked for row in considered.rows)


def test_an_offence_is_considered_for_a_suspect_of_the_case_and_for_nobody_else(
    bench: Bench,
) -> None:
    bench.consider("rape_under_14_236", bench.suspect)
    assert [one.suspect for one in bench.board().considered] == [None, bench.suspect]
    for offence, suspect, code in (
        ("rape_under_14_236", bench.suspect, "proof.twice"),
        ("child_indecency_237", bench.child, "proof.suspect"),
        ("enticement_2422b", None, "proof.offence"),
    ):
        with pytest.raises(Refusal, match=code):
            bench.consider(offence, suspect)


def test_an_offence_that_left_the_board_leaves_its_items_there_and_may_come_back(
    bench: Bench,
) -> None:
    item_id = bench.put()
    drop = {"actor": bench.ben, "at": bench.at + DAY, "case_id": bench.case}
    proof.drop_offence(**drop, offence="rape_under_14_236", reason="facts_differ")
    board = bench.board()
    assert board.considered == ()
    assert [one.id for one in board.loose] == [item_id]
    with pytest.raises(Refusal, match=r"proof\.not_considered"):
        proof.drop_offence(**drop, offence="rape_under_14_236", reason="facts_differ")
    bench.consider("rape_under_14_236")
    assert [one.id for one in rows(bench.board()).items[ItemState.MISSING]] == [item_id]
    assert models.Look.objects.count() == 0, "outside the gate nothing can be read"


def test_every_change_of_an_item_is_kept_with_who_and_when(bench: Bench) -> None:
    item_id = bench.put(SOON)
    asked = replace(SOON, state=ItemState.REQUESTED, from_whom="registry")
    bench.change(item_id, asked, after=1, hours=2)
    bench.change(item_id, HELD, after=2, hours=4)
    item = bench.item(item_id)
    assert [(one.number, one.said.state.value, one.by_id) for one in item.changes] == [
        (1, "missing", bench.ben.id),
        (2, "requested", bench.ben.id),
        (3, "held", bench.ben.id),
    ]
    assert [one.at - bench.at for one in item.changes] == [timedelta(hours=n) for n in (1, 2, 4)]
    assert item.changes[0].said == SOON
    assert item.now == HELD


@pytest.mark.parametrize(
    "statement",
    [
        "update proof_change set state = 'held', reference = 'EX-1'",
        "delete from proof_change",
        "delete from proof_item",
        "update proof_look set dropped_for = 'facts_differ'",
        "update proof_question set words_id = null",
        "delete from proof_answer",
    ],
)
def test_the_database_lets_nobody_rewrite_or_delete_what_was_said(
    bench: Bench, statement: str
) -> None:
    bench.put()
    with connection.cursor() as cursor, transaction.atomic():
        cursor.execute("set local role bairn_app")
        cursor.execute("select set_config('bairn.token', %s, true)", [bench.ben.token])
        cursor.execute("select count(*) from proof_change")
        assert cursor.fetchone() == (1,)
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            cursor.execute(statement)
        cursor.execute("reset role")


def test_the_database_shows_a_stranger_nothing_of_a_board(bench: Bench) -> None:
    bench.put()
    ask_advice(bench)
    with connection.cursor() as cursor, transaction.atomic():
        cursor.execute("set local role bairn_app")
        for actor, seen in ((bench.dana, 1), (bench.emil, 0), (bench.fay, 0)):
            cursor.execute("select set_config('bairn.token', %s, true)", [actor.token])
            for table in ("look", "item", "change", "question"):
                cursor.execute(f"select count(*) from proof_{table}")
                assert cursor.fetchone() == (seen,), (actor, table)
        cursor.execute("reset role")


@pytest.mark.parametrize("who", ["mo", "emil", "fay"])
def test_medical_staff_and_strangers_see_no_board_and_put_nothing(bench: Bench, who: str) -> None:
    actor = getattr(bench, who)
    for ask in (
        lambda: bench.board(actor),
        lambda: proof.put(actor=actor, at=bench.at, case_id=bench.case, said=MISSING),
        lambda: proof.consider(actor=actor, at=bench.at, case_id=bench.case, offence="rape_236"),
    ):
        with pytest.raises(Refusal, match=r"access\."):
            ask()


def test_a_prosecutor_reads_the_board_and_puts_nothing_on_it(bench: Bench) -> None:
    assert bench.board(bench.dana).considered
    with pytest.raises(Refusal, match=r"access\.role"):
        proof.put(actor=bench.dana, at=bench.at, case_id=bench.case, said=MISSING)


def test_what_speaks_for_leniency_is_shown_to_the_prosecutor_alone(bench: Bench) -> None:
    bench.consider("buying_241")
    assert "leniency_241" in {one.id for one in bench.board(bench.dana).reminders}
    assert "leniency_241" not in {one.id for one in bench.board().reminders}


def test_two_people_do_not_overwrite_each_other(bench: Bench) -> None:
    item_id = bench.put()
    bench.change(item_id, HELD, after=1)
    with pytest.raises(Refusal, match=r"proof\.meanwhile"):
        bench.change(item_id, SOON, after=1)
    assert bench.item(item_id).now == HELD


def test_a_change_says_something_new_of_an_item_of_this_case(bench: Bench) -> None:
    item_id = bench.put()
    with pytest.raises(Refusal, match=r"proof\.same"):
        bench.change(item_id, MISSING, after=1)
    with pytest.raises(Refusal, match=r"proof\.no_item"):
        bench.change(uuid.uuid4(), HELD, after=1)


def test_a_milestone_is_a_reference_in_its_own_case_alone(bench: Bench) -> None:
    mark = cases.mark(
        actor=bench.ben,
        at=bench.at,
        case_id=bench.case,
        kind="interview_held",
        happened_at=bench.at,
    )
    (seen,) = rows(bench.board(), "act").on_record
    assert seen.milestone_id == mark
    said = Put(kind=seen.kind, state=seen.state, serves=(ACT,), reference=str(seen.milestone_id))
    bench.put(said)
    row = rows(bench.board(), "act")
    assert row.on_record == ()
    assert [one.now.reference for one in row.items[ItemState.HELD]] == [str(mark)]
    with pytest.raises(Refusal, match=r"proof\.milestone"):
        bench.put(replace(said, reference=str(uuid.uuid4())))


def test_only_somebody_of_the_circle_who_sees_the_board_is_named_to_get_something(
    bench: Bench,
) -> None:
    day = bench.at + 2 * DAY
    for actor in (bench.ben, bench.dana, bench.cleo):
        bench.put(replace(MISSING, by_whom=actor.id, by_at=day))
    for actor in (bench.mo, bench.emil):
        with pytest.raises(Refusal, match=r"proof\.by_whom"):
            bench.put(replace(MISSING, by_whom=actor.id, by_at=day))


def test_a_note_is_sealed_and_stands_in_no_column(bench: Bench) -> None:
    item_id = bench.put(words="A calm remark about the register.")
    assert bench.item(item_id).last.words_id is not None
    with connection.cursor() as cursor, transaction.atomic():
        cursor.execute("set local role bairn_app")
        cursor.execute("select set_config('bairn.token', %s, true)", [bench.ben.token])
        cursor.execute("select c::text from proof_change as c")
        ((row,),) = cursor.fetchall()
        cursor.execute("reset role")
    assert "age_document" in row
    assert "remark" not in row


def test_a_closed_case_takes_nothing_more_on_its_board(bench: Bench) -> None:
    item_id = bench.put()
    ending = {"at": bench.at, "case_id": bench.case}
    cases.propose_closing(
        actor=bench.ben, **ending, outcome=Outcome.TRANSFERRED, reasons=["receipt_confirmed"]
    )
    cases.confirm_closing(actor=bench.cleo, **ending)
    for act in (
        lambda: bench.put(),
        lambda: bench.change(item_id, HELD, after=1),
        lambda: bench.consider("rape_236"),
        lambda: ask_advice(bench),
    ):
        with pytest.raises(Refusal, match=r"cases\.closed"):
            act()
    assert bench.board().items


def test_i_see_what_i_am_to_get_by_name_or_by_role_earliest_first(bench: Bench) -> None:
    late = bench.put(replace(MISSING, by_whom=bench.ben.id, by_at=bench.at + 5 * DAY))
    role = bench.put(SOON)
    bench.put(replace(MISSING, by_whom=bench.dana.id, by_at=bench.at + DAY))
    bench.put()
    done = bench.put(replace(MISSING, by_whom=bench.ben.id, by_at=bench.at + DAY))
    bench.change(done, HELD, after=1)
    mine = queries.wanted(actor=bench.ben, at=bench.at + DAY)
    assert [one.item_id for one in mine] == [role, late]
    assert {one.case_id for one in mine} == {bench.case}
    assert [one.said.by_whom for one in queries.wanted(actor=bench.dana, at=bench.at)] == [
        bench.dana.id
    ]
    assert queries.wanted(actor=bench.emil, at=bench.at) == ()


def test_a_summary_says_what_is_wanted_and_late_of_cases_in_reach(bench: Bench) -> None:
    bench.put(SOON)
    bench.put(replace(MISSING, by_whom=bench.ben.id, by_at=bench.at + DAY))
    bench.put(HELD)
    ask_advice(bench)
    asked = {"case_ids": [bench.case, uuid.uuid4()]}
    found = queries.summary_across(actor=bench.cleo, at=bench.at + 2 * DAY, **asked)
    assert set(found) == {bench.case}
    one = found[bench.case]
    assert len(one.wanted) == 2
    assert one.overdue == 1
    assert one.wanted[0].said.by_whom == bench.ben.id
    assert one.advice_asked_at == bench.at
    assert queries.summary_across(actor=bench.emil, at=bench.at, **asked) == {}


def test_a_summary_asks_as_many_questions_for_many_cases_as_for_one(
    bench: Bench, django_assert_max_num_queries
) -> None:
    for _n in range(4):
        bench.put(SOON)
    with django_assert_max_num_queries(14):
        queries.summary_across(actor=bench.cleo, at=bench.at, case_ids=[bench.case] * 5)


def test_what_somebody_was_to_get_passes_to_another_with_its_days(bench: Bench) -> None:
    mine = bench.put(replace(MISSING, by_whom=bench.ben.id, by_at=bench.at + DAY))
    other = bench.put(SOON)
    handed = {"actor": bench.cleo, "at": bench.at + 4 * DAY, "case_id": bench.case}
    count = proof.pass_on(**handed, from_staff=bench.ben.id, to_staff=bench.cleo.id)
    assert count == 1
    assert bench.item(mine).now.by_whom == bench.cleo.id
    assert bench.item(mine).now.by_at == bench.at + DAY
    assert len(bench.item(other).changes) == 1
    with pytest.raises(Refusal, match=r"proof\.by_whom"):
        proof.pass_on(**handed, from_staff=bench.cleo.id, to_staff=bench.emil.id)


def ask_advice(bench: Bench, *questions: str) -> uuid.UUID:
    return proof.ask_advice(
        actor=bench.ben,
        at=bench.at,
        case_id=bench.case,
        questions=questions or ("what_else",),
        words="What else would help?",
    )


def test_advice_is_answered_once_by_a_prosecutor_of_the_circle(bench: Bench) -> None:
    give = {"at": bench.at + DAY, "case_id": bench.case, "code": "secure_first"}
    with pytest.raises(Refusal, match=r"proof\.not_asked"):
        proof.give_advice(actor=bench.dana, **give)
    asked = ask_advice(bench, "what_else", "limitation")
    with pytest.raises(Refusal, match=r"proof\.asked"):
        ask_advice(bench)
    for actor in (bench.ben, bench.cleo, bench.fay):
        with pytest.raises(Refusal, match=r"access\."):
            proof.give_advice(actor=actor, **give)
    (waits,) = queries.advice_waiting(actor=bench.dana, at=bench.at)
    assert (waits.case_id, waits.advice_id) == (bench.case, asked)
    assert waits.questions == ("what_else", "limitation")
    assert queries.advice_waiting(actor=bench.fay, at=bench.at) == ()
    proof.give_advice(actor=bench.dana, **give, words="First the cameras.")
    assert queries.advice_waiting(actor=bench.dana, at=bench.at) == ()
    (advice,) = bench.board().advice
    assert advice.given is not None
    assert (advice.given.code, advice.given.by_id) == ("secure_first", bench.dana.id)
    assert None not in (advice.words_id, advice.given.words_id)


def test_what_a_prosecutor_asks_for_is_missing_with_who_gets_it_by_when(bench: Bench) -> None:
    ask_advice(bench)
    day = bench.at + 5 * DAY
    want = Want(serves=AGE, kind="age_document", by_whom=bench.ben.id, by_at=day)
    (made,) = proof.give_advice(
        actor=bench.dana,
        at=bench.at + DAY,
        case_id=bench.case,
        code="get_what_is_listed",
        wants=[want],
    )
    item = bench.item(made)
    assert item.now == replace(MISSING, by_whom=bench.ben.id, by_at=day)
    assert item.last.by_id == bench.dana.id
    assert item.advice_id == bench.board().advice[0].id
    (mine,) = queries.wanted(actor=bench.ben, at=bench.at)
    assert mine.item_id == made


def test_a_want_that_may_not_be_put_gives_no_advice_at_all(bench: Bench) -> None:
    ask_advice(bench)
    want = Want(serves=AGE, kind="age_document", by_whom=bench.mo.id, by_at=bench.at + 5 * DAY)
    with pytest.raises(Refusal, match=r"proof\.by_whom"):
        proof.give_advice(
            actor=bench.dana,
            at=bench.at,
            case_id=bench.case,
            code="get_what_is_listed",
            wants=[replace(want, by_whom=bench.ben.id), want],
        )
    assert bench.board().items == {}
    assert bench.board().advice[0].given is None


def test_the_oldest_question_comes_first(bench: Bench) -> None:
    second = cases.open_case(
        actor=bench.cleo,
        at=bench.at - DAY,
        unit_id=bench.cleo.unit,
        circle={bench.ben.id: "investigator", bench.dana.id: "prosecutor"},
    )
    ask_advice(bench)
    proof.ask_advice(
        actor=bench.cleo, at=bench.at - DAY / 2, case_id=second, questions=["what_else"]
    )
    waits = queries.advice_waiting(actor=bench.dana, at=bench.at)
    assert [one.case_id for one in waits] == [second, bench.case]


def test_a_case_without_a_pack_has_no_board(bench: Bench) -> None:
    case = cases.open_case(actor=bench.cleo, at=bench.at, unit_id=bench.cleo.unit, circle={})
    with pytest.raises(Refusal, match=r"protocols\.not_started"):
        queries.board(actor=bench.cleo, at=bench.at, case_id=case)


def test_somebody_with_both_roles_does_not_answer_their_own_question(bench: Bench) -> None:
    unit = Unit.objects.get(id=bench.cleo.unit)
    both = cast.staff("gwen", Role.INVESTIGATOR, Role.PROSECUTOR, unit=unit)
    cast.assign(both, bench.case)
    proof.ask_advice(actor=both, at=bench.at, case_id=bench.case, questions=["what_else"])
    with pytest.raises(Refusal, match=r"proof\.own_question"):
        proof.give_advice(actor=both, at=bench.at, case_id=bench.case, code="secure_first")


def test_a_board_asks_as_many_questions_for_many_items_as_for_one(
    bench: Bench, django_assert_max_num_queries
) -> None:
    for _n in range(12):
        item_id = bench.put(SOON)
        bench.change(item_id, HELD, after=1)
    with django_assert_max_num_queries(24):
        assert len(bench.board().items) == 12
