"""S03: a meeting by a dating app, a drink suspected, contact 30 h ago, undecided on police."""

import pytest

from bairn.cases import closing
from bairn.cases import queries as cases
from bairn.evidence import actions as evidence
from bairn.evidence import queries as looks
from bairn.evidence.queries import kits
from bairn.evidence.terms.kit_lists import KitFilters
from bairn.intake.terms import PersonRole
from bairn.journeys import capture_web, report_kit
from bairn.kernel.periods import Bounds
from bairn.kernel.refusal import Refusal
from bairn.preservation import clock, codes
from bairn.preservation import queries as requests
from bairn.preservation.terms import Counted, Kind
from bairn.protocols.terms import StepState, WindowState
from tests.cast import AT
from tests.journeys.story import HOUR, somebody
from tests.rules.evidence.archives_made import warc
from tests.scenarios import asking, keeping
from tests.scenarios.kit_story import Clinic

PACK, DAY = "cac-us", 24 * HOUR


@pytest.fixture
def case_id(story):
    report_id = story.receive(
        somebody(PersonRole.VICTIM, "Juniper Vale", age_min=26, age_max=26, sex="female"),
        somebody(PersonRole.SUSPECT, account="blue_kite", implicated=True),
        pack=PACK, contact=Bounds.exactly(AT - 30 * HOUR), possible_contact=True, online=True,
        drugged=True,
    )  # fmt: skip
    case_id = story.open(report_id, pack=PACK).case_id
    story.learn(case_id, reported_to_police=False, video_nearby=True)
    return case_id


def test_s03_at_once_care_a_kit_and_medicine_are_there_without_a_police_report(story, case_id):
    steps, windows = story.steps(case_id), story.windows(case_id)
    assert steps["exam_offer"].due_at.latest == AT + 2 * HOUR
    assert "unreported_kit" in steps
    assert {"hiv_pep", "ec_levonorgestrel", "vaginal_swab"} <= set(windows)


@pytest.mark.parametrize(
    ("window", "left"),
    [
        ("urine_tox", 90),
        ("blood_tox", 42),
        ("hiv_pep", 42),
        ("ec_levonorgestrel", 42),
        ("ec_ulipristal", 90),
    ],
)
def test_s03_the_windows_have_the_hours_left_that_the_facts_say(story, case_id, window, left):
    assert story.windows(case_id)[window].hours_left == left
    assert story.windows(case_id, at=AT + HOUR)[window].hours_left == left - 1
    assert story.windows(case_id, at=AT + 24 * HOUR)[window].hours_left == left - 24


def test_s03_within_four_hours_the_thread_is_kept_before_the_other_side_unmatches(story, case_id):
    row = story.windows(case_id)["chat_thread"]
    assert row.state is WindowState.URGENT
    assert "consent" in row.advice.en


def test_s03_within_a_day_app_and_cameras_are_asked_each_by_its_class(story, case_id):
    windows = story.windows(case_id)
    assert story.steps(case_id)["preservation"].due_at.latest == AT + DAY
    assert windows["transit_video"].urgent_until.latest == AT - 30 * HOUR + 24 * HOUR
    assert windows["transit_video"].collect_until.latest == AT - 30 * HOUR + 31 * DAY
    assert windows["transit_video"].state is not WindowState.URGENT
    assert "premises_video" in windows


def test_s03_within_a_day_the_unreported_kit_has_a_number_and_a_day(story, case_id):
    row = story.steps(case_id)["unreported_kit"]
    assert row.due_at.latest == AT + DAY
    for word in ("number", "writing"):
        assert word in f"{row.title.en} {row.advice.en}"


def test_s03_from_four_weeks_on_the_hair_test_can_be_taken(story, case_id):
    contact = AT - 30 * HOUR
    assert story.windows(case_id)["hair_tox"].state is WindowState.NOT_YET
    later = story.windows(case_id, at=contact + 28 * DAY + HOUR)["hair_tox"]
    assert later.state in (WindowState.OPEN, WindowState.URGENT)


def test_s03_medical_visits_follow_at_two_weeks_six_weeks_and_three_months(story, case_id):
    contact = AT - 30 * HOUR
    visits = [one for row in story.windows(case_id).values() for one in row.visits]
    for days in (14, 42, 90):
        moment = contact + days * DAY
        assert any(one.from_at <= moment <= one.until_at for one in visits), days


def test_s03_at_any_time_opting_in_turns_the_kit_into_a_reported_one(story, case_id):
    assert "kit_pickup" not in story.steps(case_id)
    story.did(case_id, "kit_collected", at=AT + 4 * HOUR)
    story.learn(case_id, at=AT + 50 * HOUR, reported_to_police=True)
    steps = story.steps(case_id, at=AT + 50 * HOUR)
    assert "unreported_kit" not in steps or steps["unreported_kit"].state is StepState.DONE
    assert {"kit_pickup", "kit_to_lab"} & set(steps)


def test_s03_refuse_the_whole_phone_as_a_condition(story, case_id):
    story.learn(case_id, device_held=True)
    row = story.windows(case_id)["victim_phone"]
    for words in ("only what is needed", "agreed in writing", "care never depends on it"):
        assert words in row.advice.en


def test_s03_her_wish_to_rest_never_closes_it():
    assert "victim_declines" in closing.book().never


