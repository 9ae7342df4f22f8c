"""A supervisor looks over a case; a case goes from hand to hand; a promise is kept and told."""

from datetime import timedelta

import pytest

from bairn.access import actions as access
from bairn.access import queries as people
from bairn.access.terms import ExclusionReason
from bairn.cases import actions as cases
from bairn.cases import queries as case_looks
from bairn.cases.terms import Outcome, PromiseState
from bairn.evidence import queries as exhibits
from bairn.evidence.terms import ExhibitWords, NewExhibit
from bairn.intake.terms import PersonRole
from bairn.journeys import close_case, hand_over, keep_promise, review_case
from bairn.journeys.lodge_exhibit import lodge_exhibit
from bairn.kernel.periods import Bounds
from bairn.kernel.refusal import Refusal
from bairn.preservation import actions as requests
from bairn.preservation import queries as request_looks
from bairn.preservation.terms import Kind, NewRequest, RequestWords
from bairn.proof import actions as proof_acts
from bairn.proof import queries as proof_looks
from bairn.proof.terms import ItemState, Put, Serves
from bairn.protocols import actions as protocols
from bairn.protocols import queries as duties
from bairn.supervision import actions as supervision
from bairn.supervision import queries as looks
from bairn.supervision import reviewing
from bairn.supervision.terms import DirectionAnswer, ItemKind, NewDirection
from tests import cast
from tests.cast import AT
from tests.journeys.story import HOUR, somebody
from tests.readiness import make_ready

DAY = timedelta(days=1)
LATER = AT + 2 * DAY
WELL = [
    next(one.code for one in topic.findings if not one.asks) for topic in reviewing.book().topics
]


@pytest.fixture
def wren(story):
    return cast.staff("wren", "investigator", unit=story.place.unit)


@pytest.fixture
def case_id(story):
    report = story.receive(
        somebody(PersonRole.VICTIM, age_min=9, age_max=9), contact=Bounds.exactly(AT - HOUR)
    )
    story.assess(report)
    return story.open(report).case_id


def child(story, case_id):
    found = case_looks.participants(actor=story.investigator, at=AT, case_id=case_id)
    return next(one.id for one in found if not one.kept_out)


def promise(story, case_id, by_at=AT + DAY):
    return cases.promise(
        actor=story.investigator, at=AT, case_id=case_id, to=child(story, case_id), kind="update",
        by_at=by_at,
    )  # fmt: skip


def review(story, case_id, at=AT):
    todo = NewDirection(words="Call them.", owner_id=story.investigator.id, by_at=at + DAY)
    return review_case.review_case(
        actor=story.supervisor, at=at, case_id=case_id,
        findings=["delay_seen" if one == "on_time" else one for one in WELL], directions=[todo],
    )  # fmt: skip


def offer(story, case_id, to, at=LATER, **more):
    asked = {"reason": "leaving", "from_staff": story.investigator.id, **more}
    return hand_over.offer_case(
        actor=story.supervisor, at=at, case_id=case_id, to_staff=to.id, **asked
    )


def accept_all(actor, case_id, offered, at=LATER):
    found = looks.handover(actor=actor, at=at, case_id=case_id, handover_id=offered)
    for one in found.items:
        supervision.accept_item(
            actor=actor, at=at, case_id=case_id, handover_id=offered, item_id=one.id
        )


def finish(actor, case_id, offered, at=LATER):
    hand_over.finish(actor=actor, at=at, case_id=case_id, handover_id=offered)


def kinds(story, case_id):
    marks = case_looks.milestones(actor=story.prosecutor, at=LATER, case_id=case_id)
    return [one.kind for one in marks]


def items(story, case_id, offered, at=LATER):
    found = looks.handover(actor=story.supervisor, at=at, case_id=case_id, handover_id=offered)
    return found.items


def in_circle(story, case_id):
    circle = people.circle_of(actor=story.prosecutor, at=LATER, case_id=case_id)
    return {one.staff_id for one in circle}


def test_a_review_stands_in_the_case_as_a_milestone(story, case_id):
    review(story, case_id)
    assert kinds(story, case_id)[-1] == "case_reviewed"
    steps = story.steps(case_id, at=AT + HOUR)
    assert all(one.done_at for one in steps.values() if "case_reviewed" in one.done_by)


