"""S13: a child of 6 who does not speak, with a disability, in a care home."""

import pytest

from bairn.cases import queries as cases
from bairn.cases.terms import ParticipantRole
from bairn.evidence import queries as evidence
from bairn.evidence.terms import ExhibitWords, Omitted
from bairn.intake.terms import PersonRole
from bairn.interviews.terms import Present
from bairn.kernel.periods import Bounds
from bairn.kernel.refusal import Refusal
from bairn.linkage import actions as linkage
from bairn.linkage import queries as looks
from bairn.linkage.terms.leads import FoundLead, LeadSource, Reason, Side
from bairn.protocols import queries as duties
from bairn.protocols.terms import StepState
from tests.cast import AT
from tests.journeys.story import HOUR, ZONES, somebody
from tests.scenarios import interviewing, keeping

DAY = 24 * HOUR
EVERY_PACK = pytest.mark.parametrize("pack", sorted(ZONES))


def received(story, pack, name="Larch Penn"):
    return story.receive(
        somebody(PersonRole.VICTIM, name, age_min=6, age_max=6), pack=pack,
        contact=Bounds.exactly(AT - 10 * HOUR), possible_contact=True, non_verbal=True,
        disability=True, suspect_trusted_role=True, suspect_has_access=True,
    )  # fmt: skip


def opened(story, pack, name="Larch Penn"):
    case_id = story.open(received(story, pack, name), pack=pack).case_id
    story.learn(case_id, care_setting=True)
    return case_id


@EVERY_PACK
def test_s13_within_four_hours_an_examination_with_every_step_of_the_kit(story, pack):
    row = story.steps(opened(story, pack))["exam_without_history"]
    assert row.due_at.latest == AT + 4 * HOUR
    assert "every step of the kit" in row.title.en
    assert "nothing is left out" in row.advice.en


@EVERY_PACK
def test_s13_a_step_that_could_not_be_done_is_written_down_with_its_reason(story, pack):
    case_id = opened(story, pack)
    (child,) = story.people(case_id, ParticipantRole.CHILD)
    kit = {
        "kind": "kit", "source": "person", "about": child.id, "method": "medical_examination",
        "basis": "assent_and_guardian", "words": ExhibitWords(description="The kit"),
    }  # fmt: skip
    unsaid = Omitted(step="history", reason="")
    with pytest.raises(Refusal, match=r"evidence\.code"):
        keeping.exhibit(story, case_id, at=AT, **kit, omitted=(unsaid,))
    left_out = Omitted(step="history", reason="no_account_possible")
    made = keeping.exhibit(story, case_id, at=AT, **kit, omitted=(left_out,))
    file = evidence.exhibit(actor=story.investigator, at=AT, case_id=case_id, exhibit_id=made)
    assert [(one.step, one.reason) for one in file.omitted] == [("history", "no_account_possible")]


@EVERY_PACK
@pytest.mark.parametrize(
    "step", ["provider_kept_out", "residents_checked", "staff_list_audit", "inspectorate_told"]
)
def test_s13_within_a_day_the_provider_is_out_and_the_residents_are_safe(story, pack, step):
    row = story.steps(opened(story, pack))[step]
    assert row.due_at.latest == AT + DAY
    assert row.required.value == "must"


@EVERY_PACK
def test_s13_within_a_week_a_plan_with_an_intermediary_and_only_then_an_interview(story, pack):
    row = story.steps(opened(story, pack))["aac_plan"]
    assert AT + 6 * DAY < row.due_at.latest <= AT + 8 * DAY
    assert "only if a specialist has planned it" in row.advice.en


def test_s13_refuse_an_interview_that_no_specialist_has_planned(story):
    case_id = opened(story, "cn-2023")
    room = interviewing.room(story, case_id)  # opens the gate, and with it marks the plan
    intermediary = Present(role="intermediary")
    with pytest.raises(Refusal, match=r"interviews\.intermediary"):
        room.plan(at=AT)
    room.plan(at=AT, present=room.present(intermediary))
    unplanned = opened(story, "cn-2023", "Elder Moss")
    gate = duties.gate_of_case(
        actor=story.investigator, at=AT, case_id=unplanned, stage="interview"
    )
    assert "aac_plan" in {row.step for row in gate.missing}


@EVERY_PACK
def test_s13_assert_the_case_opens_with_no_statement(story, pack):
    case_id = opened(story, pack)
    card = cases.case(actor=story.investigator, at=AT, case_id=case_id)
    assert card.closed_at is None
    states = {row.state for row in story.steps(case_id).values()}
    assert states & {StepState.OPEN, StepState.DUE_SOON}


def test_s13_assert_residents_are_files_of_their_own_and_never_merged(story):
    first, second = (opened(story, "barnahus-eu", name) for name in ("Larch Penn", "Elder Moss"))
    assert first != second
    for one in (first, second):
        assert len(story.people(one, ParticipantRole.CHILD)) == 1
    row = story.steps(first)["residents_checked"]
    assert "linked and never merged" in row.advice.en


def test_s13_assert_residents_are_linked_and_a_merge_is_refused_where_judged_apart(story):
    files = [opened(story, "barnahus-eu", name) for name in ("Larch Penn", "Elder Moss")]
    sides = [Side(story.people(one, ParticipantRole.CHILD)[0].subject_id, one) for one in files]
    this = {"actor": story.investigator, "at": AT, "case_id": files[0]}
    assert linkage.relate(**this, one=sides[0], other=sides[1], how="resident")
    found = FoundLead(
        one=sides[0], other=sides[1], logit=3.0, probability=0.95, low=0.9, high=0.97,
        reasons=(Reason("address", "same", 3.0),), model="1",
    )  # fmt: skip
    (lead,) = linkage.keep_leads(
        actor=story.system, at=AT, found=[found], source=LeadSource.INTAKE, model="1", keys="k"
    )
    linkage.judge(**this, lead_id=lead, verdict="negative", reason="met_another")
    with pytest.raises(Refusal, match=r"linkage\."):
        linkage.merge(**this, lead_id=lead)
    for side in sides:
        alone = looks.person_of(
            actor=story.investigator, at=AT, case_id=side.holder_id, subject_id=side.subject_id
        )
        assert alone is None
