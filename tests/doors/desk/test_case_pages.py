"""The case file at the desk: the brief first, duties with sources, who may see and do what."""

import re
import uuid
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from bairn.cases import queries as cases
from bairn.cases.terms import ParticipantRole
from bairn.kernel import clock
from bairn.protocols import packs
from bairn.protocols import queries as protocols
from bairn.protocols.terms import StepState
from tests.doors.desk import casework
from tests.doors.desk.casework import CANARY, Scene, scene, signed_in
from tests.readiness import make_ready

pytestmark = pytest.mark.django_db
SHANGHAI = ZoneInfo("Asia/Shanghai")
TABS = ("", "people/", "protocol/", "decisions/", "record/", "protocol/facts/")


@pytest.fixture
def here(db: None) -> Scene:
    return scene()


def page(client: Client, path: str, *, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, answer.content[:2000]
    assert len(answer.content) <= 1_000_000
    return answer.content.decode()


def of_case(here: Scene, tab: str = "") -> str:
    return f"/desk/cases/{here.case}/{tab}"


def step_path(here: Scene, step: str) -> str:
    return of_case(here, f"protocol/step/{step}/")


def steps(here: Scene) -> dict[str, Any]:
    rows = protocols.steps_of_case(actor=here.second, at=clock.now(), case_id=here.case)
    return {row.step: row for row in rows}


def test_the_brief_comes_before_everything_else_on_the_case_file(here: Scene) -> None:
    text = page(signed_in(here.first), of_case(here))
    order = ["Key points", "Safety", "Due next", "Windows since last contact", "What has happened"]
    places = [text.index(f">{words}" if n < 2 else words) for n, words in enumerate(order)]
    assert places == sorted(places)
    assert "can reach this or another child" in text, "a danger is said by its name"
    assert "It may still be happening" in text, "what nobody has asked is a point of its own"


@pytest.mark.parametrize("tab", TABS)
def test_every_tab_shows_the_case_under_pseudonyms_in_both_languages(here: Scene, tab: str) -> None:
    for language, word in (("en", "Case"), ("zh-hans", "案件")):
        text = page(signed_in(here.first, language), of_case(here, tab))
        assert CANARY not in text
        assert word in text
        title = re.search(r"<title>(.*?)</title>", text, re.S)
        assert title is not None
        assert "C-" not in title[1]


@pytest.mark.parametrize("tab", TABS)
def test_a_stranger_reads_the_same_words_as_for_a_case_that_is_not_there(
    here: Scene, tab: str
) -> None:
    client = signed_in(here.stranger)
    real = page(client, of_case(here, tab), status=403)
    invented = page(client, f"/desk/cases/{uuid.uuid4()}/{tab}", status=403)
    plain = [re.sub(r'value="[^"]*"', "", text) for text in (real, invented)]
    assert plain[0] == plain[1]


def test_nobody_sees_a_case_without_being_signed_in(here: Scene) -> None:
    answer = Client().get(of_case(here))
    assert answer.status_code == 302
    assert "account" in answer["Location"]


def test_a_guardian_who_is_implicated_is_marked_and_kept_out(here: Scene) -> None:
    text = page(signed_in(here.first), of_case(here, "people/"))
    assert "implicated" in text
    assert "kept out" in text
    assert "stance" not in text


def test_a_duty_shows_its_source_its_owner_and_check_locally_where_it_is_ours(here: Scene) -> None:
    text = page(signed_in(here.first), of_case(here, "protocol/"))
    assert f"version {packs.current('cn-2023').version}" in text
    assert "Asia/Shanghai" in text
    assert "our default: check locally" in text
    assert "overdue by" in text
    assert "since" in text


def test_a_step_is_marked_done_with_the_milestone_that_other_clocks_start_from(
    here: Scene,
) -> None:
    client = signed_in(here.first)
    path = step_path(here, "file_case")
    wall = here.opened.astimezone(SHANGHAI).strftime("%Y-%m-%dT%H:%M")
    refused = client.post(path, {"do": "mark", "happened_at": wall})
    assert refused.status_code == 400, "filing and not filing start different clocks"
    assert wall in refused.content.decode(), "what was typed stays"
    done = client.post(path, {"do": "mark", "happened_at": wall, "kind": "case_filed"})
    assert done.status_code == 302
    assert steps(here)["file_case"].state is StepState.DONE
    (mark,) = [
        one
        for one in cases.milestones(actor=here.first, at=clock.now(), case_id=here.case)
        if one.step == "file_case"
    ]
    assert mark.kind == "case_filed"
    assert mark.at == here.opened.replace(second=0, microsecond=0)


def test_a_moment_that_has_not_come_is_refused_beside_its_field(here: Scene) -> None:
    path = step_path(here, "exam_offer")
    answer = signed_in(here.first).post(
        path, {"do": "mark", "happened_at": "2199-01-01T10:00", "kind": "exam_offered"}
    )
    assert answer.status_code == 400
    assert "This moment has not come yet." in answer.content.decode()


def test_leaving_a_step_out_takes_a_second_person_and_says_so(here: Scene) -> None:
    path = step_path(here, "specialist")
    first, second = signed_in(here.first), signed_in(here.second)
    assert first.post(path, {"do": "ask", "reason": "child_declines"}).status_code == 302
    assert "This is not part of your role." in page(first, path)
    assert "Agree to leave it out" in page(second, path)
    assert steps(here)["specialist"].state is not StepState.WAIVED
    assert second.post(path, {"do": "approve"}).status_code == 302
    assert steps(here)["specialist"].state is StepState.WAIVED


def test_a_step_of_safety_says_that_the_pack_names_another_role_to_agree(here: Scene) -> None:
    path = step_path(here, "exam_offer")
    first, second = signed_in(here.first), signed_in(here.second)
    assert first.post(path, {"do": "ask", "reason": "child_declines"}).status_code == 302
    assert "The pack names another role to agree to this." in page(second, path)
    assert second.post(path, {"do": "approve"}).status_code == 400
    assert steps(here)["exam_offer"].state is not StepState.WAIVED


def test_whoever_asked_reads_why_they_cannot_agree_themselves(here: Scene) -> None:
    path = step_path(here, "exam_offer")
    second = signed_in(here.second)
    second.post(path, {"do": "ask", "reason": "child_declines"})
    assert "A second person has to agree." in page(second, path)
    assert second.post(path, {"do": "approve"}).status_code == 400
    assert steps(here)["exam_offer"].state is not StepState.WAIVED


def test_a_clock_is_stopped_for_a_listed_reason_and_set_going_again(here: Scene) -> None:
    client, path = signed_in(here.first), step_path(here, "exam_offer")
    late = steps(here)["exam_offer"].state
    assert client.post(path, {"do": "pause", "reason": "no_such"}).status_code == 400
    assert client.post(path, {"do": "pause", "reason": "child_unwell"}).status_code == 302
    assert late is StepState.OVERDUE, "a pause never hides what was late before it began"
    assert client.post(path, {"do": "resume"}).status_code == 302


def test_a_step_that_the_pack_does_not_have_is_not_found(here: Scene) -> None:
    page(signed_in(here.first), step_path(here, "no_such_step"), status=404)


def test_last_contact_is_recorded_within_bounds_and_windows_follow(here: Scene) -> None:
    client, path = signed_in(here.first), of_case(here, "protocol/facts/?fact=last_contact_at")
    wrong = client.post(path, {"earliest": "2026-03-02T10:00", "latest": "2026-03-01T10:00"})
    assert wrong.status_code == 400
    assert "2026-03-02T10:00" in wrong.content.decode(), "what was typed stays"
    assert client.post(path, {"earliest": "2026-03-01T10:00", "latest": ""}).status_code == 302
    facts = protocols.facts_of_case(actor=here.first, at=clock.now(), case_id=here.case)
    bounds = facts[None].moments["last_contact_at"]
    assert bounds.latest is None
    assert bounds.earliest is not None
    assert bounds.earliest.isoformat() == "2026-03-01T02:00:00+00:00"


def test_a_fact_of_one_person_is_kept_apart_and_can_be_made_unknown(here: Scene) -> None:
    client = signed_in(here.first)
    child, path = here.parts[0], of_case(here, "protocol/facts/?fact=self_harm_signs")
    assert client.post(path, {"about": child, "value": "yes"}).status_code == 302
    facts = protocols.facts_of_case(actor=here.first, at=clock.now(), case_id=here.case)
    assert facts[child].values == {"self_harm_signs": True}
    assert "Signs of self-harm" in page(client, of_case(here))
    assert client.post(path, {"about": child, "value": "unknown"}).status_code == 302
    facts = protocols.facts_of_case(actor=here.first, at=clock.now(), case_id=here.case)
    assert child not in facts or not facts[child].values


@pytest.mark.parametrize(
    "fact", ["age", "sex", "offences", "last_contact_at", "danger_now", "report_at"]
)
def test_the_form_for_a_fact_fits_its_kind(here: Scene, fact: str) -> None:
    page(signed_in(here.first), of_case(here, f"protocol/facts/?fact={fact}"))


def test_a_closing_takes_two_people_and_the_case_can_be_opened_again(here: Scene) -> None:
    path = of_case(here, "decisions/")
    first, second = signed_in(here.first), signed_in(here.second)
    empty = first.post(path, {"do": "propose"})
    assert empty.status_code == 400
    assert "error-summary" in empty.content.decode()
    asked = {"do": "propose", "outcome": "no_offence", "reasons": ["inquiry_complete"]}
    assert "Offer support before the case is closed." in page(second, path)
    assert second.post(path, asked).status_code == 400
    offer_support(here)
    assert "Do it, or ask to leave it out." in page(second, path)
    unready = second.post(path, asked)
    assert unready.status_code == 400
    assert "Offer care and an examination" in unready.content.decode()
    make_ready(here.first, clock.now(), here.case)
    assert second.post(path, asked).status_code == 302
    assert "A second person has to agree." in page(second, path)
    assert second.post(path, {"do": "confirm"}).status_code == 200
    card = cases.case(actor=here.first, at=clock.now(), case_id=here.case)
    assert card.closed_at is None
    assert second.post(path, {"do": "drop"}).status_code == 302
    assert first.post(path, asked).status_code == 302
    assert second.post(path, {"do": "confirm"}).status_code == 302
    assert cases.case(actor=here.first, at=clock.now(), case_id=here.case).closed_at
    assert first.post(path, {"do": "reopen", "reason": "new_information"}).status_code == 302
    assert "Reopened" in page(first, path)


def offer_support(here: Scene) -> None:
    casework.cases.mark(
        actor=here.first,
        at=clock.now(),
        case_id=here.case,
        kind="support_offered",
        happened_at=here.opened,
    )


@pytest.mark.django_db(transaction=True)
def test_where_two_agencies_have_to_agree_the_second_reads_the_reasons_in_words(
    here: Scene,
) -> None:
    offer_support(here)
    protocols_say(here, {"trafficking_signs": True})
    make_ready(here.first, clock.now(), here.case)
    path, first = of_case(here, "decisions/"), signed_in(here.first)
    asked = {"do": "propose", "outcome": "no_offence", "reasons": ["inquiry_complete"]}
    assert first.post(path, asked).status_code == 400, "two agencies need the reasons in words"
    assert first.post(path, {**asked, "words": "Every line was followed."}).status_code == 302
    assert "Every line was followed." not in page(signed_in(here.second), path)
    assert "Somebody of another agency has to agree." in page(signed_in(here.second), path)
    prosecutor = casework.cast.staff("pia", "prosecutor", unit=here.place.other_unit)
    casework.place_in_circle(here, prosecutor, "prosecutor")
    client = signed_in(prosecutor)
    words = client.post(f"{path}words/")
    assert "Every line was followed." in words.content.decode()
    assert "Read sealed words" in page(client, of_case(here, "record/"))
    assert client.post(path, {"do": "confirm"}).status_code == 302


def protocols_say(here: Scene, values: dict[str, bool]) -> None:
    casework.protocols.record_facts(
        actor=here.first, at=clock.now(), case_id=here.case, facts=casework.CaseFacts(values)
    )


def test_an_outcome_without_one_of_its_own_reasons_is_refused_with_what_was_chosen(
    here: Scene,
) -> None:
    offer_support(here)
    asked = {"do": "propose", "outcome": "convicted", "reasons": ["support_continues"]}
    answer = signed_in(here.first).post(of_case(here, "decisions/"), asked)
    assert answer.status_code == 400
    text = answer.content.decode()
    assert "one of its own reasons" in text
    assert re.search(r'value="support_continues"[^>]*checked', text)


@pytest.mark.django_db(transaction=True)
def test_a_supervisor_brings_people_in_and_lets_them_go(here: Scene) -> None:
    path, second = of_case(here, "decisions/"), signed_in(here.second)
    newcomer = casework.cast.staff("dora", "investigator", unit=here.place.unit)
    page(signed_in(newcomer), of_case(here), status=403)
    asked = {"do": "assign", "person": f"{newcomer.id}:investigator", "until": ""}
    assert second.post(path, asked).status_code == 302
    page(signed_in(newcomer), of_case(here))
    assert "Dora" in page(second, path)
    assert second.post(path, {"do": "release", "person": newcomer.id}).status_code == 302
    page(signed_in(newcomer), of_case(here), status=403)


@pytest.mark.django_db(transaction=True)
def test_somebody_with_a_conflict_of_interest_is_kept_out_at_once(here: Scene) -> None:
    path, second = of_case(here, "decisions/"), signed_in(here.second)
    page(signed_in(here.first), of_case(here))
    asked = {"do": "exclude", "person": str(here.first.id), "reason": "related"}
    assert second.post(path, asked).status_code == 302
    page(signed_in(here.first), of_case(here), status=403)


def test_an_investigator_reads_why_the_circle_is_not_theirs_to_change(here: Scene) -> None:
    text = page(signed_in(here.first), of_case(here, "decisions/"))
    assert text.count("This is not part of your role.") >= 2
    assert "Release" not in text


def test_the_record_tab_tells_of_this_very_looking_and_pages_by_keys(here: Scene) -> None:
    client = signed_in(here.first)
    for _ in range(55):
        client.get(of_case(here))
    first = page(client, of_case(here, "record/"))
    assert "Looked at the case file" in first
    assert "being recorded" in first
    assert "Ada" in first
    older = re.search(r'href="([^"]*before=[^"]*)"[^>]*>Older', first)
    assert older is not None
    second = page(client, of_case(here, "record/") + older[1].replace("&amp;", "&"))
    assert "Brought people into the case" in second
    assert "Older entries" not in second


def test_a_case_without_a_pack_says_so(here: Scene) -> None:
    bare = casework.cases.open_case(
        actor=here.second, at=here.opened, unit_id=here.place.unit.id, circle={}
    )
    for tab in TABS:
        page(signed_in(here.second), f"/desk/cases/{bare}/{tab}")


@pytest.mark.parametrize("role", ["medic", "support_worker", "lab", "prosecutor", "interviewer"])
def test_each_role_of_the_circle_sees_its_part_and_no_dead_tab(here: Scene, role: str) -> None:
    actor = casework.cast.staff("mia", role, unit=here.place.other_unit)
    casework.place_in_circle(here, actor, role)
    client = signed_in(actor)
    text = page(client, of_case(here))
    tabs = re.findall(
        rf'href="(/desk/cases/{here.case}/[a-z]*/?)"(?: aria-current="page")?>[A-Z]', text
    )
    assert of_case(here) in tabs
    for tab in set(tabs):
        page(client, tab)


def test_what_a_role_may_not_see_is_not_asked_for(here: Scene) -> None:
    worker = casework.cast.staff("sol", "support_worker", unit=here.place.other_unit)
    casework.place_in_circle(here, worker, "support_worker")
    text = page(signed_in(worker), of_case(here))
    assert "Child 1" not in text
    assert ParticipantRole.SUSPECT.value not in text.lower().replace("under suspicion", "")


@pytest.mark.django_db(transaction=True)
def test_who_is_kept_out_is_listed_and_let_back_in_by_a_supervisor_alone(here: Scene) -> None:
    path, second = of_case(here, "decisions/"), signed_in(here.second)
    asked = {"do": "exclude", "person": str(here.first.id), "reason": "related"}
    assert "Kept out of this case" not in page(second, path)
    assert second.post(path, asked).status_code == 302
    listed = page(second, path).split('id="kept-out"')[1].split("</section>")[0]
    assert "Ada" in listed
    assert "Related or close to somebody in the case" in listed
    number = re.search(r'name="person" value="([^"]+)"', listed)
    assert number is not None
    done = second.post(path, {"do": "end", "person": number[1]})
    assert done.status_code == 302, re.findall(r'role="status">(.*?)<', done.content.decode())
    assert "ended" in page(second, path).split('id="kept-out"')[1].split("</section>")[0]
    page(signed_in(here.first), of_case(here), status=403)  # the place in the circle is gone


@pytest.mark.django_db(transaction=True)
def test_an_implicated_colleague_is_let_back_in_by_no_supervisor_of_their_own_unit(
    here: Scene,
) -> None:
    path, second = of_case(here, "decisions/"), signed_in(here.second)
    asked = {"do": "exclude", "person": str(here.first.id), "reason": "implicated"}
    assert second.post(path, asked).status_code == 302
    listed = page(second, path).split('id="kept-out"')[1].split("</section>")[0]
    assert "Somebody of another unit has to decide this." in listed
    number = re.search(r'name="person" value="([^"]+)"', listed)
    assert number is not None
    answer = second.post(path, {"do": "end", "person": number[1]})
    assert "Somebody of another unit has to decide this." in answer.content.decode()
