"""The Supervision tab and its pages: promises, reviews, directions, hand-overs."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from bairn.access.terms import Role
from bairn.cases import actions as cases
from bairn.cases import queries as case_looks
from bairn.cases.terms import PromiseState
from bairn.journeys import hand_over, review_case
from bairn.kernel import clock
from bairn.supervision import queries, reviewing
from bairn.supervision.terms import DirectionState, HandoverState, ItemState, NewDirection
from tests import cast
from tests.doors.desk import casework
from tests.doors.desk.casework import CANARY, scene, signed_in

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
ZONE = ZoneInfo("Asia/Shanghai")
TOPICS = reviewing.book().topics
WELL = {topic.id: next(one.code for one in topic.findings if not one.asks) for topic in TOPICS}


@pytest.fixture
def here():
    return scene()


@pytest.fixture
def wren(here):
    return cast.staff("wren", Role.INVESTIGATOR, unit=here.place.unit)


def wall(moment):
    return moment.astimezone(ZONE).strftime("%Y-%m-%dT%H:%M")


def at_tab(here, more=""):
    return f"/desk/cases/{here.case}/supervision/{more}"


def promised(here, *, made=None, by_at=None):
    made = made or clock.now()
    return cases.promise(
        actor=here.first, at=made, case_id=here.case, to=here.parts[0], kind="update",
        by_at=by_at or made + DAY,
    )  # fmt: skip


def only_promise(here):
    (one,) = case_looks.promises(actor=here.first, at=clock.now(), case_id=here.case)
    return one


def reviewed(here, *, at=None, by_at=None):
    at = at or clock.now()
    todo = NewDirection(
        words="Ask the clinic.", owner_id=here.first.id, by_at=by_at or clock.now() + DAY
    )
    review_case.review_case(
        actor=here.second, at=at, case_id=here.case,
        findings=["delay_seen" if one == "on_time" else one for one in WELL.values()],
        directions=[todo],
    )  # fmt: skip


def offered(here, wren):
    return hand_over.offer_case(
        actor=here.second, at=clock.now(), case_id=here.case, to_staff=wren.id,
        from_staff=here.first.id, reason="leaving",
    )  # fmt: skip


def look(here, handover_id):
    return queries.handover(
        actor=here.second, at=clock.now(), case_id=here.case, handover_id=handover_id
    )


def test_the_tab_stands_in_the_case_and_names_nobody(here):
    page = signed_in(here.first).get(at_tab(here))
    assert page.status_code == 200
    assert f'href="{at_tab(here)}" aria-current="page"' in page.content.decode()
    assert CANARY not in page.content.decode()


def test_something_is_promised_to_the_child_and_nobody_kept_out_is_in_the_list(here):
    client = signed_in(here.first)
    words = client.get(at_tab(here)).content.decode()
    assert f'<option value="{here.parts[0]}">' in words
    assert f'<option value="{here.parts[1]}">' not in words
    assert f'<option value="{here.parts[2]}">' not in words
    asked = {"to": here.parts[0], "kind": "visit", "by_at": wall(clock.now() + 2 * DAY)}
    assert client.post(at_tab(here), asked).status_code == 302
    made = only_promise(here)
    assert (made.kind, made.to) == ("visit", here.parts[0])
    assert abs(made.by_at - clock.now() - 2 * DAY) < timedelta(minutes=2)


def test_a_promise_for_yesterday_is_refused_in_the_rules_words_and_keeps_what_was_typed(here):
    typed = wall(clock.now() - DAY)
    asked = {"to": here.parts[0], "kind": "visit", "by_at": typed}
    page = signed_in(here.first).post(at_tab(here), asked)
    assert page.status_code == 400
    assert "Choose a moment that lies ahead." in page.content.decode()
    assert f'value="{typed}"' in page.content.decode()


@pytest.mark.parametrize(
    ("kept_after", "words"), [(timedelta(hours=20), "kept 4 h before"), (4 * DAY, "kept 3 d after")]
)
def test_what_became_of_a_promise_is_said_with_how_long(here, kept_after, words):
    begun = clock.now() - 5 * DAY
    made = promised(here, made=begun)
    cases.keep_promise(
        actor=here.first, at=begun + kept_after, case_id=here.case, promise_id=made,
        kept_at=begun + kept_after,
    )  # fmt: skip
    assert words in signed_in(here.first).get(at_tab(here)).content.decode()


def test_a_missed_promise_is_kept_late_and_its_other_buttons_are_off(here):
    made = promised(here, made=clock.now() - 4 * DAY)
    address = at_tab(here, f"promises/{made}/")
    client = signed_in(here.first)
    words = client.get(address).content.decode()
    assert words.count("This promise was missed. It can only be kept late.") == 2
    assert "missed by 3 d" in words
    asked = {"do": "keep", "kept_at": wall(clock.now()), "told": "on"}
    assert client.post(address, asked).status_code == 302
    assert only_promise(here).state(clock.now()) is PromiseState.LATE_KEPT
    marks = case_looks.milestones(actor=here.first, at=clock.now(), case_id=here.case)
    assert marks[-1].kind == "progress_told"


def test_a_promise_is_put_off_and_taken_back_with_a_reason(here):
    address = at_tab(here, f"promises/{promised(here)}/")
    client = signed_in(here.first)
    later = wall(clock.now() + 3 * DAY)
    asked = {"do": "put_off", "until": later, "reason": "asked_by_them"}
    assert client.post(address, asked).status_code == 302
    assert only_promise(here).put_off == 1
    client.post(address, {"do": "withdraw", "reason": "declined_by_them"})
    assert only_promise(here).withdrawn_for == "declined_by_them"
    assert "put off: 1 ×" in client.get(at_tab(here)).content.decode()


def test_a_supervisor_looks_over_the_case_and_says_what_is_to_be_done(here):
    client = signed_in(here.second)
    asked = {
        **WELL, "plan": "needs_direction", "comments": "The second week is thin.",
        "words_1": "Ask the clinic.", "owner_1": here.first.id, "by_1": wall(clock.now() + DAY),
    }  # fmt: skip
    address = at_tab(here, "review/")
    assert client.post(address, asked).status_code == 302
    words = client.get(at_tab(here)).content.decode()
    assert "The plan needs direction" in words
    assert "Direction to Ada" in words
    assert "second week" not in words


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"words_1": ""}, "A direction needs words, somebody and a moment."),
        ({"words_1": "", "owner_1": "", "by_1": ""}, "What was found wrong needs a direction"),
        ({"next_at": "2031-01-01T10:00"}, "The next review lies ahead"),
    ],
)
def test_a_review_that_is_not_whole_is_refused_and_keeps_what_was_typed(here, change, words):
    asked = {
        **WELL, "plan": "needs_direction", "comments": "The second week is thin.",
        "words_1": "Ask.", "owner_1": here.first.id, "by_1": wall(clock.now() + DAY), **change,
    }  # fmt: skip
    page = signed_in(here.second).post(at_tab(here, "review/"), asked)
    assert page.status_code == 400
    assert words in page.content.decode()
    assert "The second week is thin." in page.content.decode()
    assert queries.reviews(actor=here.first, at=clock.now(), case_id=here.case) == ()


def test_whoever_works_the_case_is_told_why_they_cannot_review_it(here):
    both = cast.staff("dan", Role.SUPERVISOR, Role.INVESTIGATOR, unit=here.place.unit)
    casework.place_in_circle(here, both, "investigator")
    for address in (at_tab(here), at_tab(here, "review/")):
        words = signed_in(both).get(address).content.decode()
        assert "Whoever has worked on a case does not review it." in words
    assert "This is not part of your role." in (
        signed_in(here.first).get(at_tab(here)).content.decode()
    )


def test_the_owner_answers_a_direction_and_others_see_why_they_cannot(here):
    reviewed(here)
    (review,) = queries.reviews(actor=here.first, at=clock.now(), case_id=here.case)
    address = at_tab(here, f"directions/{review.directions[0].id}/")
    words = signed_in(here.second).get(address).content.decode()
    assert "Whoever it was given to answers a direction." in words
    client = signed_in(here.first)
    asked = {"do": "answer", "answer": "not_possible", "reason": "", "words": "Gone."}
    page = client.post(address, asked)
    assert page.status_code == 400
    assert "Choose one of the listed reasons." in page.content.decode()
    assert client.post(address, {**asked, "reason": "gone"}).status_code == 302
    (review,) = queries.reviews(actor=here.first, at=clock.now(), case_id=here.case)
    assert review.directions[0].state(clock.now()) is DirectionState.NOT_POSSIBLE


def test_reviews_of_the_unit_stand_in_the_rail_the_longest_due_first(here):
    old = casework.another_case(here, hours=24 * 90)
    page = signed_in(here.second).get("/desk/reviews/").content.decode()
    assert page.index(str(old)) < page.index(str(here.case))
    assert "1 late" in page
    assert 'href="/desk/reviews/"' in signed_in(here.second).get("/desk/").content.decode()
    assert signed_in(here.first).get("/desk/reviews/").status_code == 403


@pytest.mark.django_db(transaction=True)
def test_a_case_is_offered_to_a_colleague_and_taken_over_item_by_item(here, wren):
    promised(here)
    client = signed_in(here.second)
    asked = {"do": "person", "from_staff": here.first.id, "to_staff": wren.id, "reason": "leaving"}
    sent = client.post(at_tab(here, "hand-over/"), asked)
    assert sent.status_code == 302
    address = sent.headers["Location"]
    handover_id = address.rstrip("/").rpartition("/")[2]
    receiver, giver = signed_in(wren), signed_in(here.first)
    assert "Every item has to be accepted first." in receiver.get(address).content.decode()
    first, *others = look(here, handover_id).items
    receiver.post(address, {"do": "ask", "item": first.id, "code": "unclear", "words": "What?"})
    assert look(here, handover_id).items[0].state is ItemState.QUESTIONED
    giver.post(address, {"do": "answer", "item": first.id, "words": "This."})
    for one in (first, *others):
        receiver.post(address, {"do": "accept", "item": one.id})
    assert receiver.post(address, {"do": "finish"}).status_code == 302
    assert look(here, handover_id).state is HandoverState.FINISHED
    assert giver.get(at_tab(here)).status_code == 403
    assert receiver.get(at_tab(here)).status_code == 200


def test_a_question_without_its_code_is_refused_and_keeps_what_was_typed(here, wren):
    handover_id = offered(here, wren)
    item = look(here, handover_id).items[0]
    page = signed_in(wren).post(
        at_tab(here, f"hand-over/{handover_id}/"),
        {"do": "ask", "item": item.id, "code": "why", "words": "Where is the letter?"},
    )
    assert page.status_code == 400
    assert "Choose one of the listed questions." in page.content.decode()
    assert "Where is the letter?" in page.content.decode()


def test_the_giver_may_not_finish_and_the_receiver_may_end_the_offer(here, wren):
    handover_id = offered(here, wren)
    address = at_tab(here, f"hand-over/{handover_id}/")
    giver = signed_in(here.first)
    assert "Whoever takes the case over does this." in giver.get(address).content.decode()
    assert giver.post(address, {"do": "finish"}).status_code == 400
    ended = signed_in(wren).post(address, {"do": "take_back", "reason": "receiver_unavailable"})
    assert ended.headers["Location"] == "/desk/hand-overs/"
    assert look(here, handover_id).state is HandoverState.TAKEN_BACK


def test_the_whole_case_moves_with_a_supervisor_of_the_other_unit(here):
    address = at_tab(here, "hand-over/")
    client = signed_in(here.second)
    receiver = f"{here.stranger.id}:{here.place.other_unit.id}"
    assert receiver in client.get(address).content.decode()
    asked = {"do": "unit", "receiver": receiver, "reason": "jurisdiction"}
    assert client.post(address, asked).status_code == 302
    listed = signed_in(here.stranger).get("/desk/hand-overs/").content.decode()
    assert "the whole case moves" in listed


def test_everything_of_somebody_who_leaves_is_offered_and_progress_is_shown(here, wren):
    casework.another_case(here, hours=20)
    offered(here, wren)
    client = signed_in(here.second)
    asked = {"do": "offer", "from_staff": here.first.id, "to_staff": wren.id, "reason": "leaving"}
    words = client.post("/desk/hand-overs/", asked).content.decode()
    assert "Cases offered: 1." in words
    assert "This place is being handed over already." in words
    assert "0 of 1 handed over" in words
    assert "Waits for you" in signed_in(wren).get("/desk/hand-overs/").content.decode()


def test_an_investigator_sees_why_they_offer_nothing(here):
    words = signed_in(here.first).get("/desk/hand-overs/").content.decode()
    assert "This is not part of your role." in words
    asked = {"do": "offer", "from_staff": here.first.id, "to_staff": here.second.id}
    assert signed_in(here.first).post("/desk/hand-overs/", asked).status_code == 400


@pytest.mark.django_db(transaction=True)
def test_sealed_words_are_opened_once_and_on_record(here):
    reviewed(here)
    (review,) = queries.reviews(actor=here.first, at=clock.now(), case_id=here.case)
    asked = {"words": review.directions[0].words_id}
    client = signed_in(here.first)
    assert "Ask the clinic." not in client.get(at_tab(here)).content.decode()
    assert "Ask the clinic." in client.post(at_tab(here, "words/"), asked).content.decode()
    assert client.post(at_tab(here, "words/"), {"words": "nothing"}).status_code == 404


@pytest.mark.parametrize("more", ["", "review/", "hand-over/"])
def test_nobody_outside_the_circle_finds_these_pages(here, more):
    assert signed_in(here.stranger).get(at_tab(here, more)).status_code == 403


def test_the_pages_speak_chinese(here, wren):
    reviewed(here)
    promised(here)
    client = signed_in(here.second, "zh-hans")
    for address in (
        at_tab(here), at_tab(here, "review/"), at_tab(here, f"hand-over/{offered(here, wren)}/"),
        "/desk/reviews/", "/desk/hand-overs/",
    ):  # fmt: skip
        page = client.get(address).content.decode()
        assert "督导" in page or "移交" in page
        assert "Promises" not in page
        assert "Hand-overs" not in page
