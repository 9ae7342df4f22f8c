"""S11: the DNA database answers for a kit that is nine years old; the victim was never told."""

import pytest

from bairn.cases import closing
from bairn.cases.terms import Outcome
from bairn.evidence import actions as evidence
from bairn.evidence.queries import kits
from bairn.evidence.terms import Receipt, Receiver
from bairn.evidence.terms.kits import KitKind, NewKit
from bairn.intake.terms import PersonRole
from bairn.journeys import close_case
from bairn.kernel.periods import Bounds
from bairn.kernel.refusal import Refusal
from bairn.linkage import actions as linkage
from bairn.linkage.terms.leads import FoundLead, LeadSource, Reason, Side
from bairn.nonrecent import actions as reviews
from bairn.nonrecent import queries as old
from bairn.nonrecent import sweeping
from bairn.nonrecent.terms import Declared, NewChange, Why
from bairn.protocols.terms import WindowKind
from bairn.vault import actions as vault
from bairn.vault.terms import ErasureReason, HoldReason, SubjectKind
from tests import cast
from tests.cast import AT
from tests.journeys.story import HOUR, somebody

PACK, DAY = "cac-us", 24 * HOUR
NINE_YEARS = Bounds.exactly(AT - 9 * 365 * DAY)


@pytest.fixture
def case_id(story):
    report_id = story.receive(
        somebody(PersonRole.VICTIM, "Laurel Finch", age_min=31, age_max=31, sex="female"),
        pack=PACK, contact=NINE_YEARS, possible_contact=True,
    )  # fmt: skip
    case_id = story.open(report_id, pack=PACK).case_id
    story.learn(case_id, non_recent=True, reported_to_police=True)
    story.did(case_id, "db_hit")
    return case_id


def test_s11_at_once_laboratories_confirm_and_nothing_is_disposed_of(story, case_id):
    steps = story.steps(case_id)
    assert "confirm" in steps["hit_confirmed"].title.en.lower()
    assert steps["disposal_hold"].due_at.latest == AT + DAY
    assert "nothing of this case is disposed of" in steps["disposal_hold"].title.en


def test_s11_within_two_business_days_the_team_plans_how_she_is_told(story, case_id):
    row = story.steps(case_id)["notification_plan"]
    assert AT + DAY < row.due_at.latest <= AT + 5 * DAY
    for word in ("choice", "safe words", "advocate", "place", "not now"):
        assert word in row.advice.en


def test_s11_within_thirty_days_a_reference_sample_serial_links_and_limitation(story, case_id):
    steps = story.steps(case_id)
    for step in ("suspect_reference", "serial_links", "hit_limitation"):
        assert AT + 28 * DAY < steps[step].due_at.latest <= AT + 32 * DAY
    assert "question" in steps["hit_limitation"].title.en


def test_s11_no_task_of_the_body_is_shown_after_nine_years(story, case_id):
    kinds = {row.kind for row in story.windows(case_id).values()}
    assert WindowKind.BIOLOGICAL not in kinds


def test_s11_refuse_a_letter_a_voicemail_or_a_relative(story, case_id):
    advice = story.steps(case_id)["notification_plan"].advice.en
    assert "Never a letter, voicemail or a relative" in advice


def test_s11_assert_disposal_waits_sixty_days_after_notice_and_while_she_objects(story, case_id):
    story.did(case_id, "disposal_proposed", at=AT + DAY)
    row = story.steps(case_id, at=AT + DAY)["disposal_notice"]
    assert "Nothing is disposed of inside the 60 days" in row.advice.en
    assert "while an objection is open" in row.advice.en


def test_s11_refuse_closing_because_she_does_not_want_to_take_part(story, case_id):
    story.open_gate(case_id, "closed")
    assert "victim_declines" in closing.book().never
    with pytest.raises(Refusal, match=r"cases\.close_never"):
        close_case.propose(
            actor=story.investigator, at=AT + DAY, case_id=case_id, outcome=Outcome.NO_OFFENCE,
            reasons=["inquiry_complete", "victim_declines"],
        )  # fmt: skip


def test_s11_assert_nothing_sealed_is_erased_while_a_hold_stands(story, case_id):
    vault.hold(actor=story.prosecutor, at=AT, case_id=case_id, reason=HoldReason.PROCEEDINGS)
    with pytest.raises(Refusal, match=r"vault\."):
        vault.order_erasure(
            actor=story.supervisor, at=AT + DAY, case_id=case_id,
            reason=ErasureReason.RETENTION_OVER, subject_id=None,
        )  # fmt: skip


