"""Sending files in a real browser: by tus-js-client, cut half-way, gone on with, and looked at."""

import hashlib
import json
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Route, expect

from bairn.evidence import incoming
from bairn.evidence import queries as looks
from bairn.evidence.actions import uploads
from bairn.evidence.terms.uploads import NewFile
from bairn.kernel import clock
from tests.doors.browser import CHROMIUM, PHONE, WIDE, chromium, visit
from tests.doors.desk.exhibiting import Shelf, shelf
from tests.doors.desk.test_case_browser import faultless, sit
from tests.doors.server import serving
from tests.rooms.evidence.filehouse import MIB, content

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
def here(transactional_db: None) -> Shelf:
    incoming.KEPT._kept.clear()
    return shelf()


@pytest.fixture
def home(here: Shelf) -> Iterator[str]:
    with serving() as address:
        yield address


def _page(here: Shelf) -> str:
    return f"/desk/cases/{here.case}/evidence/{here.phone.id}/upload/"


def _files(here: Shelf):
    return looks.files(actor=here.scene.first, at=clock.now(), case_id=here.case)


def _begun(here: Shelf, data: bytes, sent: int) -> None:
    """An upload that was broken off on another computer."""
    asked = {"actor": here.scene.first, "at": clock.now(), "case_id": here.case}
    card = uploads.begin_upload(
        exhibit_id=here.phone.id, said=NewFile(name="garden.mp4", size=len(data)), **asked
    )
    uploads.receive(upload_id=card.id, offset=0, stream=[data[:sent]], **asked)


@pytest.mark.parametrize(("size", "language"), list(product([WIDE, PHONE], ["en", "zh-hans"])))
def test_the_page_for_sending_is_faultless(
    chrome: Browser,
    here: Shelf,
    home: str,
    pictures: Path,
    size: tuple[int, int],
    language: str,
) -> None:
    _begun(here, content(3 * MIB), MIB)
    with visit(chrome, size=size, language=language) as seen:
        sit(seen, home, here.scene.first, language)
        seen.page.goto(home + _page(here), wait_until="networkidle")
        seen.page.set_input_files(
            "#send-files",
            [
                {"name": "garden.png", "mimeType": "image/png", "buffer": b"\x89PNG\r\n\x1a\n" * 9},
                {"name": "note.txt", "mimeType": "text/plain", "buffer": b"a calm note"},
            ],
        )
        seen.page.click("#send-form .button")
        expect(seen.page.locator("#sending > li[data-state=done]")).to_have_count(2)
        seen.page.screenshot(path=pictures / f"sent-{size[0]}-{language}.png", full_page=True)
        faultless(seen, home)
        seen.page.click("#send-more a")
        seen.page.wait_for_load_state("networkidle")
        seen.page.screenshot(path=pictures / f"files-{size[0]}-{language}.png", full_page=True)
        faultless(seen, home)
    assert [one.found_type for one in _files(here)] == ["image/png", "text/plain"]


def test_a_file_cut_half_way_goes_on_and_is_the_same(
    chrome: Browser, here: Shelf, home: str, tmp_path: Path
) -> None:
    data = content(6 * MIB + 123)
    path = tmp_path / "garden walk.mp4"
    path.write_bytes(data)
    cut = []

    def cutting(route: Route) -> None:
        """The second turn is cut off: the line is down until the page is opened again."""
        if route.request.method == "PATCH" and cut:
            route.abort("connectionreset")
        else:
            cut.extend([route.request.method] if route.request.method == "PATCH" else [])
            route.continue_()

    with visit(chrome) as seen:
        sit(seen, home, here.scene.first, "en")
        seen.page.route("**/uploads/**", cutting)
        seen.page.goto(home + _page(here), wait_until="networkidle")
        # Small turns, so that the line can break between two of them.
        seen.page.evaluate(
            "() => { const real = tus.Upload; tus.Upload = class extends real {"
            "constructor(file, options) {"
            "super(file, {...options, chunkSize: 2 * 1024 * 1024, retryDelays: []}); } } }"
        )
        seen.page.set_input_files("#send-files", str(path))
        seen.page.click("#send-form .button")
        expect(seen.page.locator("#sending > li[data-state=failed]")).to_have_count(1)
        kept = json.loads(seen.page.evaluate("JSON.stringify({...localStorage})"))
        assert len(kept) == 1
        assert "garden" not in json.dumps(kept)
        (under_way,) = looks.uploads(actor=here.scene.first, at=clock.now(), case_id=here.case)
        assert under_way.arrived == 2 * MIB
        incoming.KEPT._kept.clear()  # as after a restart of the server
        seen.page.unroute("**/uploads/**")
        seen.page.goto(home + _page(here), wait_until="networkidle")
        seen.page.set_input_files("#send-files", str(path))
        seen.page.click("#send-form .button")
        expect(seen.page.locator("#sending > li[data-state=done]")).to_have_count(1)
        assert seen.page.evaluate("localStorage.length") == 0
    (file,) = _files(here)
    assert file.id == under_way.id
    assert file.sha256 == hashlib.sha256(data).digest()


def test_another_computer_goes_on_with_the_same_file(
    chrome: Browser, here: Shelf, home: str, tmp_path: Path
) -> None:
    data = content(2 * MIB)
    _begun(here, data, MIB)
    path, other = tmp_path / "garden.mp4", tmp_path / "other.mp4"
    path.write_bytes(data)
    other.write_bytes(data[:-1])
    with visit(chrome) as seen:
        sit(seen, home, here.scene.first, "en")
        seen.page.goto(home + _page(here), wait_until="networkidle")
        seen.page.set_input_files("[data-upload]", str(other))
        expect(seen.page.locator("#sending > li[data-state=failed]")).to_have_count(1)
        seen.page.set_input_files("[data-upload]", str(path))
        expect(seen.page.locator("#sending > li[data-state=done]")).to_have_count(1)
    (file,) = _files(here)
    assert file.sha256 == hashlib.sha256(data).digest()


def test_what_the_rules_refuse_is_said_in_their_words(
    chrome: Browser, here: Shelf, home: str
) -> None:
    with visit(chrome) as seen:
        sit(seen, home, here.scene.first, "en")
        seen.page.goto(home + _page(here), wait_until="networkidle")
        seen.page.fill("#send-digest", "00" * 32)
        seen.page.set_input_files(
            "#send-files", {"name": "a.txt", "mimeType": "text/plain", "buffer": b"calm"}
        )
        seen.page.click("#send-form .button")
        failed = seen.page.locator("#sending > li[data-state=failed]")
        expect(failed).to_contain_text("another SHA-256 than was said")
    assert _files(here) == ()


def _open(here: Shelf) -> bool:
    return bool(looks.uploads(actor=here.scene.first, at=clock.now(), case_id=here.case))


def test_somebody_who_stops_an_upload_leaves_nothing(
    chrome: Browser, here: Shelf, home: str
) -> None:
    _begun(here, content(MIB), 1000)
    with visit(chrome, scripts=False) as seen:
        sit(seen, home, here.scene.first, "en")
        seen.page.goto(home + _page(here))
        assert seen.page.locator("noscript").count() == 1
        seen.page.click("button[name=stop]")
        expect(seen.page.get_by_role("status").first).to_contain_text("Stopped.")
    assert not _open(here)
