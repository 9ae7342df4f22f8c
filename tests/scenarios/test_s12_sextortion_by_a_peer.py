"""S12: a boy of 14, sextortion by a peer, images spreading, signs of self-harm."""

import pytest

from bairn.cases.terms import ParticipantRole
from bairn.digests import queries as digests
from bairn.digests.terms import Algorithm, Digest
from bairn.intake.terms import PersonRole
from bairn.journeys import receive_answer
from bairn.preservation.terms import Kind, State
from bairn.protocols import packs
from bairn.protocols.terms import WindowState
from bairn.triage.terms import Band
from tests.cast import AT
from tests.journeys.story import HOUR, ZONES, somebody
from tests.scenarios import asking

DAY = 24 * HOUR
EVERY_PACK = pytest.mark.parametrize("pack", sorted(ZONES))


def received(story, pack, *, sex="male"):
    return story.receive(
        somebody(PersonRole.VICTIM, "Rowan Hale", age_min=14, age_max=14, sex=sex),
        somebody(PersonRole.SUSPECT, account="paper_boat", implicated=True),
        pack=pack, incident_codes=["sextortion"], online=True, sextortion=True,
        threat_with_images=True, self_harm_signs=True, suspect_minor=True, child_sex=sex,
        possible_contact=False,
    )  # fmt: skip


def opened(story, pack="barnahus-eu", **more):
    return story.open(received(story, pack, **more), pack=pack).case_id


@EVERY_PACK
def test_s12_within_the_hour_care_in_the_crisis_and_band_a(story, pack):
    report_id = received(story, pack)
    point = story.assess(report_id)
    assert point.band is Band.A
    assert {"self_harm_signs", "threat_with_images"} <= point.codes
    row = story.steps(story.open(report_id, pack=pack).case_id)["crisis_care"]
    assert row.due_at.latest == AT + HOUR
    assert row.safety


@EVERY_PACK
def test_s12_within_four_hours_hashes_are_submitted_and_takedown_is_asked(story, pack):
    steps = story.steps(opened(story, pack))
    for step in ("hash_submitted", "takedown_requested"):
        assert steps[step].due_at.latest == AT + 4 * HOUR


@EVERY_PACK
def test_s12_each_takedown_has_48_hours_and_is_watched_for_uploads(story, pack):
    case_id = opened(story, pack)
    assert "takedown_done" not in story.steps(case_id)
    sent = AT + 3 * HOUR
    story.did(case_id, "takedown_requested", at=sent, step="takedown_requested")
    steps = story.steps(case_id, at=sent)
    assert steps["takedown_done"].due_at.latest == sent + 48 * HOUR
    assert "reupload_watch" in steps
    window = story.windows(case_id)["images_online"]
    assert (window.state, window.hours_left_urgent) == (WindowState.URGENT, 48)


@EVERY_PACK
def test_s12_within_a_day_the_school_has_a_plan_without_his_name(story, pack):
    row = story.steps(opened(story, pack))["school_plan"]
    assert row.due_at.latest == AT + DAY
    assert "name" in f"{row.title.en} {row.advice.en}"


@EVERY_PACK
def test_s12_the_peer_is_handled_under_the_safeguards_of_a_child(story, pack):
    steps = story.steps(opened(story, pack))
    assert {"child_suspect_safeguards", "child_suspect_apart", "child_suspect_needs"} <= set(steps)


@EVERY_PACK
def test_s12_refuse_a_suspect_for_images_of_himself_before_the_prosecutor_decides(story, pack):
    case_id = opened(story, pack)
    row = story.steps(case_id)["self_images_decided"]
    assert set(row.who) & {"prosecutor", "procurator"}
    assert "Nobody makes the child a suspect" in row.advice.en
    (he,) = story.people(case_id, ParticipantRole.CHILD)
    assert not he.implicated


@EVERY_PACK
def test_s12_refuse_boys_hidden_from_care_by_gendered_wording(story, pack):
    boy, girl = (set(story.steps(opened(story, pack, sex=sex))) for sex in ("male", "female"))
    assert girl <= boy
    care = [
        step.title.en + step.advice.en
        for step in packs.current(pack).steps
        if step.id in ("crisis_care", "therapy_offer", "mental_health", "care", "exam_offer")
    ]
    assert care
    for words in care:
        assert not {"girl", "woman", "she", "her"} & set(words.lower().replace(",", " ").split())


@EVERY_PACK
def test_s12_each_takedown_has_its_row_sent_due_removed_and_is_watched(story, pack):
    case_id, at = opened(story, pack), AT + 4 * HOUR
    story.learn(case_id, images_spreading=True)
    rows = [
        asking.ask(
            story, case_id, at=at, kind=Kind.TAKEDOWN, to=to, basis=basis, items=("page",),
            channel="portal",
        )
        for to, basis in (("us_provider", "us_take_it_down"), ("eu_provider", "national_power"))
    ]  # fmt: skip
    assert {one.next.until for one in rows} == {at + 48 * HOUR}
    assert asking.done(story, case_id, "takedown_requested", at=at)
    digest = Digest(Algorithm.SHA256, b"\x11" * 32)
    for n, one in enumerate(rows, start=1):
        gone = receive_answer.content_removed(
            actor=story.investigator, at=at + n * DAY, case_id=case_id, request_id=one.id,
            happened_at=at + n * DAY, digests_to_watch=[digest],
        )  # fmt: skip
        assert gone is (n == len(rows))
    assert asking.done(story, case_id, "takedown_done", at=at + 2 * DAY)
    (watch,) = digests.watches(actor=story.investigator, at=at + 2 * DAY, case_id=case_id)
    assert watch.until_at is None
    assert {State.SENT} == {one.state for one in rows}