def test_an_update_that_was_kept_is_marked_as_told_where_somebody_says_so(story, case_id):
    first, second = promise(story, case_id), promise(story, case_id)
    state = keep_promise.keep_promise(
        actor=story.investigator, at=AT + HOUR, case_id=case_id, promise_id=first,
        kept_at=AT + HOUR, told=True,
    )  # fmt: skip
    assert state is PromiseState.KEPT
    keep_promise.keep_promise(
        actor=story.investigator, at=LATER, case_id=case_id, promise_id=second, kept_at=LATER
    )
    assert kinds(story, case_id).count("progress_told") == 1


def test_a_hand_over_holds_what_is_open_with_the_late_duties_first(story, case_id, wren):
    review(story, case_id)
    made = promise(story, case_id)
    board = duties.board_of_case(actor=story.investigator, at=AT, case_id=case_id)
    step = next(one for one in board.steps if one.pause_reasons)
    protocols.pause(
        actor=story.investigator, at=AT, case_id=case_id, step=step.step,
        reason=step.pause_reasons[0],
    )  # fmt: skip
    waived = next(one for one in board.steps if one.step != step.step)
    protocols.ask_waiver(
        actor=story.investigator, at=AT, case_id=case_id, step=waived.step,
        reason=board.waiver_reasons[0].id,
    )  # fmt: skip
    found = items(story, case_id, offer(story, case_id, wren))
    by_kind = {kind: [one for one in found if one.kind is kind] for kind in ItemKind}
    states = [one.state_then for one in by_kind[ItemKind.DUTY]]
    assert "overdue" in states
    assert states == sorted(states, key=["overdue", "due_soon", "open"].index)
    (promised,) = by_kind[ItemKind.PROMISE]
    assert (promised.source_id, promised.state_then) == (str(made), "missed")
    assert by_kind[ItemKind.WINDOW]
    (directed,) = by_kind[ItemKind.DIRECTION]
    assert directed.state_then == "late"
    (paused,) = by_kind[ItemKind.PAUSE]
    assert (paused.code, paused.reasons) == (step.step, (step.pause_reasons[0],))
    (decision,) = by_kind[ItemKind.DECISION]
    assert (decision.code, decision.source_id) == ("waiver_asked", waived.step)
    assert decision.by_id == story.investigator.id


def test_until_it_is_finished_the_giver_stays_and_then_the_receiver_answers(story, case_id, wren):
    review(story, case_id)
    offered = offer(story, case_id, wren)
    assert {story.investigator.id, wren.id} <= in_circle(story, case_id)
    with pytest.raises(Refusal, match=r"supervision\.items_open"):
        finish(wren, case_id, offered)
    assert story.investigator.id in in_circle(story, case_id)
    accept_all(wren, case_id, offered)
    finish(wren, case_id, offered)
    assert story.investigator.id not in in_circle(story, case_id)
    assert wren.id in in_circle(story, case_id)
    assert kinds(story, case_id)[-1] == "handed_over"
    assert [one.case_id for one in looks.my_directions(actor=wren, at=LATER)] == [case_id]
    with pytest.raises(Refusal, match=r"access\.reach"):
        case_looks.case(actor=story.investigator, at=LATER, case_id=case_id)


def test_what_came_since_the_offer_is_shown_beside_it(story, case_id, wren):
    offered = offer(story, case_id, wren, at=AT)
    ask = {"actor": wren, "at": AT, "case_id": case_id, "handover_id": offered}
    assert hand_over.news(**ask) == ()
    made = promise(story, case_id)
    assert [one.source_id for one in hand_over.news(**ask)] == [str(made)]


def test_a_receiver_who_is_kept_out_takes_nothing(story, case_id, wren):
    access.exclude(
        actor=story.supervisor, at=AT, case_id=case_id, staff_id=wren.id,
        reason=ExclusionReason.RELATED.value,
    )  # fmt: skip
    with pytest.raises(Refusal, match=r"access\.excluded"):
        offer(story, case_id, wren)


@pytest.mark.parametrize("role", ["analyst", "lab", "operator"])
def test_a_receiver_without_a_fitting_role_takes_nothing(story, case_id, role):
    other = cast.staff("toni", role, unit=story.place.unit)
    with pytest.raises(Refusal, match=r"supervision\.receiver_role"):
        offer(story, case_id, other)


