"""What waits for somebody's answer stands in their day and in nobody else's, until it is given."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bairn.access.terms import Purpose
from bairn.cases import actions as cases
from bairn.cases.terms import ParticipantRole
from bairn.feed import answers, queries, ranking
from bairn.feed.terms import ItemKind, Section
from bairn.intake.terms import PersonRole
from bairn.journeys import advise, hand_over, review_case
from bairn.kernel.periods import Bounds
from bairn.proof import actions as proof
from bairn.proof import offences
from bairn.proof.terms import ItemState, Put, Serves
from bairn.protocols import actions as protocols
from bairn.supervision import reviewing
from bairn.supervision.terms import NewDirection
from bairn.vigilance import actions as vigilance
from bairn.vigilance.queries import my_signals
from bairn.vigilance.sweeping import sweep_everything
from tests import cast
from tests.cast import AT
from tests.journeys.story import HOUR, somebody

DAY = timedelta(days=1)
WELL = [
    next(one.code for one in topic.findings if not one.asks) for topic in reviewing.book().topics
]


@pytest.fixture
def case_id(story):
    report = story.receive(
        somebody(PersonRole.VICTIM, age_min=9, age_max=9), contact=Bounds.exactly(AT - HOUR)
    )
    story.assess(report)
    return story.open(report).case_id


def day(actor, at=AT + HOUR):
    return queries.my_day(actor=actor, at=at)


def of(kind, actor, at=AT + HOUR):
    return [one for one in day(actor, at).items if one.kind is kind]


def promise(story, case_id, by_at=AT + DAY):
    child = story.people(case_id, ParticipantRole.CHILD)[0]
    return cases.promise(
        actor=story.investigator, at=AT, case_id=case_id, to=child.id, kind="update", by_at=by_at
    )


def review(story, case_id, owner):
    todo = NewDirection(words="Call them.", owner_id=owner.id, by_at=AT + 2 * DAY)
    review_case.review_case(
        actor=story.supervisor, at=AT, case_id=case_id,
        findings=["delay_seen" if one == "on_time" else one for one in WELL], directions=[todo],
    )  # fmt: skip


def test_a_step_that_somebody_asks_to_leave_out_waits_for_a_second_person(story, case_id):
    step = next(one for one in story.steps(case_id).values() if not one.safety)
    protocols.ask_waiver(
        actor=story.investigator, at=AT, case_id=case_id, step=step.step, reason="does_not_fit"
    )
    (one,) = of(ItemKind.WAIVER, story.supervisor)
    assert (one.case_id, one.step) == (case_id, step.step)
    assert step.title.en in one.title.en
    assert "second person" in one.why.en
    assert "第二人" in one.why.zh
    assert of(ItemKind.WAIVER, story.investigator) == []
    assert of(ItemKind.WAIVER, story.stranger) == []
    protocols.decline_waiver(actor=story.supervisor, at=AT + HOUR, case_id=case_id, step=step.step)
    assert of(ItemKind.WAIVER, story.supervisor) == []


def test_advice_that_is_asked_for_waits_in_the_day_of_the_prosecutor(story, case_id):
    questions = [next(iter(_questions()))]
    advise.ask(actor=story.investigator, at=AT, case_id=case_id, questions=questions)
    (one,) = of(ItemKind.ADVICE, story.prosecutor)
    assert one.case_id == case_id
    assert of(ItemKind.ADVICE, story.investigator) == []


def _questions():
    return offences.book().questions


def test_a_piece_of_proof_stands_with_whoever_gets_it_once_its_day_is_near(story, case_id):
    proof.consider(actor=story.investigator, at=AT, case_id=case_id, offence="rape_under_14_236")
    serves = (Serves(offence="rape_under_14_236", element="under_14"),)
    for days in (1, 30):
        said = Put(
            kind="age_document", state=ItemState.MISSING, serves=serves,
            by_whom=story.investigator.id, by_at=AT + days * DAY,
        )  # fmt: skip
        proof.put(actor=story.investigator, at=AT, case_id=case_id, said=said)
    (one,) = of(ItemKind.WANTED, story.investigator)
    assert one.due_at == AT + DAY
    assert not one.late
    late = of(ItemKind.WANTED, story.investigator, AT + 2 * DAY)
    assert [row.late for row in late] == [True]
    assert late[0] in day(story.investigator, AT + 2 * DAY).now
    assert of(ItemKind.WANTED, story.prosecutor) == []


def test_a_direction_stands_with_whom_it_was_given_to_and_a_review_with_the_supervisor(
    story, case_id
):
    (first,) = of(ItemKind.REVIEW, story.supervisor, AT + 60 * DAY)
    assert first.late
    assert "No supervisor" in first.why.en
    review(story, case_id, story.investigator)
    assert of(ItemKind.REVIEW, story.supervisor) == []
    (one,) = of(ItemKind.DIRECTION, story.investigator)
    assert (one.case_id, one.due_at) == (case_id, AT + 2 * DAY)
    assert of(ItemKind.DIRECTION, story.supervisor) == []


def test_a_promise_stands_in_the_day_of_the_circle_and_goes_to_now_when_it_is_missed(
    story, case_id
):
    promise(story, case_id)
    (one,) = of(ItemKind.PROMISE, story.investigator)
    assert one in day(story.investigator).due
    (missed,) = of(ItemKind.PROMISE, story.investigator, AT + 2 * DAY)
    assert missed in day(story.investigator, AT + 2 * DAY).now
    assert of(ItemKind.PROMISE, story.stranger) == []


def test_a_hand_over_waits_for_the_receiver(story, case_id):
    wren = cast.staff("wren", "investigator", unit=story.place.unit)
    hand_over.offer_case(
        actor=story.supervisor, at=AT, case_id=case_id, to_staff=wren.id, reason="leaving",
        from_staff=story.investigator.id,
    )  # fmt: skip
    (one,) = of(ItemKind.HANDOVER, wren)
    assert (one.case_id, one.code) == (case_id, "receive")
    assert "0 / " in one.why.en
    assert of(ItemKind.HANDOVER, story.investigator) == []


def test_a_signal_stands_with_its_owner_outside_the_unit_and_with_nobody_inside(story, case_id):
    judge = cast.staff("ivo", "inspector", unit=story.place.other_unit, purpose=Purpose.OVERSIGHT)
    vigilance.name_overseer(
        actor=judge, at=AT, unit_id=story.place.unit.id, staff_id=story.stranger.id
    )
    later = AT + 20 * DAY
    sweep_everything(actor=story.system, at=later)
    found = of(ItemKind.SIGNAL, story.stranger, later)
    assert {one.case_id for one in found} == {case_id}
    assert {"silent_14_days"} <= {one.code for one in found}
    assert all(one.source and one.why.zh and one.title.zh for one in found)
    assert {ranking.section(one) for one in found} <= {Section.DUE, Section.NOW}
    for actor in (story.supervisor, story.investigator):
        assert of(ItemKind.SIGNAL, actor, later) == []


def test_a_signal_whose_rule_is_gone_still_stands(story, case_id):
    later = AT + 20 * DAY
    judge = cast.staff("ivo", "inspector", unit=story.place.other_unit, purpose=Purpose.OVERSIGHT)
    sweep_everything(actor=story.system, at=later)
    card = my_signals(actor=judge, at=later)[0]
    one = answers.of_signal(card, None, at=later)
    assert (one.about, one.due_at) == (card.id, card.answer_by)
    assert one.title.en
    assert one.title.zh


def test_the_number_of_questions_does_not_grow_with_what_waits(story, case_id):
    both = cast.staff("ivy", "investigator", "supervisor", unit=story.place.unit)
    cast.assign(both, case_id)
    promise(story, case_id)
    review(story, case_id, both)
    few = _asked(both)
    for number in range(3):
        report = story.receive(somebody(PersonRole.VICTIM, age_min=9, age_max=9))
        story.assess(report)
        other = story.open(report).case_id
        cast.assign(both, other)
        promise(story, other, AT + (number + 1) * HOUR)
        review(story, other, both)
    assert _asked(both) == few


def _asked(actor):
    with CaptureQueriesContext(connection) as held:
        day(actor)
    return len(held)
