"""The public door in a real browser: both languages, both widths, with and without scripts."""

import os
import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.doors.browser import CHROMIUM, PHONE, WIDE, Visit, visit
from tests.doors.server import serving
from tests.rooms.intake.desk import Desk

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Debian's chromium is not installed"),
]
CANARY = "Canarychild Birch"


@pytest.fixture
def home() -> Iterator[str]:
    with serving() as address:
        yield address


def key(page: Page) -> str:
    """The key of the question shown, "" on the list of answers."""
    field = page.locator("input[name=page]")
    return str(field.get_attribute("value")) if field.count() else ""


def press(page: Page, selector: str) -> None:
    """Press a button of the form and wait until the page after it stands there.

    That the old page is gone is not enough: without scripts there is none at all for a moment.
    """
    before = page.locator("input[name=draft]").get_attribute("value")
    page.click(selector)
    expect(page.locator(f'input[name=draft]:not([value="{before}"])')).to_have_count(1)


def begin(seen: Visit, home: str) -> Page:
    """Open the door and start."""
    seen.page.goto(home + "/report/")
    seen.page.click("main a.button:not(.second)")
    seen.page.wait_for_selector("#question")
    return seen.page


def faultless(seen: Visit, home: str) -> None:
    """No axe fault, no sideways scroll, nothing from outside, no complaint of the browser."""
    assert seen.axe() == []
    assert seen.sideways() == 0
    assert seen.outside(home) == []
    assert seen.complaints == []


def picture(page: Page, folder: Path, name: str) -> None:
    """A picture to look at; `BAIRN_PICTURES` names a folder that keeps them."""
    target = Path(os.environ.get("BAIRN_PICTURES", folder))
    page.screenshot(path=target / f"report-{name}.png", full_page=True)


def open_with(page: Page, home: str, code: str) -> None:
    """Come back with a code."""
    page.goto(home + "/report/code/")
    page.fill("input[name=code]", code)
    page.click("main button.button")
    page.wait_for_selector("input[name=pass]", state="attached")


@pytest.mark.parametrize(("size", "language"), list(product([WIDE, PHONE], ["en", "zh-hans"])))
def test_every_page_of_the_form_is_faultless(
    chrome: Browser, home: str, tmp_path: Path, size: tuple[int, int], language: str
) -> None:
    with visit(chrome, size=size, language=language) as seen:
        seen.page.goto(home + "/report/")
        picture(seen.page, tmp_path, f"start-{size[0]}-{language}")
        faultless(seen, home)
        page = begin(seen, home)
        walked = []
        while here := key(page):
            walked.append(here)
            picture(page, tmp_path, f"{here}-{size[0]}-{language}")
            faultless(seen, home)
            if here == "what":
                press(page, "button[value=next]")
                faultless(seen, home)
                page.fill("textarea", "some words")
            for choice in {"danger": ["yes"], "who": ["work"]}.get(here, []):
                page.check(f".choices input[value={choice}]")
            press(page, "button[value=next]")
        assert len(walked) == 15
        picture(page, tmp_path, f"check-{size[0]}-{language}")
        faultless(seen, home)
        page.goto(home + "/report/code/")
        faultless(seen, home)


def test_the_form_works_without_scripts(chrome: Browser, home: str) -> None:
    with visit(chrome, size=PHONE, scripts=False) as seen:
        page = begin(seen, home)
        while here := key(page):
            if here == "what":
                page.fill("textarea", CANARY)
            press(page, "button[value=next]")
        assert CANARY in page.locator("main").inner_text()
        assert page.locator("a[data-exit]").is_visible()


def test_the_history_holds_one_line_of_the_form_and_no_answer(chrome: Browser, home: str) -> None:
    with visit(chrome) as seen:
        page = begin(seen, home)
        before = page.evaluate("history.length")
        while here := key(page):
            if here == "what":
                page.fill("textarea", CANARY)
            press(page, "button[value=next]")
            assert page.url == home + "/report/form/"
            assert "Canary" not in page.title()
        assert page.evaluate("history.length") <= before + 1
        assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
        assert page.context.cookies() == []
        assert not any("Canary" in url for url in seen.requested)


