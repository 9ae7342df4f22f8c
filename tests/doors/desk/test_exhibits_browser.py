"""Exhibits in a real browser: both widths, both languages, the keyboard, a scanner, no scripts."""

from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.doors.browser import CHROMIUM, PHONE, WIDE, visit
from tests.doors.desk.exhibiting import Shelf, crossing, shelf
from tests.doors.desk.test_case_browser import faultless, sit
from tests.doors.desk.test_exhibits_pages import pages
from tests.doors.server import serving

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Debian's chromium is not installed"),
]


@pytest.fixture
def on(transactional_db: None) -> Shelf:
    made = shelf()
    crossing(made)
    return made


@pytest.fixture
def home(on: Shelf) -> Iterator[str]:
    with serving() as address:
        yield address


@pytest.mark.parametrize(("size", "language"), list(product([WIDE, PHONE], ["en", "zh-hans"])))
def test_every_page_of_exhibits_is_faultless(
    chrome: Browser,
    on: Shelf,
    home: str,
    pictures: Path,
    size: tuple[int, int],
    language: str,
) -> None:
    own = {name: pages(on)[name] for name in ("one", "swab", "mine")}
    readers = [(on.scene.second, pages(on), ""), (on.scene.first, own, "holder-")]
    for actor, shown, prefix in readers:
        with visit(chrome, size=size, language=language) as seen:
            sit(seen, home, actor, language)
            for name, path in shown.items():
                seen.page.goto(home + path)
                for one in seen.page.locator("details.act, details.card").all():
                    one.evaluate("each => each.open = true")
                picture = pictures / f"exhibits-{prefix}{name}-{size[0]}-{language}.png"
                seen.page.screenshot(path=picture, full_page=True)
                faultless(seen, home)


@pytest.mark.parametrize("scripts", [True, False])
def test_a_hand_scanner_types_into_the_box_and_enter_leads_on(
    chrome: Browser, on: Shelf, home: str, scripts: bool
) -> None:
    with visit(chrome, scripts=scripts) as seen:
        sit(seen, home, on.scene.first, "en")
        seen.page.goto(f"{home}/desk/exhibits/scan/many/")
        for one in (on.coat, on.kit):  # a scanner types into what has the focus and ends with Enter
            expect(seen.page.locator("#id_code")).to_be_focused()
            seen.page.keyboard.type(one.code.lower())
            seen.page.keyboard.press("Enter")
            expect(seen.page.locator("ol.lines")).to_contain_text(f"Exhibit {one.number}")
        seen.page.goto(f"{home}/desk/exhibits/")
        expect(seen.page.locator("#id_code")).to_be_focused()
        seen.page.keyboard.type(on.coat.code)
        seen.page.keyboard.press("Enter")
        expect(seen.page.locator("svg.hands")).to_be_visible()


def test_the_keys_lead_to_exhibits_and_the_drawing_is_readable_on_a_phone(
    chrome: Browser, on: Shelf, home: str
) -> None:
    with visit(chrome, size=WIDE) as seen:
        sit(seen, home, on.scene.first, "en")
        seen.page.goto(f"{home}/desk/cases/")
        seen.page.keyboard.type("ge")
        expect(seen.page).to_have_url(f"{home}/desk/exhibits/")
    with visit(chrome, size=PHONE) as seen:
        sit(seen, home, on.scene.first, "en")
        seen.page.goto(home + pages(on)["one"])
        sizes = seen.page.locator("svg.hands text").evaluate_all(
            "all => all.map(one => one.getBoundingClientRect()).map(box => [box.right, box.height])"
        )
        frame = seen.page.locator("svg.hands").bounding_box()
        assert frame is not None
        assert all(right <= frame["x"] + frame["width"] for right, _height in sizes)
        assert min(height for _right, height in sizes) >= 11
