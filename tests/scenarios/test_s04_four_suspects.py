"""S04: four suspects, a victim of 16, last contact 6 h ago."""

from dataclasses import replace

import pytest

from bairn.access.models import Unit
from bairn.access.terms import Purpose
from bairn.cases.terms import ParticipantRole
from bairn.evidence import actions as evidence
from bairn.evidence import queries as looks
from bairn.evidence.terms import Carries
from bairn.intake.terms import PersonRole
from bairn.kernel.periods import Bounds
from bairn.kernel.refusal import Refusal
from bairn.protocols.terms import WindowState
from bairn.triage.terms import Band
from bairn.vigilance import actions as vigilance
from bairn.vigilance import queries as signals
from tests import cast
from tests.cast import AT
from tests.journeys.story import HOUR, somebody
from tests.scenarios import interviewing

PACK, DAY = "barnahus-eu", 24 * HOUR


@pytest.fixture
def report_id(story):
    return story.receive(
        somebody(PersonRole.VICTIM, "Linden Shaw", age_min=16, age_max=16, sex="female"),
        *(
            somebody(PersonRole.SUSPECT, f"Suspect {letter}", implicated=True)
            for letter in ("Ash", "Elm", "Fir", "Yew")
        ),
        pack=PACK, contact=Bounds.exactly(AT - 6 * HOUR), possible_contact=True,
        suspects_count=4,
    )  # fmt: skip


@pytest.fixture
def case_id(story, report_id):
    case_id = story.open(report_id, pack=PACK).case_id
    story.learn(case_id, suspect_to_examine=True, suspect_free=True)
    return case_id


def test_s04_within_the_hour_it_is_band_a_with_its_reasons(story, report_id):
    point = story.assess(report_id)
    assert point.band is Band.A
    assert {"several_suspects", "window_open"} <= point.codes


def test_s04_within_the_hour_there_are_four_suspects_and_one_incident(story, case_id):
    suspects = story.people(case_id, ParticipantRole.SUSPECT)
    assert len({one.pseudonym for one in suspects}) == 4
    assert all(one.kept_out for one in suspects)
    assert len(story.people(case_id, ParticipantRole.CHILD)) == 1
    row = story.steps(case_id)["suspect_tracks"]
    assert "one incident for the victim" in row.title.en


def test_s04_within_the_hour_the_suspects_own_clock_of_72_hours_runs(story, case_id):
    window = story.windows(case_id)["penile_swab"]
    assert (window.subject, window.hours_left) == ("suspect", 66)
    assert window.check_locally
    assert story.steps(case_id)["suspect_swab_time"].due_at.latest == AT + 66 * HOUR


def test_s04_within_the_hour_scene_and_camera_notices_are_sent(story, case_id):
    row = story.steps(case_id)["scene_notices"]
    assert row.due_at.latest == AT + HOUR
    assert "camera" in f"{row.title.en} {row.advice.en}"


def test_s04_within_six_hours_the_examination(story, case_id):
    assert story.steps(case_id)["exam_offer"].due_at.latest == AT + 2 * HOUR
    now = story.windows(case_id, at=AT + 6 * HOUR)
    assert now["vaginal_swab"].state is WindowState.URGENT
    assert now["hiv_pep"].hours_left == 60


def test_s04_within_six_hours_a_contamination_log_with_others_for_each_person(story, case_id):
    row = story.steps(case_id)["contamination_log"]
    assert row.due_at.latest == AT + 6 * HOUR
    for word in ("officers", "cars", "rooms", "alert"):
        assert word in row.advice.en


def ridden(story, case_id, car, who, *, hour: int, cleaned: int | None = None):
    """The car drove somebody for half an hour."""
    start = AT + hour * HOUR
    return evidence.note_contact(
        actor=story.investigator, at=AT + 6 * HOUR, case_id=case_id, what=Carries.VEHICLE,
        which=car, with_participant=who.id, from_at=start, until_at=start + HOUR / 2,
        cleaned_at=None if cleaned is None else AT + cleaned * HOUR,
    )  # fmt: skip


def a_car(story):
    return evidence.add_carrier(
        actor=story.investigator, at=AT, unit_id=story.investigator.unit, what=Carries.VEHICLE,
        name="Car 3",
    )  # fmt: skip


def test_s04_within_six_hours_an_entry_that_fails_stays_and_raises_an_alert(story, case_id):
    car = a_car(story)
    suspect, other, *_ = story.people(case_id, ParticipantRole.SUSPECT)
    (victim,) = story.people(case_id, ParticipantRole.CHILD)
    ridden(story, case_id, car, suspect, hour=1, cleaned=2)
    assert ridden(story, case_id, car, other, hour=3).alerts == ()
    (alert,) = ridden(story, case_id, car, victim, hour=5).alerts
    log = looks.contacts(actor=story.investigator, at=AT + 6 * HOUR, case_id=case_id)
    assert len(log.entries) == 3
    assert [one.id for one in log.waiting] == [alert]


