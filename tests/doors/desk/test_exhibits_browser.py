"""Exhibits in a real browser: both widths, both languages, the keyboard, a scanner, no scripts."""

from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.doors.browser import CHROMIUM, PHONE, WIDE, chromium, visit
from tests.doors.desk.exhibiting import Shelf, crossing, shelf
from tests.doors.desk.test_case_browser import faultless, sit
from tests.doors.desk.test_exhibits_pages import pages
from tests.doors.server import serving

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Debian's chromium is not installed"),
]


@pytest.fixture(scope="module")
def chrome() -> Iterator[Browser]:
    with chromium() as running:
        yield running


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
                seen.page.goto(home + path, wait_until="networkidle")
                for one in seen.page.locator("details.act, details.card").all():
                    one.evaluate("each => each.open = true")
                picture = pictures / f"exhibits-{prefix}{name}-{size[0]}-{language}.png"
                seen.page.screenshot(path=picture, full_page=True)
                faultless(seen, home)
