"""The pages of the interview ledger: what they show, what they do, how they say no."""

import re
import uuid
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from bairn.access.terms import Role
from bairn.interviews import actions, queries
from bairn.interviews.terms import InterviewState
from bairn.kernel import clock
from tests import cast
from tests.doors.desk import interviewing
from tests.doors.desk.casework import place_in_circle, signed_in
from tests.doors.desk.interviewing import DIGEST, QUESTIONS, Sitting, interview_scene

pytestmark = pytest.mark.django_db
ZONE = ZoneInfo("Asia/Shanghai")
CANARY = "Larkcanary said the gate was open"


@pytest.fixture
def here() -> Sitting:
    return interview_scene()


def page(here: Sitting, name: str, who=None, *, data=None, **more):
    """A page of the ledger, read or sent."""
    client = signed_in(who or here.scene.first)
    query = more.pop("query", {})
    url = reverse(f"desk:{name}", args=[here.case, *more.values()])
    answer = client.post(url, data) if data is not None else client.get(url, query)
    return answer.status_code, answer.content.decode()


def wall(moment) -> str:
    return moment.astimezone(ZONE).strftime("%Y-%m-%dT%H:%M")


def planned(here: Sitting, **more):
    """What is typed to plan the child's interview."""
    return {
        "child": str(here.child),
        "kind": "first",
        "planned_at": wall(clock.now() + timedelta(days=1)),
        "place": "one_stop_site",
        "adapted_site": "on",
        "interviewer": str(here.interviewer.id),
        "present": "role:appropriate_adult",
        "female_staff": str(here.interviewer.id),
        "sittings": "1",
        "covers": "4",
        **more,
    }


def ledger(here: Sitting):
    rows = queries.ledger(actor=here.scene.first, at=clock.now(), case_id=here.case)
    return next(row for row in rows if row.about == here.child)


def test_the_tab_counts_for_each_child_and_says_what_comes_next(here):
    status, text = page(here, "interviews")
    assert status == 200
    assert "Nobody has interviewed this child yet. Plan the one interview." in text
    assert "times questioned" in text
    assert f"plan/?child={here.child}&amp;kind=first" in text


def test_an_interview_is_planned_by_the_form(here):
    status, _ = page(here, "interviews_plan", data=planned(here))
    assert status == 302
    (one,) = ledger(here).interviews
    assert (one.state, one.covers, one.interviewer) == (
        InterviewState.PLANNED, 4, here.interviewer.id,
    )  # fmt: skip
    assert {seat.role for seat in one.present} == {
        "interviewer", "female_staff", "appropriate_adult",
    }  # fmt: skip


def test_a_no_of_the_rules_stands_beside_its_field_and_keeps_what_was_typed(here):
    sent = planned(here, present="nobody")
    status, text = page(here, "interviews_plan", data=sent)
    assert status == 400
    assert "An appropriate adult sits beside the child" in text
    assert f'value="{sent["planned_at"]}"' in text
    assert re.search(r'value="one_stop_site" selected', text)


def test_whoever_never_sits_in_the_room_is_named_with_the_reason_and_not_offered(here):
    _, text = page(here, "interviews_plan", query={"child": str(here.child)})
    assert "Guardian 1" in text
    assert "Somebody who is implicated, under suspicion or kept out never sits in the room." in text
    assert str(here.scene.parts[1]) not in text
    sent = planned(here, present=f"person:guardian:{here.scene.parts[1]}")
    status, _ = page(here, "interviews_plan", data=sent)
    assert status == 400
    assert ledger(here).interviews == ()