def test_s04_an_alert_that_nobody_answers_goes_to_somebody_outside_the_unit(story, case_id):
    board = Unit.objects.create(agency=story.place.agency, name="Inspectorate")
    inspector = cast.staff("ida", "inspector", unit=board, purpose=Purpose.OVERSIGHT)
    car = a_car(story)
    suspect, *_ = story.people(case_id, ParticipantRole.SUSPECT)
    (victim,) = story.people(case_id, ParticipantRole.CHILD)
    ridden(story, case_id, car, suspect, hour=1)
    ridden(story, case_id, car, victim, hour=3)
    later = AT + 6 * HOUR + 2 * DAY
    vigilance.sweep(actor=story.system, at=later)
    assert "contact_unanswered" not in signals_of(inspector, later)
    vigilance.sweep(actor=story.system, at=later + HOUR)
    assert signals_of(inspector, later + HOUR)["contact_unanswered"].case_id == case_id


def signals_of(inspector, at):
    """What somebody outside has to answer, by rule."""
    return {one.rule: one for one in signals.my_signals(actor=inspector, at=at)}


def test_s04_the_alert_is_answered_by_a_supervisor_and_never_goes_away(story, case_id):
    car = a_car(story)
    suspect, *_ = story.people(case_id, ParticipantRole.SUSPECT)
    (victim,) = story.people(case_id, ParticipantRole.CHILD)
    ridden(story, case_id, car, suspect, hour=1)
    (alert,) = ridden(story, case_id, car, victim, hour=3).alerts
    this = {"at": AT + 7 * HOUR, "case_id": case_id, "alert_id": alert, "answer": "risk_noted"}
    with pytest.raises(Refusal, match=r"access\.role"):
        evidence.answer_contact(actor=story.investigator, **this)
    evidence.answer_contact(actor=story.supervisor, **this)
    log = looks.contacts(actor=story.investigator, at=AT + 8 * HOUR, case_id=case_id)
    assert [(one.id, one.answer) for one in log.alerts] == [(alert, "risk_noted")]
    assert len(log.entries) == 2


def test_s04_within_a_day_the_agencies_plan_together(story, case_id):
    steps = story.steps(case_id)
    row = steps.get("plan_meeting_urgent") or steps["plan_meeting"]
    assert row.due_at.latest == AT + DAY


def test_s04_within_three_days_one_interview_covers_all_four(story, case_id):
    steps = story.steps(case_id)
    assert steps["interview_soon"].due_at.latest == AT + 3 * DAY
    assert "one interview covers all of them" in steps["suspect_tracks"].advice.en


def test_s04_the_defence_asks_through_the_same_interviewer(story, case_id):
    story.open_gate(case_id, "interview", at=AT + 20 * HOUR)
    story.did(case_id, "interview_held", at=AT + 50 * HOUR)
    row = story.steps(case_id, at=AT + 51 * HOUR)["defence_questions"]
    assert "same interviewer" in f"{row.title.en} {row.advice.en}"


def test_s04_a_suspect_under_18_has_safeguards_of_their_own(story, case_id):
    assert "child_suspect_safeguards" not in story.steps(case_id)
    story.learn(case_id, suspect_minor=True)
    row = story.steps(case_id)["child_suspect_safeguards"]
    assert row.due_at.latest == AT + DAY
    assert "2016/800" in f"{row.source.ref} {row.source.art}"
    assert "child_suspect_apart" in story.steps(case_id)


def test_s04_refuse_four_interviews_for_four_files(story, case_id):
    room = interviewing.room(story, case_id, at=AT + HOUR)
    room.hold(room.plan(at=AT + 2 * HOUR, covers=4), at=AT + 27 * HOUR)
    ledger = room.ledger(at=AT + 28 * HOUR)
    assert (ledger.interviews[0].covers, ledger.tally.interviews) == (4, 1)
    with pytest.raises(Refusal, match=r"interviews\.repeat"):
        room.plan(at=AT + 30 * HOUR)


def test_s04_the_defences_questions_go_through_the_same_interviewer_or_are_refused(story, case_id):
    room = interviewing.room(story, case_id, at=AT + HOUR)
    room.hold(room.plan(at=AT + 2 * HOUR, covers=4), at=AT + 27 * HOUR)
    other = replace(room, interviewer=room.woman)
    asked = {"purpose": "supplement", "open_questions": "Which door was it?"}
    with pytest.raises(Refusal, match=r"interviews\.same_interviewer"):
        other.plan(at=AT + 30 * HOUR, **asked)
    room.plan(at=AT + 30 * HOUR, **asked)


def test_s04_refuse_victim_or_suspects_seeing_each_others_data(story, case_id):
    """Nobody of the case holds a role: the circle is staff, and those implicated are kept out."""
    for one in story.people(case_id, ParticipantRole.SUSPECT):
        assert one.implicated
        assert one.kept_out
    assert "Neither sees the other's data" in _apart(story, case_id)


def _apart(story, case_id):
    story.learn(case_id, suspect_minor=True)
    return story.steps(case_id)["child_suspect_apart"].advice.en