def test_only_a_place_in_the_circle_is_handed_over_and_only_of_an_open_case(story, case_id, wren):
    with pytest.raises(Refusal, match=r"access\.not_in_circle"):
        offer(story, case_id, wren, from_staff=story.supervisor.id)
    cases.propose_closing(
        actor=story.supervisor, at=AT, case_id=case_id, outcome=Outcome.NO_OFFENCE,
        reasons=["inquiry_complete"],
    )  # fmt: skip
    cases.confirm_closing(actor=story.prosecutor, at=AT, case_id=case_id)
    with pytest.raises(Refusal, match=r"cases\.closed"):
        offer(story, case_id, wren)


def test_a_case_moves_to_another_unit_with_its_supervisor_and_the_old_unit_leaves(story, case_id):
    far = cast.staff("rae", "investigator", unit=story.place.other_unit)
    unit = {"to_unit": story.place.other_unit.id, "reason": "jurisdiction", "from_staff": None}
    with pytest.raises(Refusal, match=r"journeys\.receiving_supervisor"):
        offer(story, case_id, far, **unit)
    offered = offer(story, case_id, story.stranger, **unit)
    accept_all(story.stranger, case_id, offered)
    assert case_looks.case(actor=story.supervisor, at=LATER, case_id=case_id).unit_id == (
        story.place.unit.id
    )
    finish(story.stranger, case_id, offered)
    moved = case_looks.case(actor=story.stranger, at=LATER, case_id=case_id)
    assert moved.unit_id == story.place.other_unit.id
    assert in_circle(story, case_id) == {story.prosecutor.id, story.stranger.id}
    for left in (story.supervisor, story.investigator, story.officer):
        with pytest.raises(Refusal, match=r"access\.reach"):
            case_looks.case(actor=left, at=LATER, case_id=case_id)


def test_everything_of_somebody_who_leaves_is_offered_and_what_cannot_go_is_named(
    story, case_id, wren
):
    second, third = (
        story.open(story.receive(somebody(PersonRole.VICTIM, age_min=8))).case_id for _ in range(2)
    )
    access.exclude(
        actor=story.supervisor, at=AT, case_id=second, staff_id=wren.id,
        reason=ExclusionReason.RELATED.value,
    )  # fmt: skip
    offer(story, third, wren, at=AT)
    done = hand_over.offer_person(
        actor=story.supervisor, at=AT, staff_id=story.investigator.id, to_staff=wren.id,
        reason="leaving",
    )  # fmt: skip
    assert done.offered == (case_id,)
    assert done.refused == {second: "access.excluded", third: "supervision.offered"}
    (batch,) = looks.batches(actor=story.supervisor, at=LATER)
    assert (batch.cases, batch.finished) == (1, 0)
    (offered,) = [
        one.id
        for one in looks.handovers_waiting(actor=wren, at=LATER)
        if one.batch_id == done.batch_id
    ]
    accept_all(wren, case_id, offered)
    finish(wren, case_id, offered)
    (batch,) = looks.batches(actor=story.supervisor, at=LATER)
    assert (batch.cases, batch.finished) == (1, 1)


def test_a_case_under_no_pack_is_handed_over_too(story, wren):
    circle = {story.investigator.id: "investigator", story.prosecutor.id: "prosecutor"}
    bare = cases.open_case(actor=story.officer, at=AT, unit_id=story.place.unit.id, circle=circle)
    offered = offer(story, bare, wren)
    assert items(story, bare, offered) == ()
    finish(wren, bare, offered)
    assert wren.id in in_circle(story, bare)


def test_proof_that_the_giver_was_to_get_is_the_receivers(story, case_id, wren):
    board = proof_looks.board(actor=story.investigator, at=AT, case_id=case_id)
    offence = board.offences[0]
    proof_acts.consider(
        actor=story.investigator, at=AT, case_id=case_id, offence=offence.id, suspect=None
    )
    element = offence.elements[0]
    said = Put(
        kind=element.asks[0], state=ItemState.MISSING,
        serves=(Serves(offence=offence.id, element=element.id),),
        by_whom=story.investigator.id, by_at=LATER + DAY,
    )  # fmt: skip
    proof_acts.put(actor=story.investigator, at=AT, case_id=case_id, said=said, words="")
    offered = offer(story, case_id, wren)
    (wanted,) = [one for one in items(story, case_id, offered) if one.kind is ItemKind.PROOF]
    assert (wanted.code, wanted.state_then) == (element.asks[0], "missing")
    accept_all(wren, case_id, offered)
    finish(wren, case_id, offered)
    assert [one.case_id for one in proof_looks.wanted(actor=wren, at=LATER)] == [case_id]