def test_a_sitting_is_written_down_with_its_recording(here):
    interview = here.plan(at=clock.now() - timedelta(hours=1))
    end = clock.now()
    sent = {
        "started_at": wall(end - timedelta(minutes=50)),
        "ended_at": wall(end),
        "exhibit": "EX-2026-14",
        "digest_sha256": DIGEST.upper(),
        "unbroken": "yes",
        "present": "role:appropriate_adult",
        "female_staff": str(here.interviewer.id),
        "phase-free_recall": "on",
        "minutes-ground_rules": "5",
        "open_prompts": "18",
        "leading_prompts": "0",
        "minimal_facts": "yes",
    }
    status, _ = page(here, "interviews_hold", data=sent, interview=interview)
    assert status == 302
    (sitting,) = ledger(here).interviews[0].sittings
    assert sitting.recording is not None
    assert sitting.recording.digest_sha256 == DIGEST
    assert [one.phase for one in sitting.phases] == ["ground_rules", "free_recall"]
    _, text = page(here, "interviews")
    assert "EX-2026-14" in text
    assert "The child has been interviewed. Do not ask again." in text


def test_a_sitting_without_a_recording_shows_as_a_fault(here):
    interview = here.plan(at=clock.now() - timedelta(hours=1))
    sent = {
        "started_at": wall(clock.now() - timedelta(minutes=50)),
        "ended_at": wall(clock.now()),
        "present": "role:appropriate_adult",
        "female_staff": str(here.interviewer.id),
        "unbroken": "yes",
    }
    status, text = page(here, "interviews_hold", data=sent, interview=interview)
    assert status == 400
    assert "or the reason why there is none" in text
    sent["no_recording_reason"] = "device_failed"
    assert page(here, "interviews_hold", data=sent, interview=interview)[0] == 302
    for name, more in (("interviews", {}), ("interviews_one", {"interview": interview})):
        _, text = page(here, name, **more)
        assert "held without a recording" in text
        assert "The device failed" in text


def test_one_more_needs_named_questions_and_somebody_else(here):
    here.held()
    _, text = page(here, "interviews")
    assert "Ask for one more interview" in text
    sent = planned(here, kind="repeat", open_questions=" ")
    sent.pop("sittings")
    status, text = page(here, "interviews_plan", data=sent)
    assert status == 400
    sent["open_questions"] = QUESTIONS
    assert page(here, "interviews_plan", here.scene.second, data=sent)[0] == 302
    asked = ledger(here).interviews[-1]
    _, text = page(here, "interviews_one", here.scene.second, interview=asked.id)
    assert "A second person has to agree." in text
    status, text = page(
        here, "interviews_one", here.scene.second, data={"do": "approve"}, interview=asked.id
    )
    assert (status, "A second person has to agree." in text) == (200, True)
    _, text = page(here, "interviews_one", interview=asked.id)
    assert "This is not part of your role." in text
    third = cast.staff("uma", Role.SUPERVISOR, unit=here.scene.place.unit)
    assert page(here, "interviews_one", third, data={"do": "approve"}, interview=asked.id)[0] == 302
    assert ledger(here).interviews[-1].state is InterviewState.PLANNED


def test_what_waits_elsewhere_stands_on_a_supervisors_page(here):
    here.held()
    actions.plan(
        actor=here.scene.first, at=clock.now(), case_id=here.case, about=here.child,
        planned_at=clock.now() + timedelta(days=1), place="hospital",
        interviewer=here.interviewer.id, present=here.seats(), purpose="repeat",
        open_questions=QUESTIONS,
    )  # fmt: skip
    other = interviewing.bare_case(here)
    url = reverse("desk:interviews", args=[other])
    text = signed_in(here.scene.second).get(url).content.decode()
    assert "In other cases this waits for a supervisor" in text
    assert "2 open questions" in text
    text = signed_in(here.scene.first).get(url).content.decode()
    assert "In other cases this waits" not in text


@pytest.mark.parametrize("do", ["postpone", "withdraw"])
def test_a_plan_is_put_off_or_withdrawn_for_a_listed_reason(here, do):
    interview = here.plan()
    status, text = page(here, "interviews_one", data={"do": do}, interview=interview)
    assert status == 400
    sent = {"do": do, "until": wall(clock.now() + timedelta(days=4))}
    sent["reason"] = "child_unwell" if do == "postpone" else "harm_to_child"
    assert page(here, "interviews_one", data=sent, interview=interview)[0] == 302
    _, text = page(here, "interviews_one", interview=interview)
    assert ("The child is unwell" if do == "postpone" else "It would harm the child") in text


