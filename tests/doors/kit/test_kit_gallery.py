"""Every part of the kit in a real browser: no axe fault, no sideways scroll, no outside request."""

from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser

from tests.doors.browser import CHROMIUM, PHONE, WIDE, visit
from tests.doors.server import serving

PAGES = Path(__file__).parent / "pages"
PICTURES = Path(__file__).resolve().parents[3] / "docs" / "look"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Debian's chromium is not installed"),
]


@pytest.fixture(autouse=True)
def _gallery(settings: Any) -> None:
    settings.ROOT_URLCONF = "tests.doors.kit.gallery"
    engine = dict(settings.TEMPLATES[0])
    engine["DIRS"] = [*engine["DIRS"], PAGES]
    settings.TEMPLATES = [engine]


@pytest.fixture
def home(_gallery: None) -> Iterator[str]:
    with serving() as address:
        yield address


@pytest.mark.parametrize(
    ("path", "size", "language", "dark"),
    list(product(["/", "/plain/"], [WIDE, PHONE], ["en", "zh-hans"], [False, True])),
)
def test_a_page_of_the_kit_has_no_fault(
    chrome: Browser, home: str, path: str, size: tuple[int, int], language: str, dark: bool
) -> None:
    with visit(chrome, size=size, language=language, dark=dark) as seen:
        seen.page.goto(home + path)
        assert seen.axe() == []
        assert seen.sideways() == 0
        assert seen.outside(home) == []
        assert seen.complaints == []


@pytest.mark.parametrize(("name", "path"), [("desk", "/"), ("plain", "/plain/")])
def test_the_pictures_of_docs_look_are_made(
    chrome: Browser, home: str, name: str, path: str, tmp_path: Path, request: Any
) -> None:
    folder = PICTURES if request.config.getoption("--pictures", False) else tmp_path
    for size, dark in product([WIDE, PHONE], [False, True]):
        with visit(chrome, size=size, dark=dark) as seen:
            seen.page.goto(home + path)
            seen.page.evaluate("document.activeElement.blur(); window.scrollTo(0, 0)")
            picture = folder / f"{name}-{size[0]}-{'dark' if dark else 'light'}.png"
            seen.page.screenshot(path=picture)
            assert picture.stat().st_size > 10_000


def test_keys_lead_to_pages_and_help_lists_them(chrome: Browser, home: str) -> None:
    with visit(chrome) as seen:
        seen.page.goto(home + "/")
        seen.page.evaluate("document.activeElement.blur()")
        seen.page.keyboard.press("/")
        assert seen.page.evaluate("document.activeElement.name") == "q"
        seen.page.keyboard.type("g q")
        assert seen.page.url == home + "/", "keys typed into a field are words"
        seen.page.evaluate("document.activeElement.blur()")
        seen.page.keyboard.press("?")
        assert "Queue" in seen.page.locator("dialog[open]").inner_text()
        seen.page.keyboard.press("Escape")
        seen.page.keyboard.press("g")
        seen.page.keyboard.press("q")
        seen.page.wait_for_url(home + "/plain/")


def test_the_focus_is_always_visible(chrome: Browser, home: str) -> None:
    with visit(chrome) as seen:
        seen.page.goto(home + "/plain/")
        outlines = []
        for _ in range(10):
            seen.page.keyboard.press("Tab")
            outlines.append(
                seen.page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            )
        assert outlines == ["solid"] * 10


def test_a_page_prints_without_the_house_around_it(chrome: Browser, home: str) -> None:
    with visit(chrome) as seen:
        seen.page.goto(home + "/")
        seen.page.emulate_media(media="print")
        assert not seen.page.locator(".rail").is_visible()
        assert seen.page.locator("h1").is_visible()


def test_answers_are_never_stored_and_carry_the_policy() -> None:
    answer = Client().get("/plain/")
    assert answer["Cache-Control"] == "no-store"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert "unsafe" not in answer["Content-Security-Policy"]


# These become PDF by `bairn.paper` and never reach a browser, so no content policy rules them.
PRINTED = {"continuity.html", "labels_sheet.html"}


def test_no_template_holds_a_style_or_a_script_of_its_own() -> None:
    for template in (Path(__file__).resolve().parents[3] / "bairn" / "web").rglob("*.html"):
        if template.name in PRINTED:
            continue
        text = template.read_text(encoding="utf-8")
        assert " style=" not in text, template
        assert "<style" not in text, template
        assert "<script>" not in text, template
        assert " onclick=" not in text, template


def test_leaving_goes_elsewhere_and_asks_the_browser_to_forget() -> None:
    answer = Client().get("/away/")
    assert answer.status_code == 303
    assert answer["Location"].startswith("https://")
    assert '"cookies"' in answer["Clear-Site-Data"]
    assert answer["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize("wanted", ["https://elsewhere.example/", "//elsewhere.example/", ""])
def test_switching_the_language_never_leads_to_another_site(wanted: str) -> None:
    answer = Client().post("/language/", {"language": "zh-hans", "next": wanted})
    assert answer["Location"] == "/"


def test_switching_the_language_changes_the_page_and_stays_on_it() -> None:
    client = Client()
    answer = client.post("/language/", {"language": "zh-hans", "next": "/plain/?a=1"})
    assert answer["Location"] == "/plain/?a=1"
    assert 'lang="zh-Hans"' in client.get("/plain/").content.decode()