@pytest.fixture
def old_kit(story, case_id):
    """Nine years old, tested by a laboratory outside, matched and confirmed."""
    this = {"actor": story.investigator, "case_id": case_id}
    made = evidence.kits.register_kit(
        **this, at=AT, collector="Hillside", said=NewKit(
            number="K-0911", kind=KitKind.NON_RECENT, place="US-TX", zone="America/Chicago",
            collected_at=NINE_YEARS.latest,
        ),
    )  # fmt: skip
    kit = {**this, "kit_id": made.id}
    to = Receiver(outside="laboratory", words="Riverbank")
    offered = evidence.offer(**this, at=AT, exhibit_ids=[made.id], to=to, purpose="examination")
    paper = Receipt(reference="R-1", signed_by="Riverbank")
    evidence.accepted_outside(**this, at=AT, handover_id=offered, receipt=paper)
    evidence.kits.from_ledger(**kit, at=AT, event="submitted")
    evidence.kits.laboratory(**kit, at=AT, event="result", code="profile", happened_at=AT)
    for step in ("screened", "profile", "eligible", "state_db", "matched"):
        evidence.kits.match_step(**kit, at=AT, step=step, happened_at=AT, kind="offender")
    evidence.kits.match_step(**kit, at=AT, step="confirmed", happened_at=AT, match=1)
    return kit


def against(story, kit, *, at):
    found = kits.kit(actor=story.investigator, at=at, case_id=kit["case_id"], kit_id=kit["kit_id"])
    return {one.code for one in found.obstacles}


def test_s11_the_match_itself_holds_the_kit(story, old_kit):
    assert "match_open" in against(story, old_kit, at=AT + DAY)


@pytest.mark.parametrize("channel", ["letter", "voicemail", "relative"])
def test_s11_refuse_a_plan_by_letter_voicemail_or_relative(story, old_kit, channel):
    plan = {"match": 1, "choice": "asked_now", "place": "support_service",
            "advocate_id": story.investigator.id, "words": "Blue kite"}  # fmt: skip
    with pytest.raises(Refusal, match=r"evidence\.kit_channel"):
        evidence.kits.plan_to_tell(**old_kit, at=AT + DAY, channel=channel, **plan)
    with pytest.raises(Refusal, match=r"evidence\.kit_no_plan"):
        evidence.kits.match_step(**old_kit, at=AT + DAY, step="told", match=1, happened_at=AT + DAY)
    evidence.kits.plan_to_tell(**old_kit, at=AT + DAY, channel="in_person", **plan)
    evidence.kits.match_step(
        **old_kit, at=AT + 2 * DAY, step="not_now", match=1, happened_at=AT + 2 * DAY
    )
    assert "match_open" in against(story, old_kit, at=AT + 3 * DAY)


def test_s11_assert_disposal_is_refused_as_an_act(story, old_kit):
    exhibit = {"case_id": old_kit["case_id"], "exhibit_id": old_kit["kit_id"]}
    evidence.propose_disposal(
        actor=story.investigator, at=AT + DAY, basis="retention_over", **exhibit
    )
    with pytest.raises(Refusal, match=r"evidence\."):
        evidence.agree_disposal(actor=story.supervisor, at=AT + 900 * DAY, **exhibit)
    assert {"not_announced", "no_notice", "match_open"} <= against(
        story, old_kit, at=AT + 900 * DAY
    )


def brought_back(story, case_id, *, at):
    sweeping.sweep(actor=story.system, at=at)
    return {one.why for one in old.items_of(actor=story.supervisor, at=at, case_id=case_id)}


def test_s11_within_thirty_days_the_match_brings_the_old_case_back(story, old_kit):
    assert Why.DATABASE_MATCH in brought_back(story, old_kit["case_id"], at=AT + DAY)


def test_s11_within_thirty_days_a_serial_link_brings_the_old_case_back(story, case_id):
    assert Why.NEW_LINK not in brought_back(story, case_id, at=AT + DAY)
    sides = []
    for holder in (case_id, cast.holder("case", unit=story.place.unit)):
        subject = vault.seal(
            actor=story.system, at=AT, case_id=holder, kind=SubjectKind.PERSON,
            fields={"full_name": "Ash Linden"},
        )  # fmt: skip
        sides.append(Side(subject, holder))
    found = FoundLead(
        one=sides[0], other=sides[1], logit=3.0, probability=0.95, low=0.9, high=0.97,
        reasons=(Reason("name", "same.same", 3.0),), model="1",
    )  # fmt: skip
    linkage.keep_leads(
        actor=story.system, at=AT + DAY, found=[found], source=LeadSource.INTAKE, model="1",
        keys="k",
    )  # fmt: skip
    assert Why.NEW_LINK in brought_back(story, case_id, at=AT + 2 * DAY)


def test_s11_within_thirty_days_a_change_of_limitation_is_a_question_to_the_prosecutor(
    story, case_id
):
    said = NewChange(
        kind=Declared.LIMITATION_CHANGE, reference="Act 12", from_at=AT, packs=frozenset({PACK})
    )
    reviews.declare(actor=story.prosecutor, at=AT, said=said)
    assert Why.LIMITATION_CHANGE in brought_back(story, case_id, at=AT + DAY)
    assert story.steps(case_id)["hit_limitation"].who == ("prosecutor",)
    assert "limitation" in closing.book().never
