"""Reviews: findings, sealed words, directions that somebody answers, and what is due when."""

import sys
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, connection, transaction

from bairn.access import actions as access
from bairn.access import gate
from bairn.kernel import clock, ids
from bairn.kernel.refusal import Refusal
from bairn.protocols import packs
from bairn.supervision import actions as supervision
from bairn.supervision import models, queries, reviewing
from bairn.supervision.terms import DirectionAnswer, DirectionState, NewDirection
from bairn.vault.queries import words
from tests import cast
from tests.cast import AT

BOOK = reviewing.book()
WELL = [next(one.code for one in topic.findings if not one.asks) for topic in BOOK.topics]
DELAY = ["delay_seen" if one == "on_time" else one for one in WELL]
DAY = timedelta(days=1)
LATER = AT + 20 * DAY


def review(unit, case_id, *, at=LATER, findings=DELAY, by=None, **more):
    todo = NewDirection(words="Ask the clinic again.", owner_id=unit.ben.id, by_at=at + DAY)
    return supervision.review(
        actor=by or unit.cleo, at=at, case_id=case_id, findings=findings,
        directions=[todo] if findings == DELAY else [], **more,
    )  # fmt: skip


def only(unit, case_id, at=LATER):
    (found,) = queries.reviews(actor=unit.ben, at=at, case_id=case_id)
    return found


@pytest.mark.django_db(transaction=True)
def test_a_review_keeps_codes_and_seals_its_words(unit, case_id):
    review(unit, case_id, comments="The plan is thin on the second week.")
    found = only(unit, case_id)
    assert (found.by_id, found.findings, found.at) == (unit.cleo.id, tuple(DELAY), LATER)
    (given,) = found.directions
    opened = words.read_words(
        actor=unit.ben,
        at=clock.now(),  # the key service opens for an entry of this moment alone
        case_id=case_id,
        subject_ids=[found.words_id, given.words_id],
    )
    assert [dict(one.fields) for one in opened] == [
        {"review_comments": "The plan is thin on the second week."},
        {"direction": "Ask the clinic again."},
    ]
    with connection.cursor() as cursor:
        cursor.execute("select r::text from supervision_review r")
        assert "thin" not in str(cursor.fetchall())


def test_the_next_review_comes_when_the_pack_asks(unit, case_id):
    every = packs.current("barnahus-eu").review.every
    first = reviewing.latest_next(AT, every=every, zone=ZoneInfo("Europe/Oslo"))
    assert queries.next_review(actor=unit.ben, at=LATER, case_id=case_id) == first
    review(unit, case_id)
    found = only(unit, case_id)
    assert found.due_at == first
    assert found.next_at == reviewing.latest_next(LATER, every=every, zone=ZoneInfo("Europe/Oslo"))
    review(unit, case_id, at=found.next_at + 3 * DAY, next_at=found.next_at + 5 * DAY)
    second = queries.reviews(actor=unit.ben, at=LATER, case_id=case_id)[0]
    assert second.late_by == 3 * DAY
    assert second.next_at == found.next_at + 5 * DAY


def test_a_supervisor_who_once_worked_the_case_does_not_review_it(unit, case_id):
    both = cast.staff("dan", "supervisor", "investigator", unit=unit.place.unit)
    access.assign(actor=unit.cleo, at=AT, case_id=case_id, staff_id=both.id, role="investigator")
    with pytest.raises(Refusal, match=r"supervision\.own_work"):
        review(unit, case_id, by=both)
    access.release(actor=unit.cleo, at=AT + DAY, case_id=case_id, staff_id=both.id)
    with pytest.raises(Refusal, match=r"supervision\.own_work"):
        review(unit, case_id, by=both)


def test_the_database_too_takes_no_review_of_ones_own_work(unit, case_id):
    own = pytest.raises(IntegrityError, match="does not review it")
    with gate._transaction(unit.cleo), own, transaction.atomic():
        models.Review.objects.create(
            case_id=case_id, by_id=unit.ben.id, at=AT, findings=WELL, due_at=AT, next_at=LATER
        )


def test_an_investigator_and_a_supervisor_elsewhere_review_nothing(unit, case_id):
    with pytest.raises(Refusal, match=r"access\.role"):
        review(unit, case_id, by=unit.ben)
    with pytest.raises(Refusal, match=r"access\.reach"):
        review(unit, case_id, by=unit.emil)


