"""The public form page by page, without scripts."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bairn.web.report import order
from tests.doors.report.walk import FULL, THIN, Walk


def test_a_bare_link_is_enough_to_reach_the_list() -> None:
    walk = Walk().to_the_list(THIN)
    assert walk.heading == "Check what you want to send"
    assert "https://video.example/watch/77" in walk.text


def test_only_the_account_is_asked_for_when_everything_is_left_out() -> None:
    walk = Walk()
    stops = []
    for _ in range(20):
        here = walk.page
        walk.press()
        if walk.page == here:
            stops.append(here)
            walk.press(account="a few words")
        if not walk.page:
            break
    assert stops == ["what"]


def test_danger_now_shows_whom_to_call_before_anything_else() -> None:
    walk = Walk()
    assert walk.page == "danger"
    walk.press(now="yes")
    assert walk.page == "urgent"
    for number in ("110", "112", "911"):
        assert f'href="tel:{number}"' in walk.text
    assert "check locally" in walk.text


def test_the_numbers_are_those_of_the_jurisdiction(settings: Any) -> None:
    settings.BAIRN_JURISDICTION = "CN"
    page = Client().get(reverse("report:start")).content.decode()
    assert 'href="tel:110"' in page
    assert 'href="tel:911"' not in page


def test_people_whose_work_it_is_choose_their_situation() -> None:
    walk = Walk()
    walk.press(now="no")
    walk.press(part="work")
    walk.press(place="CN")
    walk.press(field="school")
    assert walk.page == "situation"
    assert walk.text.count('type="radio"') == 9
    assert "seen in source" in walk.text
    walk.press()
    assert walk.page == "what"


@pytest.mark.parametrize(("place", "row"), [("US", "us_online"), ("other", "eu_child_told")])
def test_the_situations_are_those_of_the_pack_that_holds_there(place: str, row: str) -> None:
    walk = Walk()
    walk.press(now="no")
    walk.press(part="work")
    walk.press(place=place)
    walk.press(field="school")
    assert f'value="{row}"' in walk.text
    assert "check locally" in walk.text


def test_a_house_of_one_jurisdiction_does_not_ask_for_the_country(settings: Any) -> None:
    settings.BAIRN_JURISDICTION = "CN"
    walk = Walk()
    walk.press(now="no")
    walk.press(part="work")
    assert walk.page == "work"
    walk.press(field="school")
    assert 'value="cn_1_private_injury"' in walk.text


def test_someone_it_is_about_is_not_asked_to_find_themselves() -> None:
    walk = Walk()
    walk.press(now="no")
    walk.press(part="child")
    seen = []
    while walk.page:
        seen.append(walk.page)
        walk.press(account="words")
    assert "child" not in seen
    assert "heard" not in seen
    assert "work" not in seen


def test_what_was_typed_stays_when_an_answer_cannot_be_taken() -> None:
    walk = Walk()
    while walk.page != "whom":
        walk.press(account="words")
    walk.press(about="child", age="four hundred")
    assert walk.page == "whom"
    assert 'value="four hundred"' in walk.text
    assert 'class="error-summary"' in walk.text
    assert walk.answer.status_code == 200


def test_what_was_typed_stays_when_the_seal_has_aged() -> None:
    walk = Walk()
    while walk.page != "what":
        walk.press()
    data = {"draft": "stale", "page": "what", "go": "next", "account": "Typed for an hour."}
    walk.answer = walk.client.post(reverse("report:tell"), data)
    assert walk.page == "whom"
    walk.press("back")
    assert "Typed for an hour." in walk.text


def test_going_back_keeps_what_was_just_typed_and_what_was_typed_before() -> None:
    walk = Walk()
    while walk.page != "what":
        walk.press()
    walk.press(account="First words.")
    walk.press("back", about="adult", age="31")
    assert "First words." in walk.text
    walk.press(account="First words.")
    assert 'value="31"' in walk.text


def test_changing_one_answer_leads_back_to_the_list() -> None:
    walk = Walk().to_the_list(FULL)
    walk.press("change.where")
    assert walk.page == "where"
    assert "Lindenhof" in walk.text
    walk.press(place="Elsewhere")
    assert walk.page == ""
    assert "Elsewhere" in walk.text
    assert "Lindenhof" not in walk.text


def test_a_change_that_makes_new_questions_asks_them_and_then_leads_back() -> None:
    walk = Walk().to_the_list(THIN)
    walk.press("change.danger")
    walk.press(now="yes")
    assert walk.page == "urgent"
    walk.press()
    assert walk.page == ""


def test_the_language_changes_without_losing_a_word() -> None:
    walk = Walk()
    while walk.page != "what":
        walk.press()
    walk.press("language.zh-hans", account="Half a sentence")
    assert walk.page == "what"
    assert "Half a sentence" in walk.text
    assert walk.heading == "发生了什么事，或者您担心什么？"
    walk.press(account="Half a sentence")
    assert walk.heading == "事情与谁有关？"


def test_a_language_nobody_speaks_changes_nothing() -> None:
    walk = Walk()
    walk.press("language.xx-nonsense")
    assert walk.answer.status_code == 200
    assert "l" not in walk.client.cookies


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_page_has_a_reason_a_quick_exit_and_a_neutral_title(language: str) -> None:
    walk = Walk()
    walk.press(f"language.{language}")
    walk.press(now="yes")
    walk.press()
    walk.press(part="work")
    seen = {"danger", "urgent"}
    while walk.page:
        seen.add(walk.page)
        assert 'class="why"' in walk.text
        assert str(order.BY_KEY[walk.page].why)
        assert "data-exit" in walk.text
        title = walk.text.split("<title>")[1].split("</title>")[0]
        assert title.startswith(("Form", "表单"))
        walk.press(account="words")
    assert seen == set(order.BY_KEY) - {"who"}


def test_the_door_keeps_no_cookie() -> None:
    client = Client()
    for name in ("report:start", "report:tell", "report:back"):
        client.get(reverse(name))
    Walk(client).to_the_list(FULL)
    assert not client.cookies


def test_answers_stand_in_no_address_and_are_stored_nowhere() -> None:
    walk = Walk().to_the_list(FULL)
    assert walk.answer["Cache-Control"] == "no-store"
    assert walk.answer["Referrer-Policy"] == "no-referrer"
    assert "?" not in walk.answer.wsgi_request.get_full_path()


def test_a_form_posted_by_another_site_is_taken_for_a_first_visit() -> None:
    data = {"page": "what", "go": "next", "account": "not the reporter's words"}
    answer = Client().post(reverse("report:tell"), data, headers={"Sec-Fetch-Site": "cross-site"})
    assert "not the reporter" not in answer.content.decode()
    assert "Is someone in danger right now?" in answer.content.decode()


def test_markup_in_an_answer_stays_text() -> None:
    walk = Walk().to_the_list({"what": {"account": "<script>alert(1)</script>"}})
    assert b"<script>alert" not in walk.answer.content


@pytest.mark.parametrize("go", ["next", "send", "back", "change.nothing", "", "language.", "x.y.z"])
def test_a_post_out_of_order_shows_a_page_and_never_an_error(go: str) -> None:
    answer = Client().post(reverse("report:tell"), {"go": go})
    assert answer.status_code == 200


def test_nothing_required_asks_about_clothing_the_past_or_being_believed() -> None:
    required = [
        f"{page.key}.{name}"
        for page in order.PAGES
        for name, field in page.base_fields.items()
        if field.required
    ]
    assert required == ["what.account"]
    for page in order.PAGES:
        for name, field in page.base_fields.items():
            asked = f"{name} {field.label} {field.help_text}".lower()
            for word in ("cloth", "wear", "relationship", "believ", "credib", "drunk", "alcohol"):
                assert word not in asked, f"{page.key}.{name}"
