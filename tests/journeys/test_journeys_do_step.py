"""A step is recorded where its gate is open; help is never held back, a decision may be."""

from datetime import timedelta

import pytest

from bairn.cases import queries as cases
from bairn.cases import stages
from bairn.intake.terms import PersonRole
from bairn.journeys import do_step
from bairn.kernel.refusal import Refusal
from bairn.protocols import actions as protocols
from bairn.protocols import gates
from bairn.protocols import queries as duties
from bairn.protocols.terms import StepState
from tests.cast import AT
from tests.journeys.story import somebody
from tests.readiness import make_ready

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(hours=1)


@pytest.fixture
def case(story):
    child = somebody(PersonRole.VICTIM, "Linden", age_min=8, age_max=8)
    return story.open(story.receive(child, danger_now=True)).case_id


def mark(story, case, kind, step=None, *, at=LATER):
    """As a journey records it: an interview is marked once the ledger keeps its sitting."""
    return do_step.record(
        actor=story.investigator, at=at, case_id=case, kind=kind, happened_at=at, step=step
    )


def kinds(story, case):
    marks = cases.milestones(actor=story.investigator, at=LATER, case_id=case)
    return {one.kind for one in marks}


def test_an_interview_waits_and_the_refusal_names_in_both_languages_what_is_missing(story, case):
    with pytest.raises(Refusal, match=r"protocols\.gate") as refused:
        mark(story, case, "interview_held")
    missing = duties.gate_of_case(
        actor=story.investigator, at=LATER, case_id=case, stage="interview"
    ).missing
    assert missing
    text = refused.value.text
    assert text is not None
    for row in missing:
        assert row.title.en in text.en
        assert row.title.zh in text.zh
    assert "interview_held" not in kinds(story, case)


def test_it_is_held_once_everything_that_applies_is_done(story, case):
    assert make_ready(story.investigator, LATER, case, "interview_held")
    mark(story, case, "interview_held")
    assert "interview_held" in kinds(story, case)


def test_a_waiver_that_a_second_person_agreed_to_opens_the_gate_as_well(story, case):
    missing = do_step.missing(
        actor=story.investigator, at=LATER, case_id=case, kind="interview_held"
    )
    for row in missing:
        protocols.ask_waiver(
            actor=story.investigator, at=LATER, case_id=case, step=row.step, reason="does_not_fit"
        )
        with pytest.raises(Refusal, match=r"protocols\.gate"):
            mark(story, case, "interview_held")
        protocols.approve_waiver(actor=story.prosecutor, at=LATER, case_id=case, step=row.step)
    mark(story, case, "interview_held")
    states = {row.step: row.state for row in duties.steps_of_case(
        actor=story.investigator, at=LATER, case_id=case
    )}  # fmt: skip
    assert {states[row.step] for row in missing} == {StepState.WAIVED}


@pytest.mark.parametrize(
    "kind",
    [
        kind
        for kind, stage in sorted(stages.table().enters.items())
        if stage.value in gates.NEVER_SHUT
    ]
    + sorted(stages.table().after_closing),
)
def test_what_helps_is_never_held_back(story, case, kind):
    mark(story, case, kind)
    assert kind in kinds(story, case)


def test_an_arrest_is_recorded_whatever_else_is_missing(story, case):
    mark(story, case, "suspect_identified")
    mark(story, case, "suspect_arrested")
    with pytest.raises(Refusal, match=r"protocols\.gate"):
        mark(story, case, "no_further_action")


@pytest.mark.parametrize("pack", ["barnahus-eu", "cac-us", "cn-2023"])
def test_every_pack_holds_an_interview_and_a_closing_back_until_a_child_is_seen_to(story, pack):
    child = somebody(PersonRole.VICTIM, "Linden", age_min=8, age_max=8)
    case = story.open(story.receive(child, pack=pack), pack=pack).case_id
    for kind, stage in (("interview_held", "interview"), ("case_closed", "closed")):
        gate = duties.gate_of_case(actor=story.investigator, at=LATER, case_id=case, stage=stage)
        assert not gate.open
        assert make_ready(story.investigator, LATER, case, kind)
        gate = duties.gate_of_case(actor=story.investigator, at=LATER, case_id=case, stage=stage)
        assert gate.open


@pytest.mark.parametrize("kind", sorted(stages.table().own_acts))
def test_a_review_an_interview_or_advice_is_never_only_marked(story, case, kind):
    make_ready(story.investigator, LATER, case, "interview_held")
    with pytest.raises(Refusal, match=r"cases\.own_act"):
        do_step.do_step(
            actor=story.investigator, at=LATER, case_id=case, kind=kind, happened_at=LATER
        )


@pytest.mark.parametrize("step", ["safety_now", "no_such_step"])
def test_a_step_is_done_only_by_what_fulfils_it(story, case, step):
    with pytest.raises(Refusal, match=r"protocols\.other_step"):
        do_step.do_step(
            actor=story.investigator, at=LATER, case_id=case, kind="support_offered",
            happened_at=LATER, step=step,
        )  # fmt: skip