def test_open_requests_and_what_the_giver_holds_are_items_and_requests_go_on_with_the_receiver(
    story, case_id, wren
):
    this = {"actor": story.investigator, "at": AT, "case_id": case_id}
    said = NewRequest(
        kind=Kind.PRESERVE, holder_class="premises_video", basis="please_keep", items=("video",),
        words=RequestWords(
            accounts="Camera 3", purpose="To see who was there.", addressee="Town Transport",
            signed_by="Ada Officer", contact="Office of the unit",
        ),
    )  # fmt: skip
    (asked,) = requests.draft(**this, said=said)
    exhibit = lodge_exhibit(
        **this,
        said=NewExhibit(
            kind="phone", words=ExhibitWords(description="A telephone"), collected_at=AT - DAY,
            collected_by=story.investigator.id, source="place", method="handed_in",
            basis="consent", basis_reference="Form 12",
        ),
    )  # fmt: skip
    offered = offer(story, case_id, wren)
    found = {one.kind: one for one in items(story, case_id, offered)}
    request, held = found[ItemKind.REQUEST], found[ItemKind.EXHIBIT]
    assert (request.code, request.source_id, request.state_then) == (
        "preserve", str(asked), "drafted",
    )  # fmt: skip
    assert request.due_at is not None
    assert (held.code, held.source_id, held.by_id) == (
        "phone", str(exhibit.id), story.investigator.id,
    )  # fmt: skip
    accept_all(wren, case_id, offered)
    finish(wren, case_id, offered)
    (now,) = request_looks.requests(actor=wren, at=LATER, case_id=case_id)
    assert (now.drafted_by, now.minded_by) == (story.investigator.id, wren.id)
    (card,) = exhibits.exhibits(actor=wren, at=LATER, case_id=case_id)
    assert card.hands.staff_id == story.investigator.id  # it changes hands by its own offer alone


def test_a_medic_who_takes_over_sees_what_came_since_without_the_proof_board(story, case_id):
    medic = cast.staff("mia", "medic", unit=story.place.unit)
    offered = offer(story, case_id, medic, at=AT)
    made = promise(story, case_id)
    ask = {"actor": medic, "at": AT, "case_id": case_id, "handover_id": offered}
    assert [one.source_id for one in hand_over.news(**ask)] == [str(made)]


def test_more_cases_than_one_question_reads_are_all_offered(story, case_id, wren, monkeypatch):
    second = story.open(story.receive(somebody(PersonRole.VICTIM, age_min=8))).case_id
    monkeypatch.setattr("bairn.journeys.hand_over.MOST_CASES", 1)
    done = hand_over.offer_person(
        actor=story.supervisor, at=AT, staff_id=story.investigator.id, to_staff=wren.id,
        reason="leaving",
    )  # fmt: skip
    assert set(done.offered) == {case_id, second}


def wish_to_close(story, case_id):
    make_ready(story.investigator, LATER, case_id)
    close_case.propose(
        actor=story.investigator, at=LATER, case_id=case_id, outcome=Outcome.NO_OFFENCE,
        reasons=["inquiry_complete"],
    )  # fmt: skip


def close(story, case_id):
    close_case.confirm(actor=story.supervisor, at=LATER, case_id=case_id)


def test_no_case_is_closed_before_what_was_directed_is_answered(story, case_id):
    review(story, case_id)
    wish_to_close(story, case_id)
    with pytest.raises(Refusal, match=r"journeys\.direction_open"):
        close(story, case_id)
    for one in looks.my_directions(actor=story.investigator, at=LATER):
        supervision.answer_direction(
            actor=story.investigator, at=LATER, case_id=case_id, direction_id=one.id,
            answer=DirectionAnswer.DONE,
        )  # fmt: skip
    close(story, case_id)
    assert kinds(story, case_id)[-1] == "case_closed"


def test_no_case_is_closed_while_it_goes_from_hand_to_hand(story, case_id, wren):
    offered = offer(story, case_id, wren)
    wish_to_close(story, case_id)
    with pytest.raises(Refusal, match=r"journeys\.handover_open"):
        close(story, case_id)
    accept_all(wren, case_id, offered)
    finish(wren, case_id, offered)
    close(story, case_id)
