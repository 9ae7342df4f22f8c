"""The review of old cases at the desk: the queue, one file, the funnel, what changed."""

import uuid
from datetime import timedelta

import pytest
from django.test import Client

from bairn.access import sessions
from bairn.access.terms import Role
from bairn.kernel import clock
from bairn.nonrecent import actions
from bairn.nonrecent import book as catalogue
from bairn.nonrecent.terms import Due, FileKind, OldFile, Why
from tests import cast
from tests.doors.desk.casework import Scene, scene, signed_in

pytestmark = pytest.mark.django_db
CANARY = "Ask Heroncanary school"


@pytest.fixture
def here(db: None) -> Scene:
    return scene()


def brought_back(here: Scene, *, why: Why = Why.NEW_LINK, days: int = 7) -> uuid.UUID:
    """The house found a reason to look at the case of the scene again; the item's id."""
    now = clock.now()
    file = OldFile(holder_id=here.case, kind=FileKind.CLOSED, since=now)
    due = Due(why=why, cause_id=None, at=now, answer_by=now + timedelta(days=days))
    actions.keep_due(actor=sessions.system(), at=now, found=[(file, [due])])
    item = signed_in(here.second).get("/desk/old-cases/").context["rows"][0]
    return item.id


def page(client: Client, here: Scene, item: uuid.UUID) -> str:
    return client.get(f"/desk/old-cases/{here.case}/{item}/").content.decode()


def send(client: Client, here: Scene, item: uuid.UUID, **data):
    return client.post(f"/desk/old-cases/{here.case}/{item}/", data)


def test_the_queue_is_reached_from_the_rail_and_says_why_each_file_is_here(here):
    brought_back(here)
    desk = signed_in(here.second)
    assert "/desk/old-cases/" in desk.get("/desk/").content.decode()
    shown = desk.get("/desk/old-cases/?why=new_link").content.decode()
    assert "A new link" in shown
    assert "nobody yet" in shown
    assert "Nothing waits here" in desk.get("/desk/old-cases/?why=periodic").content.decode()
    assert (
        "新的关联线索" in signed_in(here.second, "zh-hans").get("/desk/old-cases/").content.decode()
    )


def test_another_unit_sees_nothing_of_it(here):
    item = brought_back(here)
    stranger = signed_in(here.stranger)
    assert "Nothing waits here" in stranger.get("/desk/old-cases/").content.decode()
    assert stranger.get(f"/desk/old-cases/{here.case}/{item}/").status_code == 403


def test_a_review_is_taken_up_answered_and_ended_on_one_page(here):
    item = brought_back(here)
    desk = signed_in(here.second)
    send(desk, here, item, do="take")
    for question in catalogue.book().questions:
        code = question.code
        done = send(desk, here, item, **{"do": f"answer:{code}", f"{code}-answer": "done"})
        assert done.status_code == 302
    ended = send(desk, here, item, **{"do": "finish", "finish-outcome": "nothing_new",
                                      "finish-reasons": ["all_checked"]})  # fmt: skip
    assert ended.status_code == 302
    assert "Nothing new; to be looked at again" in page(desk, here, item)
    assert "Ended" in desk.get("/desk/old-cases/?show=ended").content.decode()


def test_what_was_typed_stays_when_the_rule_says_no(here):
    item = brought_back(here)
    desk = signed_in(here.second)
    send(desk, here, item, do="take")
    refused = send(desk, here, item, **{"do": "answer:links", "links-answer": "to_do",
                                        "links-words": CANARY})  # fmt: skip
    assert refused.status_code == 400
    assert CANARY in refused.content.decode()
    assert "First answer:" in refused.content.decode()


def test_words_are_read_by_a_button_and_only_those_of_this_item(transactional_db):
    here = scene()
    item = brought_back(here)
    desk = signed_in(here.second)
    send(desk, here, item, do="take")
    send(desk, here, item, **{"do": "answer:safety_now", "safety_now-answer": "to_do",
                              "safety_now-words": CANARY})  # fmt: skip
    shown = page(desk, here, item)
    assert CANARY not in shown
    address = f"/desk/old-cases/{here.case}/{item}/words/"
    sealed = shown.split('name="words" value="')[1].split('"')[0]
    assert CANARY in desk.post(address, {"words": sealed}).content.decode()
    assert desk.post(address, {"words": str(uuid.uuid4())}).status_code == 404


def test_the_funnel_says_each_step_in_words_and_numbers(here):
    brought_back(here)
    shown = signed_in(here.second).get("/desk/old-cases/funnel/").content.decode()
    assert "On the inventory" in shown
    assert "100%" in shown
    assert signed_in(here.first).get("/desk/old-cases/funnel/").status_code == 403


def test_a_prosecutor_declares_a_change_and_takes_it_back(here):
    quinn = cast.staff("quinn", Role.PROSECUTOR, unit=here.place.other_unit)
    desk = signed_in(quinn)
    address = "/desk/old-cases/changes/"
    said = {"do": "declare", "kind": "limitation_change", "reference": "Act 12 of 2026",
            "from_at": "2026-05-01", "packs": ["cn-2023"]}  # fmt: skip
    assert desk.post(address, {**said, "reference": ""}).status_code == 400
    assert desk.post(address, said).status_code == 302
    shown = desk.get(address).content.decode()
    assert "Act 12 of 2026" in shown
    change = shown.split('name="withdraw" value="')[1].split('"')[0]
    desk.post(address, {"withdraw": change})
    assert "taken back" in desk.get(address).content.decode()
    assert "Act 12 of 2026" in signed_in(here.first).get(address).content.decode()
    assert signed_in(here.first).post(address, said).status_code in (400, 403)