def test_s03_within_a_day_letters_leave_and_each_class_has_its_own_time(story, case_id):
    met = Bounds.exactly(AT - 30 * HOUR)
    video = {"kind": Kind.PRESERVE, "basis": "national_power", "items": ("video",), "period": met}
    asking.ask(
        story, case_id, at=AT + HOUR, kind=Kind.PRESERVE, to="us_provider", basis="us_2703f",
        items=("messages",),
    )  # fmt: skip
    asking.ask(
        story, case_id, at=AT + HOUR, kind=Kind.PRESERVE, to="telecom", basis="us_2703f",
        items=("call_records",),
    )  # fmt: skip
    for to in ("premises_video", "transport_worn", "transport_bus", "transport_station"):
        asking.ask(story, case_id, at=AT + 2 * HOUR, to=to, **video)
    assert asking.done(story, case_id, "preservation", at=AT + DAY)
    found = requests.requests(actor=story.investigator, at=AT + DAY, case_id=case_id)
    assert {one.state.value for one in found} == {"sent"}
    lives = {one.id: one for one in codes.book().classes.values()}
    until = {
        to: clock.data_lives(lives[to], period=met, at=AT).until - AT
        for to in ("transport_worn", "premises_video", "transport_bus", "transport_station")
    }
    assert until == {
        "transport_worn": -6 * HOUR,  # probably gone, and asked for all the same
        "premises_video": 42 * HOUR,
        "transport_bus": 138 * HOUR,
        "transport_station": 714 * HOUR,
    }
    kept = next(one for one in found if one.holder_class == "us_provider")
    assert {one.counted for one in kept.readings} >= {Counted.HELD, Counted.EXTEND}


def test_s03_within_four_hours_the_thread_is_captured_and_stays_provable(committed_story):
    story = committed_story
    report_id = story.receive(
        somebody(PersonRole.VICTIM, "Juniper Vale", age_min=26, age_max=26),
        pack=PACK, contact=Bounds.exactly(AT - 30 * HOUR), online=True,
    )  # fmt: skip
    case_id = story.open(report_id, pack=PACK).case_id
    exhibit = keeping.exhibit(story, case_id)
    card = keeping.file(story, case_id, exhibit, warc())
    this = {"case_id": case_id, "file_id": card.id}
    capture_web.capture_web(actor=story.investigator, at=AT + HOUR, **this)
    read = evidence.read_capture(actor=story.system, at=AT + HOUR, **this)
    assert (read.holds, read.records) == (True, 2)
    said = looks.capture_words(
        actor=story.investigator, at=AT + HOUR, case_id=case_id, words_id=read.words_id
    )
    assert said.url == "https://a.test/1"
    marks = cases.milestones(actor=story.investigator, at=AT + HOUR, case_id=case_id)
    assert "web_captured" in {one.kind for one in marks}


@pytest.fixture
def clinic(story):
    return Clinic(story)


def test_s03_within_a_day_her_kit_has_number_custodian_and_day_in_writing(story, clinic):
    kit = clinic.own_kit(at=AT + 4 * HOUR)
    code = clinic.tell(kit, at=AT + 5 * HOUR, on=AT + 60 * 366 * DAY)
    file = clinic.file(kit, at=AT + DAY)
    assert (file.card.number, file.card.unit_id) == ("K-0310", clinic.unit.id)
    assert file.kept[0].rule.id == "us_id"
    assert file.notices[0].told_how == "by_hand"
    assert file.notices[0].disposal_on >= file.kept[0].until
    found = kits.by_code(actor=story.system, at=AT + DAY, code=code)
    assert found.kit.id == kit.id


def test_s03_refuse_police_see_or_search_her_kit_before_she_opts_in(story, clinic, case_id):
    kit = clinic.own_kit(at=AT + 4 * HOUR)
    for police in (story.officer, story.investigator, story.supervisor, story.stranger):
        with pytest.raises(Refusal, match=r"access\."):
            clinic.file(kit, at=AT + DAY, by=police)
        board = kits.board(actor=police, at=AT + DAY, filters=KitFilters())
        assert not any(one.count for one in board.columns)
        assert looks.by_code(actor=police, at=AT + DAY, code=kit.exhibit_code) is None
    assert kits.figures(actor=story.supervisor, at=AT + DAY) == ()
    assert looks.exhibits(actor=story.investigator, at=AT + DAY, case_id=case_id) == ()


def test_s03_opting_in_keeps_the_chain_of_hands_unbroken(story, clinic, case_id):
    kit = clinic.own_kit(at=AT + 4 * HOUR)
    clinic.joins(case_id, at=AT + 5 * HOUR)
    before = looks.exhibit(
        actor=clinic.medic, at=AT + DAY, case_id=kit.holder_id, exhibit_id=kit.id
    )
    report_kit.report_kit(
        actor=clinic.medic, at=AT + 2 * DAY, case_id=case_id, kit_id=kit.id,
        consent_by="survivor", consented_at=AT + 2 * DAY,
    )  # fmt: skip
    after = looks.exhibit(
        actor=story.investigator, at=AT + 3 * DAY, case_id=case_id, exhibit_id=kit.id
    )
    assert after.chain.breaks == ()
    assert [one.id for one in after.chain.events] == [one.id for one in before.chain.events]
    assert "kit_pickup" in story.steps(case_id, at=AT + 3 * DAY)