def test_the_third_questioning_raises_the_alert_on_the_page(here):
    sent = {
        "child": str(here.child),
        "at_time": wall(clock.now() - timedelta(hours=1)),
        "by_role": "medic",
        "setting": "examination",
        "minutes": "",
    }
    for _ in range(3):
        assert page(here, "interviews_questioned", data=sent)[0] == 302
    _, text = page(here, "interviews")
    assert "Alert: questioned 3 times" in text
    assert "and 3 times not counted" in text
    _, text = page(here, "record")
    assert text.count("Raised the alert: a child was questioned too often") == 1


def told(here, **more):
    return {
        "child": str(here.child),
        "told_to_role": "friends_parent",
        "told_at": wall(clock.now() - timedelta(hours=3)),
        "words": CANARY,
        "prompts": ["what", "safe_now"],
        **more,
    }


@pytest.mark.django_db(transaction=True)  # what is opened is on record first
def test_a_first_account_is_kept_once_opened_for_a_purpose_and_never_asked_for_again(here):
    assert page(here, "interviews_account", data=told(here))[0] == 302
    _, text = page(here, "interviews")
    assert "Do not ask again." in text
    assert "A friend&#x27;s parent" in text
    assert CANARY not in text
    status, text = page(here, "interviews_account", data=told(here, words="Another"))
    assert status == 400
    assert "The first account stands here already, word for word." in text
    assert "Another" in text
    _, text = page(here, "interviews_account", query={"child": str(here.child)})
    assert "It stands already. Do not ask again." in text
    assert 'name="told_at"' not in text
    addition = {"child": str(here.child), "words": "And the blue door"}
    assert page(here, "interviews_account", data=addition)[0] == 302
    opening = {"what": "account", "which": str(here.child), "purpose": "investigation"}
    status, text = page(here, "interviews_words", data=opening)
    assert status == 200
    assert CANARY in text
    assert "And the blue door" in text
    assert "Opened for: Investigation" in text
    assert page(here, "interviews_words", data={**opening, "purpose": ""})[0] == 403


@pytest.mark.django_db(transaction=True)  # what is opened is on record first
def test_open_questions_are_sealed_and_opened_with_a_purpose(here):
    here.held()
    asked = here.ask()
    _, text = page(here, "interviews_one", here.scene.second, interview=asked)
    assert "blue door" not in text
    opening = {"what": "questions", "which": str(asked), "purpose": "supervision"}
    _, text = page(here, "interviews_words", here.scene.second, data=opening)
    assert "blue door" in text


def test_several_children_are_asked_about_one_by_one(here):
    here.second_child()
    for name in ("interviews_plan", "interviews_questioned", "interviews_account"):
        status, text = page(here, name)
        assert status == 200
        assert "Which child is it about?" in text
        assert f"?child={here.child}" in text


def test_what_is_not_of_this_case_is_not_there(here):
    other = uuid.uuid4()
    assert page(here, "interviews_one", interview=other)[0] == 404
    assert page(here, "interviews_hold", interview=other)[0] == 404
    assert page(here, "interviews_plan", query={"child": str(other)})[0] == 404
    assert page(here, "interviews_plan", query={"child": "nonsense"})[0] == 404
    opening = {"what": "account", "which": str(here.child), "purpose": "investigation"}
    assert page(here, "interviews_words", data=opening)[0] == 404


def test_a_stranger_sees_nothing(here):
    assert page(here, "interviews", here.scene.stranger)[0] == 403
    assert page(here, "interviews_plan", here.scene.stranger, data=planned(here))[0] == 403


def test_a_medic_of_the_circle_sees_the_ledger_and_why_planning_is_off(here):
    medic = cast.staff("mia", Role.MEDIC, unit=here.scene.place.other_unit)
    place_in_circle(here.scene, medic, "medic")
    status, text = page(here, "interviews", medic)
    assert status == 200
    assert "This is not part of your role." in text
    assert "Record other questioning" in text
