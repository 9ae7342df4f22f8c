"""Early advice as a story: asked by the investigator, answered by the prosecutor, marked."""

import uuid

import pytest

from bairn.cases import queries as cases
from bairn.cases.terms import Stage
from bairn.intake.terms import PersonRole
from bairn.journeys import advise
from bairn.kernel.refusal import Refusal
from bairn.proof import actions as proof
from bairn.proof import queries
from bairn.proof.terms import ItemState, Serves, Want
from tests.cast import AT
from tests.journeys.story import HOUR, Story, somebody

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(story: Story) -> uuid.UUID:
    """A case in which the offence against a child under 14 is considered."""
    report = story.receive(somebody(PersonRole.VICTIM, age_min=8, age_max=8))
    case_id = story.open(report).case_id
    proof.consider(actor=story.investigator, at=AT, case_id=case_id, offence="child_indecency_237")
    return case_id


def kinds(story: Story, case: uuid.UUID) -> list[str]:
    marks = cases.milestones(actor=story.investigator, at=AT, case_id=case)
    return [one.kind for one in marks if one.kind.startswith("early_advice")]


def ask(story: Story, case: uuid.UUID) -> uuid.UUID:
    return advise.ask(actor=story.investigator, at=AT + HOUR, case_id=case, questions=["what_else"])


def test_advice_asked_and_given_stands_among_the_milestones_and_moves_no_stage(
    story: Story, case: uuid.UUID
) -> None:
    before = cases.stage_of(actor=story.investigator, at=AT, case_id=case).now
    ask(story, case)
    assert kinds(story, case) == [advise.ASKED]
    want = Want(
        serves=Serves(offence="child_indecency_237", element="child"),
        kind="age_document",
        by_whom=story.investigator.id,
        by_at=AT + 48 * HOUR,
    )
    (item,) = advise.give(
        actor=story.prosecutor,
        at=AT + 3 * HOUR,
        case_id=case,
        code="get_what_is_listed",
        wants=[want],
    )
    assert kinds(story, case) == [advise.ASKED, advise.GIVEN]
    marks = cases.milestones(actor=story.investigator, at=AT, case_id=case)
    (given,) = (one for one in marks if one.kind == advise.GIVEN)
    assert given.detail == {"advice": "get_what_is_listed", "items": 1}
    assert given.by_id == story.prosecutor.id
    assert cases.stage_of(actor=story.investigator, at=AT, case_id=case).now is before
    assert before is not Stage.DECIDE
    board = queries.board(actor=story.investigator, at=AT, case_id=case)
    assert board.items[item].now.state is ItemState.MISSING


def test_what_proof_refuses_leaves_no_milestone(story: Story, case: uuid.UUID) -> None:
    with pytest.raises(Refusal, match=r"proof\.questions"):
        advise.ask(actor=story.investigator, at=AT, case_id=case, questions=["will_it_win"])
    with pytest.raises(Refusal, match=r"proof\.not_asked"):
        advise.give(actor=story.prosecutor, at=AT, case_id=case, code="secure_first")
    assert kinds(story, case) == []


def test_neither_side_speaks_for_the_other(story: Story, case: uuid.UUID) -> None:
    with pytest.raises(Refusal, match=r"access\.role"):
        advise.ask(actor=story.prosecutor, at=AT, case_id=case, questions=["what_else"])
    ask(story, case)
    for actor in (story.investigator, story.supervisor):
        with pytest.raises(Refusal, match=r"access\.role"):
            advise.give(actor=actor, at=AT + HOUR, case_id=case, code="secure_first")
    assert kinds(story, case) == [advise.ASKED]


def test_a_buyer_is_looked_at_and_leniency_closes_nothing(story: Story) -> None:
    """S06: 241(6) is shown to prosecutors alone, as a fact of sentencing."""
    case_id = story.open(story.receive(somebody(PersonRole.VICTIM, age_min=30, age_max=30))).case_id
    for offence in ("buying_241", "detention_238", "rape_236"):
        proof.consider(actor=story.investigator, at=AT, case_id=case_id, offence=offence)
    seen = {
        actor.id: {one.id for one in queries.board(actor=actor, at=AT, case_id=case_id).reminders}
        for actor in (story.investigator, story.supervisor, story.prosecutor)
    }
    assert "captive_woman" in set.intersection(*seen.values())
    assert [who for who, ids in seen.items() if "leniency_241" in ids] == [story.prosecutor.id]