def test_the_browsers_back_leads_to_the_question_before_with_its_words(
    chrome: Browser, home: str
) -> None:
    with visit(chrome) as seen:
        page = begin(seen, home)
        while key(page) != "what":
            press(page, "button[value=next]")
        page.fill("textarea", CANARY)
        press(page, "button[value=next]")
        page.evaluate("history.back()")
        expect(page.locator("input[name=page]")).to_have_value("what")
        assert page.input_value("textarea") == CANARY
        page.evaluate("history.back()")
        expect(page.locator("input[name=page]")).to_have_value("country")


def test_a_lost_connection_loses_nothing_that_was_typed(chrome: Browser, home: str) -> None:
    with visit(chrome) as seen:
        page = begin(seen, home)
        while key(page) != "what":
            press(page, "button[value=next]")
        page.fill("textarea", CANARY)
        page.context.set_offline(True)
        page.click("button[value=next]")
        expect(page.locator("#unreached")).to_be_visible()
        assert page.input_value("textarea") == CANARY
        page.context.set_offline(False)
        press(page, "button[value=next]")
        assert key(page) == "whom"


@pytest.mark.parametrize(("size", "language"), list(product([WIDE, PHONE], ["en", "zh-hans"])))
def test_the_receipt_and_what_the_code_shows_are_faultless(
    chrome: Browser,
    house: Desk,
    home: str,
    tmp_path: Path,
    size: tuple[int, int],
    language: str,
) -> None:
    with visit(chrome, size=size, language=language) as seen:
        page = begin(seen, home)
        while here := key(page):
            if here == "what":
                page.fill("textarea", CANARY)
            press(page, "button[value=next]")
        page.click("button[value=send]")
        code = page.locator(".code").inner_text()
        assert re.fullmatch(r"\d{4}(-\d{4}){3}", code)
        picture(page, tmp_path, f"receipt-{size[0]}-{language}")
        faultless(seen, home)
        open_with(page, home, code)
        page.fill("textarea", "And one thing more.")
        page.click("main button.button")
        expect(page.locator(".notice.green")).to_be_visible()
        picture(page, tmp_path, f"answer-{size[0]}-{language}")
        faultless(seen, home)
        assert CANARY not in page.content()
        assert code not in page.url + page.title()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_house_that_cannot_take_it_in_leaves_everything_on_the_page(
    chrome: Browser, transactional_db: None, home: str, scripts: bool
) -> None:
    """No unit is set up, so that handing in is refused."""
    with visit(chrome, scripts=scripts) as seen:
        page = begin(seen, home)
        while here := key(page):
            if here == "what":
                page.fill("textarea", CANARY)
            press(page, "button[value=next]")
        press(page, "button[value=send]")
        expect(page.locator(".error-summary")).to_be_visible()
        assert CANARY in page.locator("main").inner_text()


def test_a_page_that_is_not_ours_does_not_take_the_place_of_the_words(
    chrome: Browser, home: str
) -> None:
    with visit(chrome) as seen:
        page = begin(seen, home)
        while key(page) != "what":
            press(page, "button[value=next]")
        page.fill("textarea", CANARY)
        page.route("**/report/form/", lambda route: route.fulfill(status=502, body="Bad gateway"))
        page.click("button[value=next]")
        expect(page.locator("#unreached")).to_be_visible()
        assert page.input_value("textarea") == CANARY


@pytest.mark.parametrize("way", ["button", "keys"])
def test_leaving_empties_the_page_and_what_the_history_leads_back_to(
    chrome: Browser, home: str, way: str, settings: Any
) -> None:
    settings.BAIRN_EXIT_URL = home + "/static/kit/print.css"
    with visit(chrome) as seen:
        page = begin(seen, home)
        while key(page) != "what":
            press(page, "button[value=next]")
        page.fill("textarea", CANARY)
        press(page, "button[value=next]")
        if way == "button":
            page.click("a[data-exit]")
        else:
            for _ in range(3):
                page.keyboard.press("Escape")
        page.wait_for_url("**/print.css")
        for _ in range(2):
            page.go_back()
            assert "Canary" not in page.content()
            assert key(page) in {"", "danger"}


def test_two_presses_of_escape_leave_nothing(chrome: Browser, home: str) -> None:
    with visit(chrome) as seen:
        page = begin(seen, home)
        page.keyboard.press("Escape")
        page.keyboard.press("Escape")
        page.keyboard.press("Tab")
        page.keyboard.press("Escape")
        page.wait_for_timeout(300)
        assert page.url == home + "/report/form/"