def test_the_owner_answers_a_direction_once_and_late_ones_are_seen(unit, case_id):
    review(unit, case_id)
    (given,) = only(unit, case_id).directions
    after = given.by_at + DAY
    assert given.state(after) is DirectionState.LATE
    assert [one.id for one in queries.my_directions(actor=unit.ben, at=after)] == [given.id]
    (across,) = queries.directions_across(actor=unit.cleo, at=after, case_ids=[case_id]).values()
    assert [one.state(after) for one in across] == [DirectionState.LATE]
    answer = {"case_id": case_id, "direction_id": given.id, "answer": DirectionAnswer.NOT_POSSIBLE,
              "reason": "gone", "words": "The clinic keeps it for a week."}  # fmt: skip
    with pytest.raises(Refusal, match=r"supervision\.direction_not_yours"):
        supervision.answer_direction(actor=unit.cleo, at=after, **answer)
    supervision.answer_direction(actor=unit.ben, at=after, **answer)
    (given,) = only(unit, case_id).directions
    assert (given.state(after), given.reason) == (DirectionState.NOT_POSSIBLE, "gone")
    assert queries.my_directions(actor=unit.ben, at=after) == ()
    with pytest.raises(Refusal, match=r"supervision\.direction_answered"):
        supervision.answer_direction(actor=unit.ben, at=after, **answer)


@pytest.mark.parametrize(
    "change",
    [
        {"answer": "done", "answered_at": AT, "answered_by": ids.new_id()},
        {"answer": "not_possible", "answered_at": AT},
        {"answer": "perhaps", "answered_at": AT},
    ],
)
def test_the_database_too_lets_the_owner_alone_answer(unit, case_id, change):
    review(unit, case_id)
    change = {"answered_by": unit.ben.id, **change}
    with gate._transaction(unit.ben), pytest.raises(IntegrityError), transaction.atomic():
        models.Direction.objects.update(**change)


def test_due_reviews_hold_the_open_cases_of_ones_unit_the_longest_due_first(unit, case_id):
    second = unit.case(at=AT + DAY)
    review(unit, case_id)
    rows = queries.due_reviews(actor=unit.cleo, at=LATER)
    assert [one.case_id for one in rows] == [second, case_id]
    assert (rows[0].last_at, rows[1].last_at) == (None, LATER)
    assert (rows[1].open_directions, rows[1].late_directions) == (1, 0)
    later = rows[0].next_at + 2 * DAY
    assert rows[0].late_by(later) == 2 * DAY
    assert queries.due_reviews(actor=unit.cleo, at=later)[1].late_directions == 1
    assert queries.due_reviews(actor=unit.emil, at=later) == ()
    assert queries.last_reviews_across(actor=unit.emil, at=LATER, case_ids=[case_id]) == {}
    last = queries.last_reviews_across(actor=unit.cleo, at=LATER, case_ids=[case_id, second])
    assert {key: one.at for key, one in last.items()} == {case_id: LATER}


def test_where_rows_are_left_out_it_is_never_what_is_longest_due(unit, case_id, monkeypatch):
    newer = unit.case(at=AT + 9 * DAY)
    # The package has a look of the same name as the module.
    monkeypatch.setattr(sys.modules["bairn.supervision.queries.reviews"], "MOST_CASES", 1)
    (row,) = queries.due_reviews(actor=unit.cleo, at=LATER)
    assert row.case_id == case_id
    review(unit, case_id)
    (row,) = queries.due_reviews(actor=unit.cleo, at=LATER)
    assert row.case_id == newer


def test_with_a_last_moment_only_what_is_due_by_then_is_shown(unit, case_id):
    newer = unit.case(at=AT + 9 * DAY)
    every = queries.due_reviews(actor=unit.cleo, at=LATER)
    assert [one.case_id for one in every] == [case_id, newer]
    for row, shown in zip(every, ([case_id], [case_id, newer]), strict=True):
        found = queries.due_reviews(actor=unit.cleo, at=LATER, until=row.next_at)
        assert [one.case_id for one in found] == shown
        assert found == every[: len(found)]
    assert queries.due_reviews(actor=unit.cleo, at=LATER, until=every[0].next_at - DAY) == ()
    review(unit, case_id)
    (row,) = queries.due_reviews(actor=unit.cleo, at=LATER, until=every[1].next_at)
    assert row.case_id == newer


def test_a_unit_with_more_cases_than_one_question_holds_is_read_page_by_page(
    unit, case_id, monkeypatch
):
    ids = [case_id, *(unit.case(at=AT + days * DAY) for days in (1, 2, 3))]
    for module in ("bairn.cases.queries.lists", "bairn.supervision.queries.reviews"):
        monkeypatch.setattr(sys.modules[module], "MOST_OF_UNIT", 2)
    assert [one.case_id for one in queries.due_reviews(actor=unit.cleo, at=LATER)] == ids
