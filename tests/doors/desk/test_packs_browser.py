"""The pack browser in a real browser: both widths, both languages, the keyboard, no script."""

from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from bairn.protocols import packs
from tests import cast
from tests.doors.browser import CHROMIUM, PHONE, WIDE, visit
from tests.doors.desk.casework import scene
from tests.doors.desk.test_case_browser import faultless, sit
from tests.doors.server import serving

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Debian's chromium is not installed"),
]
PAGES = {
    "packs": "/desk/packs/",
    "pack": "/desk/packs/cn-2023/",
    "tables": "/desk/packs/tables/",
    "versions": "/desk/packs/cn-2023/versions/",
}


@pytest.fixture
def home(transactional_db: None) -> Iterator[str]:
    with serving() as address:
        yield address


@pytest.mark.parametrize(("size", "language"), list(product([WIDE, PHONE], ["en", "zh-hans"])))
def test_every_page_of_the_packs_is_faultless(
    chrome: Browser,
    home: str,
    pictures: Path,
    size: tuple[int, int],
    language: str,
    request: pytest.FixtureRequest,
) -> None:
    reader = cast.staff("ada", "analyst", unit=cast.place().unit)
    with visit(chrome, size=size, language=language) as seen:
        sit(seen, home, reader, language)
        for name, path in PAGES.items():
            seen.page.goto(home + path)
            if request.config.getoption("--pictures", False):  # a whole pack is a very long one
                picture = pictures / f"{name}-{size[0]}-{language}.png"
                seen.page.screenshot(path=picture, full_page=True)
            faultless(seen, home)


def test_the_packs_are_two_keys_away_and_the_filter_works_without_a_script(
    chrome: Browser, home: str
) -> None:
    reader = cast.staff("ada", "analyst", unit=cast.place().unit)
    with visit(chrome) as seen:
        sit(seen, home, reader, "en")
        seen.page.goto(home + "/desk/")
        seen.page.keyboard.press("g")
        seen.page.keyboard.press("p")
        seen.page.wait_for_url(home + "/desk/packs/")
    with visit(chrome, scripts=False) as seen:
        sit(seen, home, reader, "en")
        seen.page.goto(home + "/desk/packs/cn-2023/")
        seen.page.fill("[name=q]", "fingernails")
        seen.page.check("[name=mark][value=K]")
        seen.page.click(".filters .button")
        seen.page.wait_for_url("**q=fingernails**")
        assert seen.page.locator(".pack-rows tbody tr").count() == 1
        assert seen.page.locator("[name=mark][value=K]").is_checked()


@pytest.mark.parametrize(("size", "language"), [(WIDE, "zh-hans"), (PHONE, "en")])
def test_what_differs_between_versions_and_what_a_move_would_change_are_shown_without_a_fault(
    chrome: Browser,
    home: str,
    pictures: Path,
    monkeypatch: pytest.MonkeyPatch,
    size: tuple[int, int],
    language: str,
) -> None:
    here = scene()
    document = {**packs.compose("cn-2023")}
    document["pack"] = {**document["pack"], "version": "9.0.0"}
    document["steps"] = [
        {**row, "due": "PT3H"} if row["id"] == "emergency_protect" else row
        for row in document["steps"]
        if row["id"] != "specialist"
    ]
    for gate in document["gates"]:
        gate["needs"] = [name for name in gate["needs"] if name != "specialist"]
    monkeypatch.setattr(packs, "document_of", lambda pack_id: document)
    packs.current.cache_clear()
    try:
        with visit(chrome, size=size, language=language) as seen:
            sit(seen, home, here.second, language)
            for name, path in {
                "versions-differ": "/desk/packs/cn-2023/versions/",
                "move-newer": f"/desk/cases/{here.case}/protocol/versions/",
            }.items():
                seen.page.goto(home + path)
                picture = pictures / f"{name}-{size[0]}-{language}.png"
                seen.page.screenshot(path=picture, full_page=True)
                faultless(seen, home)
    finally:
        packs.current.cache_clear()
