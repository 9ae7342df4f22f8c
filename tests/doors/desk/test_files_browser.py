"""Files in a real browser: both widths, both languages, the keyboard, nothing shown unasked."""

from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.doors.browser import CHROMIUM, PHONE, WIDE, visit
from tests.doors.desk.filing import CANARY, Cabinet, cabinet
from tests.doors.desk.test_case_browser import faultless, sit
from tests.doors.server import serving

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Debian's chromium is not installed"),
]


@pytest.fixture
def on(transactional_db: None) -> Cabinet:
    return cabinet()


@pytest.fixture
def home(on: Cabinet) -> Iterator[str]:
    with serving() as address:
        yield address


def pages(on: Cabinet) -> dict[str, str]:
    case = f"/desk/cases/{on.case}/"
    return {
        "files": f"{case}files/",
        "picture": on.url("picture"),
        "locked": on.url("sound"),
        "digest-only": on.url("digest"),
        "archive": on.url("archive", "inside"),
        "capture": on.url("capture", "capture"),
        "new-digest": f"{case}evidence/{on.exhibit.id}/digest/",
        "exposure": "/desk/exposure/",
        "failed": "/desk/files/failed/",
    }


@pytest.mark.parametrize(("size", "language"), list(product([WIDE, PHONE], ["en", "zh-hans"])))
def test_every_page_of_files_is_faultless(
    chrome: Browser,
    on: Cabinet,
    home: str,
    pictures: Path,
    size: tuple[int, int],
    language: str,
) -> None:
    def picture(name: str) -> None:
        path = pictures / f"files-{name}-{size[0]}-{language}.png"
        seen.page.screenshot(path=path, full_page=True)
        faultless(seen, home)

    with visit(chrome, size=size, language=language) as seen:
        sit(seen, home, on.scene.first, language)
        for name, path in pages(on).items():
            seen.page.goto(home + path)
            picture(name)
            assert CANARY not in seen.page.content()
        seen.page.goto(home + on.url("picture"))
        with seen.page.expect_navigation():
            seen.page.click("button[value=view]")
        picture("viewing")
        with seen.page.expect_navigation():
            seen.page.click("button[name=show]")
        picture("shown")
        seen.page.goto(home + on.url("capture", "capture"))
        with seen.page.expect_navigation():
            seen.page.locator("main form button.button").first.click()
        picture("capture-opened")


def test_a_picture_is_protected_until_keys_say_otherwise(
    chrome: Browser, on: Cabinet, home: str
) -> None:
    filtered = "getComputedStyle(document.querySelector('.material img')).filter"
    with visit(chrome) as seen:
        sit(seen, home, on.scene.first, "en")
        page = seen.page
        page.goto(home + on.url("picture"))
        page.click("button[value=view]")
        page.wait_for_selector("button[name=show]")
        assert page.locator(".material").count() == 0
        with page.expect_navigation():
            page.click("button[name=show]")
        assert page.evaluate("document.querySelector('.material img').naturalWidth") == 64
        assert page.evaluate(filtered) == "blur(14px) grayscale(1)"
        page.keyboard.press("b")
        assert page.evaluate(filtered) == "blur(0px) grayscale(1)"
        page.keyboard.press("c")
        assert page.evaluate(filtered) == "blur(0px) grayscale(0)"
        page.keyboard.press("b")
        assert page.evaluate(filtered) == "blur(14px) grayscale(0)"
        assert seen.complaints == []


def test_sound_begins_muted_and_stopped(chrome: Browser, on: Cabinet, home: str) -> None:
    from bairn.evidence import actions as evidence
    from bairn.evidence.terms.locks import LockKind

    evidence.record_authority(
        **on.told("sound"), kind=LockKind.PRIVILEGED, ground="court_order", reference="Court, 7"
    )
    with visit(chrome) as seen:
        sit(seen, home, on.scene.first, "en")
        page = seen.page
        page.goto(home + on.url("sound"))
        page.click("button[value=view]")
        page.click("button[name=show]")
        page.wait_for_selector("audio")
        state = (
            "(() => { const a = document.querySelector('audio'); return [a.muted, a.paused]; })()"
        )
        assert page.evaluate(state) == [True, True]
        page.keyboard.press("m")
        assert page.evaluate(state) == [False, True]
        assert seen.complaints == []


def test_a_check_shows_how_far_it_is_by_itself(chrome: Browser, on: Cabinet, home: str) -> None:
    from bairn.access import sessions
    from bairn.evidence import actions as evidence

    with visit(chrome) as seen:
        sit(seen, home, on.scene.first, "en")
        page = seen.page
        page.goto(home + on.url("text"))
        page.click("button[value=check]")
        page.wait_for_selector("#checked[hx-trigger]")
        evidence.verify_file(**on.told("text", actor=sessions.system()))
        page.wait_for_selector("#checked .tag.green")
        assert page.locator("#checked[hx-trigger]").count() == 0
        assert seen.complaints == []
